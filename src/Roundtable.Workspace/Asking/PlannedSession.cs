using System.Globalization;
using System.Security.Cryptography;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Panels;

namespace Roundtable.Workspace.Asking;

/// <summary>Makes a session's plan from a request: seats the panel, settles what was left open, and looks at the budget.</summary>
/// <param name="Plan">What will be done.</param>
/// <param name="Lineup">Who sits at the table.</param>
/// <param name="Warning">That the options do not seem to fit the question; null where they do, or it is asked as it is.</param>
public sealed record PlannedSession(SessionPlan Plan, Lineup Lineup, FitWarning? Warning)
{
    /// <summary>Plans a session.</summary>
    /// <param name="request">A request without problems.</param>
    /// <param name="workspace">The world.</param>
    /// <param name="cancellation">Stops looking for models.</param>
    /// <exception cref="WorkspaceException">When the panel cannot be seated.</exception>
    public static async Task<PlannedSession> MakeAsync(AskRequest request, WorkspaceContext workspace, CancellationToken cancellation)
    {
        var question = new Question(request.Question.Trim(), [.. request.Options.Select(o => o.Trim())], request.Context);
        var seed = request.Seed ?? RandomNumberGenerator.GetInt32(1, int.MaxValue);
        var lineup = await Seating.ResolveAsync(workspace, request, seed, cancellation);
        var opened = workspace.Time.GetUtcNow();
        var settings = new SessionSettings(
            request.Debate,
            request.Debate ? request.Rounds : 1,
            request.Samples,
            seed,
            request.Ranked,
            Quorum(request.Quorum, lineup.Seats.Count),
            request.Budget is { } dollars ? (long)(dollars * 1_000_000) : null,
            request.SeatSeconds,
            request.SessionSeconds);
        var plan = new SessionPlan(SessionId.New(opened), opened, question, [.. lineup.Seats.Select(s => s.Seat)], lineup.Moderator?.Seat.Model, settings);
        return new PlannedSession(plan, lineup, request.AsIs ? null : QuestionFit.Warning(question));
    }

    /// <summary>A budget that does not even cover the first call is a mistake, told before anything is spent.</summary>
    /// <param name="workspace">The workspace, whose log the estimate is measured on.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <exception cref="WorkspaceException">When it does not.</exception>
    public async Task CheckBudgetAsync(WorkspaceContext workspace, CancellationToken cancellation)
    {
        if (Plan.Settings.BudgetMicroDollars is not { } budget)
        {
            return;
        }

        var seat = Plan.Panel[0];
        var first = CostEstimate.MicroDollars(FirstForm(seat), await PromptEstimates.BeforeAsync(workspace, Plan, cancellation));
        if (first > budget)
        {
            throw new WorkspaceException(ErrorKind.Budget, string.Create(
                CultureInfo.InvariantCulture,
                $"The budget of ${budget / 1e6m:0.######} does not cover the first call, {seat.Model.Name}, estimated at ${first / 1e6m:0.######}: raise the budget or seat a cheaper model."));
        }
    }

    /// <summary>
    /// The plan for answers that are wanted for uses, and why they may not be used so; null where they may. A moderator whose words may
    /// not is not asked: the minutes are made without a model then.
    /// </summary>
    public async Task<(PlannedSession Planned, UseRefusal? Refusal)> ForAsync(IReadOnlyList<string> uses, WorkspaceContext workspace, CancellationToken cancellation)
    {
        var wanted = UseNames.Read(uses);
        var refusal = await UseGate.CheckAsync(workspace, Lineup.Seats, wanted, cancellation);
        return refusal is null && Lineup.Moderator is { } moderator && await UseGate.CheckAsync(workspace, [moderator], wanted, cancellation) is not null
            ? (this with { Plan = Plan with { Moderator = null }, Lineup = Lineup with { Moderator = null } }, null)
            : (this, refusal);
    }

    /// <summary>What a seat is asked first.</summary>
    public BallotForm FirstForm(Seat seat) => new(
        Plan.Question, seat, 1, 1, Plan.Settings.Ranked, OptionOrder.For(Plan.Settings.Seed, seat.Number, 1, Plan.Question.Options.Count), null, []);

    private static int Quorum(int? given, int seats) =>
        given is null ? (seats / 2) + 1
        : given >= 1 && given <= seats ? given.Value
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"The quorum is {given}: give a number from 1 to {seats}, the size of the panel.");
}
