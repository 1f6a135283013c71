using System.Globalization;
using System.Security.Cryptography;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Workspace.Attachments;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Panels;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Asking;

/// <summary>
/// Makes sessions out of requests, for the command line, the site, the API and MCP alike. The checks have one order: the request
/// itself, who can be seated, whether the answers may be used for what they are wanted for, the budget. Nothing is spent before.
/// </summary>
public sealed class AskPlanner(WorkspaceContext workspace)
{
    private const int SecondsPerCall = 12;

    /// <summary>Checks a request and plans its session.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="estimates">Whether to estimate what it takes. Counting tokens takes most of a second the first time, so it is left out where
    /// nobody is shown it.</param>
    /// <param name="cancellation">Stops looking for models.</param>
    public async Task<AskOutcome> PlanAsync(AskRequest request, bool estimates, CancellationToken cancellation)
    {
        if (AskCheck.Problems(request) is { Count: > 0 } problems)
        {
            return new AskOutcome.Invalid(problems);
        }

        var (documents, unreadable) = await ContextReader.ReadAsync(request.Files ?? [], workspace.Time, cancellation);
        request = request with { Context = [.. request.Context, .. documents], Files = null };
        problems = [.. unreadable.Select(p => new AskProblem("files", p)), .. AskCheck.Context(request.Context)];
        if (problems.Count > 0)
        {
            return new AskOutcome.Invalid(problems);
        }

        AskEstimate? estimate = null;
        try
        {
            var planned = await MakeAsync(WithMinutes(request), cancellation);
            var tokens = estimates || planned.Plan.Settings.BudgetMicroDollars is not null
                ? await PromptEstimates.BeforeAsync(workspace, planned.Plan, cancellation)
                : null;
            estimate = estimates ? Estimate(planned, tokens!) : null;
            var (gated, refusal) = await GateAsync(planned, request.For, cancellation);
            if (refusal is not null)
            {
                return new AskOutcome.Refused(refusal.Kind, refusal.Message, estimate, refusal.Rulings);
            }

            CheckBudget(gated, tokens);
            return new AskOutcome.Ready(gated, estimates && !ReferenceEquals(gated, planned) ? Estimate(gated, tokens!) : estimate);
        }
        catch (WorkspaceException e)
        {
            return new AskOutcome.Refused(e.Kind, e.Message, estimate, []);
        }
    }

    /// <summary>The request with what an earlier session said among its context.</summary>
    private AskRequest WithMinutes(AskRequest request)
    {
        if (request.FollowUp is not { } id)
        {
            return request;
        }

        return new SessionStore(workspace.DataDirectory, workspace.Time).TryRead(id) is not { } session
            ? throw new WorkspaceException(ErrorKind.NotFound, $"There is no session '{id}' to follow up.")
            : request with { Context = [.. request.Context, FollowUps.Minutes(session)] };
    }

    private async Task<PlannedSession> MakeAsync(AskRequest request, CancellationToken cancellation)
    {
        var question = new Question(request.Question.Trim(), [.. request.Options.Select(o => o.Trim())], request.Context);
        var seed = request.Seed ?? RandomNumberGenerator.GetInt32(1, int.MaxValue);
        var seats = request.Seats ?? request.Models?.Select(m => new SeatPlan(m)).ToList();
        var lineup = await Seating.ResolveAsync(
            workspace, request.Panel, seats, request.Moderator, request.SeatDefaults(), request.Budget is not null, seed, cancellation);
        lineup = WithImages(lineup, question);
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
            request.SessionSeconds)
        {
            Fusion = Fusion(request, lineup.Seats.Count),
        };
        var plan = new SessionPlan(SessionId.New(opened), opened, question, [.. lineup.Seats.Select(s => s.Seat)], lineup.Moderator?.Seat.Model, settings);
        return new PlannedSession(plan, lineup, request.AsIs ? null : QuestionFit.Warning(question));
    }

    private static FusionSettings? Fusion(AskRequest request, int seats) =>
        !request.IsAnsweredInFull ? null
        : FullAnswerCheck.ScoutProblem(request.Scout, seats) is { } problem ? throw new WorkspaceException(ErrorKind.InvalidInput, problem)
        : new FusionSettings(request.Review, request.Scout) { Schema = request.Schema };

    /// <summary>The seats, each with whether its model is shown the images of the question: those alone that are known to see them.</summary>
    private static Lineup WithImages(Lineup lineup, Question question)
    {
        if (question.Context.FirstOrDefault(d => d.IsImage) is not { } image)
        {
            return lineup;
        }

        SeatedModel[] seats = [.. lineup.Seats.Select(s => s with { Seat = s.Seat with { SeesImages = s.Vision == true } })];
        return lineup.Rehearsal || seats.Any(s => s.Vision == true) ? lineup with { Seats = seats } : throw new WorkspaceException(
            ErrorKind.InvalidInput,
            $"No model on this panel is known to see images, so that {image.Name} would be shown to nobody: seat one that does, or say 'vision: true' for it "
                + "under 'models' in roundtable.yaml.");
    }

    /// <summary>
    /// The plan for answers that are wanted for uses, and why they may not be used so; null where they may. A moderator whose words may
    /// not is not asked: the minutes are made without a model then.
    /// </summary>
    private async Task<(PlannedSession Planned, UseRefusal? Refusal)> GateAsync(
        PlannedSession planned, IReadOnlyList<string> uses, CancellationToken cancellation)
    {
        var wanted = UseNames.Read(uses);
        var refusal = await UseGate.CheckAsync(workspace, planned.Lineup.Seats, wanted, cancellation);
        return refusal is null
            && planned.Lineup.Moderator is { } moderator
            && await UseGate.CheckAsync(workspace, [moderator], wanted, cancellation) is not null
            ? (planned with { Plan = planned.Plan with { Moderator = null }, Lineup = planned.Lineup with { Moderator = null } }, null)
            : (planned, refusal);
    }

    /// <summary>A budget that cannot be kept, or does not even cover the first call, is a mistake, told before anything is spent.</summary>
    private static void CheckBudget(PlannedSession planned, PromptEstimate? tokens)
    {
        if (planned.Plan.Settings.BudgetMicroDollars is not { } budget)
        {
            return;
        }

        if (planned.Plan.Panel.FirstOrDefault(s => s.Settings?.SearchesOrFetches == true) is { } searching)
        {
            throw new WorkspaceException(
                ErrorKind.Budget,
                $"{searching.Name} may use its provider's own search or fetch, and what these bring along costs what nobody can tell before, so that "
                    + "the budget could not be kept: ask without a budget, or give it a tool server (--tool), whose results are read within the budget.");
        }

        var models = planned.Plan.Panel.Select(s => s.Model).Concat(planned.Plan.Moderator is { } moderator ? [moderator] : []);
        if (models.FirstOrDefault(m => m is { Simulated: false, Price: null }) is { } unknown)
        {
            throw new WorkspaceException(
                ErrorKind.Budget,
                $"No price of {unknown.Name} is known, so that the budget could not be kept: give it one under 'models' in roundtable.yaml "
                    + $"('input' and 'output', in US dollars per million tokens), or ask without a budget.");
        }

        var seat = planned.Plan.Panel[0];
        var withRepair = planned.Plan.Settings.Fusion is not { Schema: null };
        var first = CostEstimate.LeastMicroDollars(seat, planned.FirstPrompt(seat), withRepair, tokens!);
        if (first > budget)
        {
            throw new WorkspaceException(ErrorKind.Budget, string.Create(
                CultureInfo.InvariantCulture,
                $"The budget of ${budget / 1e6m:0.######} does not cover the first call, {seat.Model.Name}, which may cost ${first / 1e6m:0.######} with the "
                    + $"shortest answer that makes sense{(withRepair ? " and its repair" : "")}: raise the budget or seat a cheaper model."));
        }
    }

    private static int Quorum(int? given, int seats) =>
        given is null ? (seats / 2) + 1
        : given >= 1 && given <= seats ? given.Value
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"The quorum is {given}: give a number from 1 to {seats}, the size of the panel.");

    private static AskEstimate Estimate(PlannedSession planned, PromptEstimate tokens) =>
        planned.Plan.Settings.Fusion is null ? OfVote(planned, tokens) : FullAnswerEstimate.Of(planned, tokens);

    private static AskEstimate OfVote(PlannedSession planned, PromptEstimate tokens)
    {
        var (plan, settings) = (planned.Plan, planned.Plan.Settings);
        long cost = 0;
        foreach (var seat in plan.Panel)
        {
            var prompt = planned.FirstPrompt(seat);
            var output = Math.Min(CostEstimate.AssumedOutputTokens + (seat.Settings?.ThinkingTokens ?? 0), seat.MaxOutputTokens ?? int.MaxValue);

            // Later rounds bring the others' reasons along.
            var reasons = (long)plan.Panel.Count * settings.Samples * CostEstimate.AssumedOutputTokens;
            var first = CostEstimate.MicroDollars(seat.Model, prompt, output, tokens) ?? 0;
            var later = settings.Rounds > 1 ? CostEstimate.MicroDollars(seat.Model, prompt, output, tokens, reasons) ?? 0 : 0;
            cost += settings.Samples * (first + ((settings.Rounds - 1) * later));
        }

        var simulated = planned.Lineup.Rehearsal;
        return new AskEstimate(
            [.. plan.Panel.Select(s => s.Name)],
            simulated,
            (plan.Panel.Count * settings.Rounds * settings.Samples) + (plan.Moderator is null ? 0 : 1),
            cost,
            plan.Panel.Count(s => !s.Model.Simulated && s.Model.Price is null),
            (simulated ? 1 : SecondsPerCall) * (settings.Rounds + 1),
            planned.Warning);
    }
}
