using System.Text;
using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Answers;

/// <summary>An answer in full as it streams in: its words without the thinking with which it may begin. For display only.</summary>
public sealed class AnswerStream
{
    private readonly StringBuilder _held = new();
    private bool _begun;

    /// <summary>Appends the next part; returns the words that can be shown with it, perhaps none.</summary>
    public string Append(string part)
    {
        if (_begun)
        {
            return part;
        }

        _held.Append(part);
        var text = _held.ToString();
        if (ThinkingMarks.AnswerStart(text) is not { } start)
        {
            return "";
        }

        _begun = true;
        _held.Clear();
        return text[start..];
    }
}
