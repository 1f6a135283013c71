using Roundtable.Deliberation.Fusion;

namespace Roundtable.Workspace.PanelModels;

/// <summary>
/// The text of a fused answer for a client that can only append. Sentences are checked in any order; each is handed on when all before it have been, and
/// what a gap holds back follows when the session is complete.
/// </summary>
/// <param name="withSupport">Whether each sentence is followed by who says it, in words.</param>
public sealed class OrderedSentences(bool withSupport)
{
    private readonly SortedDictionary<int, FusedSentence> _sentences = [];
    private string _sent = "";

    /// <summary>Takes a sentence; returns the text that can be appended now, empty where nothing can.</summary>
    /// <param name="place">Its place, from 1.</param>
    /// <param name="sentence">The sentence.</param>
    public string Add(int place, FusedSentence sentence)
    {
        _sentences[place] = sentence;
        var first = _sentences.TakeWhile((s, i) => s.Key == i + 1).Select(s => s.Value).ToList();
        return Next(FusedMarkdown.Of(first, withSupport)) ?? "";
    }

    /// <summary>Forgets the sentences: the answer is written anew. What was handed on already cannot be taken back.</summary>
    public void Restart() => _sentences.Clear();

    /// <summary>The rest of the answer; null where what was handed on is no part of it.</summary>
    /// <param name="text">The whole answer.</param>
    public string? Complete(string text) => text.StartsWith(_sent, StringComparison.Ordinal) ? Next(text) : null;

    private string? Next(string text)
    {
        if (text.Length <= _sent.Length || !text.StartsWith(_sent, StringComparison.Ordinal))
        {
            return "";
        }

        var next = text[_sent.Length..];
        _sent = text;
        return next;
    }
}
