using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Deliberation.Reviews;

/// <summary>What a seat is shown when it reviews: the others' answers under letters, its own left out.</summary>
/// <param name="Question">The question.</param>
/// <param name="Seat">The seat that reviews.</param>
/// <param name="Answers">The others' answers in the order in which they are shown.</param>
public sealed record ReviewForm(Question Question, Seat Seat, AnswerLetters Answers)
{
    /// <summary>
    /// The form of one seat. One order of all answers is drawn by the seed; each seat begins it one place later than the seat before, so that no answer is
    /// first for everybody.
    /// </summary>
    /// <param name="question">The question.</param>
    /// <param name="seat">The seat that reviews.</param>
    /// <param name="given">The answers that count, by seat.</param>
    /// <param name="seed">The session's seed.</param>
    public static ReviewForm For(Question question, Seat seat, IReadOnlyList<Answer> given, long seed)
    {
        var order = new SeededRandom(seed, "reviews").Order(given.Count);
        var shift = given.ToList().FindIndex(a => a.Seat == seat.Number);
        var rotated = order.Select((_, i) => given[order[(i + Math.Max(0, shift)) % order.Length]]);
        return new ReviewForm(question, seat, new AnswerLetters([.. rotated.Where(a => a.Seat != seat.Number)]));
    }
}
