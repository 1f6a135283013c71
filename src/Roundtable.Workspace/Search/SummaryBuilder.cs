using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>Makes a session's summary.</summary>
public static class SummaryBuilder
{
    /// <summary>Sums a session up.</summary>
    /// <param name="session">The session.</param>
    /// <param name="log">Where its calls are recorded, for what they took; null where it cannot be read.</param>
    public static SessionSummary Make(SessionDocument session, LogStore? log) =>
        session is FusedSession fused ? Make(fused, log) : Make((Session)session, log);

    private static SessionSummary Make(FusedSession session, LogStore? log)
    {
        var figures = FusedFigures.Of(session);
        return new SessionSummary
        {
            Id = session.Id,
            Opened = session.Opened,
            Question = session.Question.Text,
            Open = true,
            Debate = false,
            Rounds = 1,
            Headline = FusedText.Headline(figures),
            Options = [],
            Answered = figures,
            Simulated = session.Simulated,
            MicroDollars = session.Spend.MicroDollars,
            UnpricedCalls = session.Spend.UnpricedCalls,
            Seats = [.. session.Panel.Select(s => Seat(session, s.Number, log))],
        };
    }

    /// <summary>What a seat that answered in full did: it chose nothing, and nothing of it is counted among votes.</summary>
    private static SeatFigures Seat(FusedSession session, int number, LogStore? log)
    {
        var answer = session.Answers.FirstOrDefault(a => a.Seat == number);
        var refused = answer?.Kind == AnswerKind.Refused;
        var calls = Calls(session, SpokenText.OfSeats(session).Where(s => s.Seat == number).Select(s => s.Receipt), log);
        return Seat(session, number, calls) with
        {
            Standing = refused ? SeatStanding.Refused : answer is null ? SeatStanding.Absent : SeatStanding.Abstained,
            Refusals = refused ? 1 : 0,
        };
    }

    private static SessionSummary Make(Session session, LogStore? log)
    {
        var first = SeatChoices.Of(session, 1);
        var final = SeatChoices.Of(session, session.Rounds.Count);
        return new SessionSummary
        {
            Id = session.Id,
            Opened = session.Opened,
            Question = session.Question.Text,
            Open = session.Question.IsOpen,
            Debate = session.Settings.Debate,
            Rounds = session.Rounds.Count,
            Label = session.Verdict.Final.Label,
            Headline = VerdictText.Headline(session.Verdict.Final, session.Verdict.Options),
            Options = session.Verdict.Options,
            Final = session.Verdict.Final,
            Simulated = session.Simulated,
            ImportedFrom = session.ImportedFrom,
            MicroDollars = session.Spend.MicroDollars,
            UnpricedCalls = session.Spend.UnpricedCalls,
            Seats = [.. session.Panel.Select(s => Seat(session, s.Number, first, final, log))],
        };
    }

    private static SeatFigures Seat(Session session, int number, SeatChoices first, SeatChoices final, LogStore? log)
    {
        var ballots = session.Rounds.SelectMany(r => r.Ballots).Where(b => b.Seat == number).ToList();
        var calls = session.ImportedFrom is null ? Calls(session, ballots.Select(b => b.Receipt), log) : [];
        return Seat(session, number, calls) with
        {
            First = first.BySeat[number].Option,
            Final = final.BySeat[number].Option,
            Standing = final.BySeat[number].Standing,
            Moves = session.Verdict.Moves.Count(m => m.Seat == number),
            Persuaded = session.Verdict.Persuasions.Count(p => p.From == number),
            Refusals = ballots.Count(b => b.Choice is Choice.Refusal),
            OrderFlips = session.Verdict.Consistency.FirstOrDefault(c => c.Seat == number)?.OrderFlipRate,
        };
    }

    /// <summary>A seat's calls in figures; what it did stays to be told.</summary>
    private static SeatFigures Seat(SessionDocument session, int number, List<Leaf> calls)
    {
        var model = session.Panel[number - 1].Model;
        return new SeatFigures(
            model.Name,
            model.Vendor,
            model.Family,
            null,
            null,
            SeatStanding.Absent,
            0,
            0,
            0,
            [.. calls.Select(c => c.DurationMs).OfType<long>()],
            calls.Sum(c => c.Usage?.TotalInput ?? 0),
            calls.Sum(c => c.Usage?.TotalOutput ?? 0),
            session.SeatSpends?.FirstOrDefault(s => s.Seat == number) is not { UnpricedCalls: > 0 }
            && calls.Aggregate(Cost.Nothing, (sum, c) => sum + CostOf(model, c)) is { IsComplete: true, MicroDollars: var cost }
                ? (long)Math.Ceiling(cost)
                : null);
    }

    private static List<Leaf> Calls(SessionDocument session, IEnumerable<Receipt> receipts, LogStore? log) =>
        [.. receipts.Select(r => Call(log, r.Leaf, session.Id)).OfType<Leaf>()];

    private static Cost CostOf(ModelCard model, Leaf call) => call.CostUsd is { } charged ? Cost.Charged(charged) : model.Price?.Of(call.Usage) ?? Cost.Unknown;

    /// <summary>The leaf of a call; null where the log does not reach to it, or it is of another log.</summary>
    private static Leaf? Call(LogStore? log, long index, string session) =>
        log is not null && index < log.Head.Size && Leaf.Parse(log.Leaves(index).First().Span) is { } leaf && leaf.Session == session ? leaf : null;
}
