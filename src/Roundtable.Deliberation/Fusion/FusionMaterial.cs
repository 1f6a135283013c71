using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Reviews;

namespace Roundtable.Deliberation.Fusion;

/// <summary>Everything that a fused answer is computed from: what was asked and what models wrote.</summary>
/// <param name="Question">The question.</param>
/// <param name="Panel">The seats, by number.</param>
/// <param name="Settings">The settings.</param>
/// <param name="Answers">What the seats wrote, by seat.</param>
/// <param name="Reviews">The reviews, by seat.</param>
/// <param name="Drafts">The moderator's answers, in order.</param>
/// <param name="Moderator">Name of the moderator's model, or null.</param>
/// <param name="Failure">Why the moderator failed, one sentence, or null.</param>
/// <param name="Scout">What came of asking a few seats first, or null.</param>
public sealed record FusionMaterial(
    Question Question,
    IReadOnlyList<Seat> Panel,
    SessionSettings Settings,
    IReadOnlyList<Answer> Answers,
    IReadOnlyList<Review> Reviews,
    IReadOnlyList<ModeratorDraft> Drafts,
    string? Moderator,
    string? Failure,
    ScoutResult? Scout)
{
    /// <summary>The answers that count, by seat.</summary>
    public IReadOnlyList<Answer> Given => [.. Answers.Where(a => a.Kind == AnswerKind.Given)];

    /// <summary>The fewest answers that a fused answer takes: the quorum, or the scouts where only they were asked.</summary>
    public int Quorum => Scout is { Differ: false } scout ? Math.Min(Settings.Quorum, scout.Seats.Count) : Settings.Quorum;
}
