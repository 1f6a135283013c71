using System.Collections.Frozen;
using System.Text;
using Roundtable.Corpus.Matches;

namespace Roundtable.Watching.Traffic;

/// <summary>
/// Whether English words ask for reasoning to be written out in full, in whatever phrase: a verb of writing, a word of reasoning and a word of completeness
/// close together. "Think step by step" and "show your work" have no such three.
/// </summary>
internal static class ReasoningWords
{
    private const int Span = 10;

    private static readonly FrozenSet<ulong> _verbs = Hashes(
        "write show give produce narrate describe explain record transcribe document expose provide output reveal state articulate reconstruct put list spell "
            + "lay share print include present verbalise verbalize elaborate dump emit");

    private static readonly FrozenSet<ulong> _reasoning = Hashes(
        "reasoning reasonings thinking thoughts thought deliberation deliberations rationale monologue cogitation");

    private static readonly FrozenSet<ulong> _completeness = Hashes(
        "complete completely full fully entire entirely every all exhaustive exhaustively detailed detail length whole unabridged unfiltered raw verbatim long "
            + "thorough thoroughly inner internal hidden private trace aloud explicit explicitly");

    /// <summary>Whether the three stand within ten words somewhere.</summary>
    /// <param name="words">Hashes of the words.</param>
    public static bool Ask(ReadOnlySpan<ulong> words)
    {
        var (verb, reasoning, completeness) = (int.MinValue / 2, int.MinValue / 2, int.MinValue / 2);
        for (var i = 0; i < words.Length; i++)
        {
            verb = _verbs.Contains(words[i]) ? i : verb;
            reasoning = _reasoning.Contains(words[i]) ? i : reasoning;
            completeness = _completeness.Contains(words[i]) ? i : completeness;
            if (i - Math.Min(verb, Math.Min(reasoning, completeness)) <= Span)
            {
                return true;
            }
        }

        return false;
    }

    private static FrozenSet<ulong> Hashes(string words)
    {
        var list = new WordList();
        Words.Find(Encoding.UTF8.GetBytes(words), list);
        return list.Hashes.ToArray().ToFrozenSet();
    }
}
