using Roundtable.Deliberation.Ballots;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Answers;

/// <summary>Reads an answer in Markdown: whether it is one, a refusal or empty.</summary>
public static class AnswerReader
{
    /// <summary>The answer that a recorded text is.</summary>
    /// <param name="seat">Number of the seat, from 1.</param>
    /// <param name="text">The text as recorded.</param>
    /// <param name="receipt">Its receipt.</param>
    /// <param name="refused">Whether the provider's API reported a refusal: its own signal decides before any word of the answer.</param>
    public static Answer Read(int seat, string text, Receipt receipt, bool refused)
    {
        var words = AnswerText.Of(text).Answer;
        return refused || RefusalPhrases.Recognise(words) ? new Answer(seat, AnswerKind.Refused, text, receipt) { Problem = "It declined to answer." }
            : !words.EnumerateRunes().Any(System.Text.Rune.IsLetterOrDigit)
                ? new Answer(seat, AnswerKind.Empty, text, receipt) { Problem = "Its answer holds no words." }
            : new Answer(seat, AnswerKind.Given, text, receipt);
    }
}
