using System.Threading.Channels;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Reviews;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>Runs a session in which seats answer in full: answers, reviews where they are asked for, comparison, fused answer.</summary>
internal sealed class FusionRun(SessionPlan plan, FullTable table, FusionModeration? moderation, Account account, ChannelWriter<SessionEvent> events)
{
    private readonly FusionSettings _fusion = plan.Settings.Fusion!;
    private readonly FusionReserve _reserve = new(plan);

    /// <summary>Runs it to its end.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var (answers, absences, scout) = await AnswerAsync(cancellation);
        var given = answers.Where(a => a.Kind == AnswerKind.Given).ToList();
        var (reviews, reviewAbsences) = await ReviewAsync(given, scout, cancellation);
        var material = Material(answers, reviews, scout);
        if (moderation is not null && FusionBuilder.IsCompared(material))
        {
            await moderation.FuseAsync(new ComparedAnswers(plan.Question, plan.Panel, given, plan.Settings.Seed), cancellation);
            material = Material(answers, reviews, scout);
        }
        else if (_fusion.Schema is { } schema && given.Count >= Math.Max(1, material.Quorum))
        {
            await events.WriteAsync(new SessionEvent.PhaseStarted(FusionPhase.Fusing, []), cancellation);
            if (moderation is not null && FieldQuestion.Request(plan.Question, AnswerSchema.Of(schema), given, plan.Settings.Seed) is { } request)
            {
                await moderation.AskAsync(request, given, null, cancellation);
                material = Material(answers, reviews, scout);
            }
        }

        var result = FusionBuilder.Build(material);
        var session = new FusedSession
        {
            Id = plan.Id,
            Opened = plan.Opened,
            Simulated = plan.Panel.Any(s => s.Model.Simulated),
            Question = plan.Question,
            Panel = plan.Panel,
            Moderator = plan.Moderator,
            Settings = plan.Settings,
            Answers = answers,
            Absences = absences,
            Scout = scout,
            Reviews = reviews,
            ReviewAbsences = reviewAbsences,
            Standings = result.Standings,
            Comparison = result.Comparison,
            Fused = result.Fused,
            Fields = result.Fields,
            Drafts = moderation?.Drafts ?? [],
            ModeratorFailure = moderation?.Failure,
            Spend = account.Spend,
            SeatSpends = account.Seats,
        };
        await events.WriteAsync(new SessionEvent.FusedFinished(session), cancellation);
    }

    private FusionMaterial Material(IReadOnlyList<Answer> answers, IReadOnlyList<Review> reviews, ScoutResult? scout) => new(
        plan.Question, plan.Panel, plan.Settings, answers, reviews, moderation?.Drafts ?? [], plan.Moderator?.Name, moderation?.Failure, scout);

    private async Task<(IReadOnlyList<Answer> Answers, IReadOnlyList<Absence> Absences, ScoutResult? Scout)> AnswerAsync(CancellationToken cancellation)
    {
        IReadOnlyList<int> everybody = [.. plan.Panel.Select(s => s.Number)];
        if (_fusion.Scout <= 0 || _fusion.Scout >= everybody.Count)
        {
            await events.WriteAsync(new SessionEvent.PhaseStarted(FusionPhase.Answering, everybody), cancellation);
            var (all, missing) = await table.AnswerAsync(everybody, _reserve.WhileAnswering, cancellation);
            return (all, missing, null);
        }

        var scouts = ScoutQuestion.Cheapest(plan.Panel, _fusion.Scout);
        await events.WriteAsync(new SessionEvent.PhaseStarted(FusionPhase.Scouting, scouts), cancellation);
        var (first, absent) = await table.AnswerAsync(scouts, _reserve.WhileScouting(scouts), cancellation);
        var question = new ScoutQuestion(plan.Question, scouts, first, plan.Settings.Seed, moderation is not null);
        var result = moderation is null ? question.Settled! : await moderation.ScoutAsync(question, cancellation);
        await events.WriteAsync(new SessionEvent.Scouted(result), cancellation);
        if (!result.Differ)
        {
            return (first, absent, result);
        }

        IReadOnlyList<int> others = [.. everybody.Except(scouts)];
        await events.WriteAsync(new SessionEvent.PhaseStarted(FusionPhase.Answering, others), cancellation);
        var (rest, silent) = await table.AnswerAsync(others, _reserve.WhileAnswering, cancellation);
        return ([.. first.Concat(rest).OrderBy(a => a.Seat)], [.. absent.Concat(silent).OrderBy(a => a.Seat)], result);
    }

    private async Task<(IReadOnlyList<Review> Reviews, IReadOnlyList<Absence> Absences)> ReviewAsync(
        List<Answer> given, ScoutResult? scout, CancellationToken cancellation)
    {
        if (!_fusion.Review || !FusionBuilder.IsCompared(Material(given, [], scout)))
        {
            return ([], []);
        }

        await events.WriteAsync(new SessionEvent.PhaseStarted(FusionPhase.Reviewing, [.. given.Select(a => a.Seat)]), cancellation);
        return await table.ReviewAsync(given, _reserve.WhileReviewing, cancellation);
    }
}
