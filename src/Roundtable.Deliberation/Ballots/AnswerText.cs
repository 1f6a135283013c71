namespace Roundtable.Deliberation.Ballots;

/// <summary>The text of an answer, parted into what the model thought and what it answered.</summary>
/// <param name="Thinking">What stands between marks of thinking, trimmed; empty where the text shows none.</param>
/// <param name="Answer">The rest, trimmed.</param>
public sealed record AnswerText(string Thinking, string Answer)
{
    /// <summary>Parts a text as recorded.</summary>
    public static AnswerText Of(string text)
    {
        var scan = AnswerScan.Of(text);
        return new AnswerText(scan.Thinking, scan.Answer);
    }
}
