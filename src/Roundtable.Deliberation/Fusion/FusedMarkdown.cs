using System.Text;

namespace Roundtable.Deliberation.Fusion;

/// <summary>A moderated answer as Markdown: its sentences joined, with who says each of them in parentheses after it, or without.</summary>
public static class FusedMarkdown
{
    /// <summary>The text; empty where there is no sentence.</summary>
    /// <param name="sentences">The sentences in order.</param>
    /// <param name="withSupport">Whether each sentence is followed by its support in words.</param>
    public static string Of(IReadOnlyList<FusedSentence> sentences, bool withSupport)
    {
        var text = new StringBuilder();
        for (var i = 0; i < sentences.Count; i++)
        {
            var (form, before) = (sentences[i].Form, i == 0 ? (SentenceForm?)null : sentences[i - 1].Form);
            text.Append((form, before) switch
            {
                (_, null) => "",
                (SentenceForm.Prose, SentenceForm.Prose or SentenceForm.Paragraph) => " ",
                (SentenceForm.Item, SentenceForm.Item) => "\n",
                _ => "\n\n",
            });
            var support = withSupport ? $" _({SupportText.Of(sentences[i].Support)})_" : "";
            text.Append(form switch
            {
                SentenceForm.Item => $"- {sentences[i].Text}{support}",
                SentenceForm.Code => $"{Block(sentences[i])}{(support.Length > 0 ? "\n\n" + support.TrimStart() : "")}",
                _ => sentences[i].Text + support,
            });
        }

        return text.ToString();
    }

    /// <summary>The code between fences that are longer than any run of backticks in it (CommonMark 0.31.2, section 4.5).</summary>
    private static string Block(FusedSentence sentence)
    {
        var (longest, run) = (0, 0);
        foreach (var c in sentence.Text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}{sentence.Language}\n{sentence.Text}\n{fence}";
    }
}
