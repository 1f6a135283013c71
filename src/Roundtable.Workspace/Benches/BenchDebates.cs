using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Benches;

/// <summary>Asks the questions of a set as sessions of several rounds, some at a time; minutes are made without a model.</summary>
/// <param name="workspace">The data directory and what is connected.</param>
/// <param name="log">The log, open for appending.</param>
internal sealed class BenchDebates(WorkspaceContext workspace, RecordLog log)
{
    private const int AtOnce = 8;

    /// <summary>Lets the panel debate every question.</summary>
    /// <exception cref="WorkspaceException">When the panel cannot be asked, a use is not allowed, or the limit of money is reached before the last
    /// question.</exception>
    public async Task AskAsync(
        IReadOnlyList<BenchQuestion> questions,
        BenchAsk ask,
        BenchSettings settings,
        AskedVotes into,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation)
    {
        if (ask.Limits is { Calls: not null } or { Tokens: not null } || ask.Samples > 1)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "A debate takes one sample and a limit of money (--budget), none of calls or tokens.");
        }

        var planner = new AskPlanner(workspace);
        var runner = new SessionRunner(workspace);
        var (done, reused) = (0, 0L);
        using var held = new HeldDebates(workspace, log, ask.Reuse);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(0, questions.Count, parallel, async (i, token) =>
        {
            decimal spent;
            lock (into)
            {
                spent = into.MicroDollars;
            }

            var left = ask.Limits.MicroDollars is { } limit ? (limit - spent) / 1_000_000m / AtOnce : (decimal?)null;
            if (left <= 0)
            {
                throw new WorkspaceException(
                    ErrorKind.Budget, $"The limit was reached after {done} of {questions.Count} questions: raise it, or take fewer with --limit.");
            }

            var (session, isReused) = await HoldAsync(planner, runner, held, Request(questions[i], ask, settings, left), token);
            lock (into)
            {
                Add(i, questions[i], session, isReused, into);
                done++;
                reused += isReused ? session.Rounds.Sum(r => r.Ballots.Count) : 0;
                progress?.Report(new RunProgress { Items = done, Total = questions.Count, MicroDollars = (long)into.MicroDollars, Reused = reused });
            }
        });
    }

    private async Task<(Session Session, bool IsReused)> HoldAsync(
        AskPlanner planner, SessionRunner runner, HeldDebates held, AskRequest request, CancellationToken cancellation)
    {
        var ready = await planner.PlanAsync(request, estimates: false, cancellation) switch
        {
            AskOutcome.Ready outcome => outcome.Session,
            AskOutcome.Invalid invalid => throw new WorkspaceException(ErrorKind.InvalidInput, invalid.Problems[0].Text),
            AskOutcome.Refused refused => throw new WorkspaceException(refused.Kind, refused.Message),
            var other => throw new System.Diagnostics.UnreachableException($"An outcome of another kind: {other.GetType().Name}."),
        };
        if (held.Find(ready.Plan) is { } earlier)
        {
            return (earlier, true);
        }

        await foreach (
            var e in runner.RunAsync(log, ready.Plan with { Moderator = null }, ready.Lineup.Seats, null, null, streamAnswers: false, cancellation))
        {
            if (SessionCompletion.Of(e) is Session session)
            {
                held.Note(ready.Plan, session);
                return (session, false);
            }
        }

        throw new WorkspaceException(ErrorKind.Internal, $"Session {ready.Plan.Id} ended without a result.");
    }

    private static AskRequest Request(BenchQuestion question, BenchAsk ask, BenchSettings settings, decimal? budget) => new()
    {
        Question = question.Text,
        Options = question.Options,
        Open = question.Options.Count == 0,
        Panel = ask.Panel,
        Models = ask.Models.Count == 0 ? null : ask.Models,
        Temperature = ask.SeatDefaults.Temperature,
        MaxTokens = ask.SeatDefaults.MaxTokens,
        Effort = ask.SeatDefaults.Effort,
        Thinking = ask.SeatDefaults.Thinking,
        TopP = ask.SeatDefaults.TopP,
        Body = ask.SeatDefaults.Body,
        Headers = ask.SeatDefaults.Headers,
        Debate = true,
        Rounds = ask.Rounds,
        Seed = settings.Seed,
        Budget = budget,
        SeatSeconds = ask.SeatSeconds,
        AsIs = true,
        For = ask.For,
    };

    private static void Add(int item, BenchQuestion question, Session session, bool isReused, AskedVotes into)
    {
        into.Asked.Add(session.Id);
        into.Simulated |= session.Simulated;
        into.MicroDollars += isReused ? 0 : session.Spend.MicroDollars;
        into.IsPriced &= (session.SeatSpends ?? []).All(s => s.UnpricedCalls == 0);
        foreach (var seat in session.Panel)
        {
            // A debate that ends early, because all agree, leaves the votes as they are.
            Add(item, question, session.Rounds[0], seat.Number, new VoteColumn(seat.Name), into);
            Add(item, question, session.Rounds[^1], seat.Number, new VoteColumn(seat.Name, AfterDebate: true), into);
            if ((session.SeatSpends ?? []).FirstOrDefault(s => s.Seat == seat.Number) is { } spend)
            {
                into.AddCost(
                    new VoteColumn(seat.Name, AfterDebate: true),
                    spend.UnpricedCalls == 0 ? spend.MicroDollars : null,
                    spend.Tokens.TotalInput + spend.Tokens.TotalOutput);
            }
        }
    }

    private static void Add(int item, BenchQuestion question, Round round, int seat, VoteColumn column, AskedVotes into)
    {
        var ballot = round.Ballots.FirstOrDefault(b => b.Seat == seat);
        switch (ballot?.Choice)
        {
            case Choice.Vote vote:
                into.Add(item, column, Question.Letter(vote.Option).ToString(), ballot.Confidence);
                break;
            case Choice.Position position:
                into.Add(item, column, position.Text, ballot.Confidence);
                break;
            case { } other:
                into.AddMissing(item, column, other is Choice.Unparsed ? "unreadable" : Reason(other));
                break;
            default:
                into.AddMissing(item, column, "absent");
                break;
        }

        static string Reason(Choice choice) => choice switch
        {
            Choice.Abstention => "cannot-tell",
            Choice.Objection => "objection",
            _ => "refusal",
        };
    }
}
