namespace Roundtable.Deliberation.Questions;

/// <summary>
/// A question in a Markdown file, as <c>roundtable ask question.md</c> reads it.
/// <para>
/// The question is the first heading with the text under it, or, where the file begins without a heading, the text before
/// the first one. A heading <c>Question</c> marks it explicitly. The list under a heading <c>Options</c>, or under
/// a line <c>Options:</c>, gives the options; a section of that name without a list gives one option per line. Every other
/// section becomes a context document that the panel reads together with the question. Headings in fenced code are text.
/// </para>
/// <example><code>
/// # Should model outputs be fair game for training?
///
/// Assume that the provider's terms allow it.
///
/// ## Options
/// - Yes
/// - No
///
/// ## Background
/// Three providers changed their terms this year.
/// </code></example>
/// </summary>
/// <param name="Text">The question; empty where the file has none, which <see cref="QuestionCheck"/> reports.</param>
/// <param name="Options">The options in the file's order; empty where it lists none.</param>
/// <param name="Context">The rest of the file as a document named like the file, or null where nothing is left.</param>
public sealed record QuestionFile(string Text, IReadOnlyList<string> Options, ContextDocument? Context)
{
    /// <summary>Parses a file's content. Any text can be parsed.</summary>
    /// <param name="name">Name of the file, also that of the context document.</param>
    /// <param name="content">The whole text.</param>
    public static QuestionFile Parse(string name, string content)
    {
        var sections = MarkdownSection.AllIn(content);
        var options = sections.FirstOrDefault(s => s.IsCalled("Options"));
        var question = sections.FirstOrDefault(s => s.IsCalled("Question")) ?? sections.FirstOrDefault(s => s != options);

        var list = OptionList.In(options?.Lines ?? []);
        var rest = sections.Where(s => s != question && s != options).Select(s => s.Source).ToList();
        rest.AddRange(list.Rest);
        var context = string.Join("\n\n", rest.Where(r => r.Length > 0));
        return new QuestionFile(
            question is null ? "" : question.IsCalled("Question") ? question.Body : question.Text,
            list.Options,
            context.Length == 0 ? null : new ContextDocument(name, context));
    }
}
