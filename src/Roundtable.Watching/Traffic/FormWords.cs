using System.Collections.Frozen;
using System.Text;
using Roundtable.Corpus.Matches;

namespace Roundtable.Watching.Traffic;

/// <summary>
/// Whether words prescribe the form of what is wanted: a verb of writing, a word for the answer and one of form close together; work on a text that is given,
/// in a verb; a format that programs read. It tells evaluations, translations and batch jobs from requests for long answers, whatever they ask about.
/// </summary>
internal static class FormWords
{
    private const int Span = 10;
    private const int MaxCue = 20;

    private static readonly FrozenSet<ulong> _verbs = Hashes(
        "end finish close conclude write print put give reply respond answer output state return report select choose pick provide use fill predict mark");

    private static readonly FrozenSet<ulong> _answers = Hashes(
        "answer answers choice option options result label labels verdict number letter letters class category conclusion digit integer");

    private static readonly FrozenSet<ulong> _forms = Hashes(
        "line letter word phrase format form exactly only alone boxed bold brackets parentheses separate");

    private static readonly FrozenSet<ulong> _work = Hashes(
        "translate translation classify categorise categorize extract proofread summarise summarize transcribe annotate json csv xml yaml "
            + "übersetze übersetzen klassifiziere traduis traduisez traduire classe traduce traducir clasifica traduza "
            + "переведи переведите");

    private static readonly FrozenSet<ulong> _cues = Hashes("answer a solution label output antwort réponse respuesta resposta ответ");

    /// <summary>Whether a form is prescribed.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="words">Hashes of its words.</param>
    public static bool Ask(string prompt, ReadOnlySpan<ulong> words)
    {
        // "Answer:" at the beginning of the last line, or at its end: the next words are the answer.
        if (BeginsLastLine(prompt) || (!words.IsEmpty && _cues.Contains(words[^1])))
        {
            return true;
        }

        var (verb, answer, form) = (int.MinValue / 2, int.MinValue / 2, int.MinValue / 2);
        for (var i = 0; i < words.Length; i++)
        {
            if (_work.Contains(words[i]))
            {
                return true;
            }

            verb = _verbs.Contains(words[i]) ? i : verb;
            answer = _answers.Contains(words[i]) ? i : answer;
            form = _forms.Contains(words[i]) ? i : form;
            if (i - Math.Min(verb, Math.Min(answer, form)) <= Span && verb != answer)
            {
                return true;
            }
        }

        return false;
    }

    private static bool BeginsLastLine(string prompt)
    {
        var line = prompt.AsSpan().TrimEnd();
        line = line[(line.LastIndexOf('\n') + 1)..].TrimStart();
        if (line.IndexOfAny(':', '\uFF1A') is not (> 0 and < MaxCue and var end))
        {
            return false;
        }

        var list = new WordList();
        Words.Find(Encoding.UTF8.GetBytes(line[..end].ToString()), list);
        return list.Hashes is [.., var cue] && _cues.Contains(cue);
    }

    private static FrozenSet<ulong> Hashes(string words)
    {
        var list = new WordList();
        Words.Find(Encoding.UTF8.GetBytes(words), list);
        return list.Hashes.ToArray().ToFrozenSet();
    }
}
