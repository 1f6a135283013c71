using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Workspace.Panels;

namespace Roundtable.Workspace.Asking;

/// <summary>A session that can be begun.</summary>
/// <param name="Plan">What will be done.</param>
/// <param name="Lineup">Who sits at the table.</param>
/// <param name="Warning">That the options do not seem to fit the question; null where they do, or it is asked as it is.</param>
public sealed record PlannedSession(SessionPlan Plan, Lineup Lineup, FitWarning? Warning)
{
    /// <summary>What a seat is asked first.</summary>
    public IReadOnlyList<ChatMessage> FirstPrompt(Seat seat) => Plan.Settings.Fusion is { } fusion
        ? AnswerPrompt.For(Plan.Question, seat, fusion.Schema)
        : BallotPrompt.For(new BallotForm(
            Plan.Question, seat, 1, 1, Plan.Settings.Ranked, OptionOrder.For(Plan.Settings.Seed, seat.Number, 1, Plan.Question.Options.Count), null, []));
}
