using System.Diagnostics;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Sessions;
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
    public static SessionSummary Make(SessionDocument session, LogStore? log) => session switch
    {
        SessionDocument.Voted voted => Make(voted.Session, log),
        _ => throw new UnreachableException("A document of another kind."),
    };

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
        var model = session.Panel[number - 1].Model;
        var ballots = session.Rounds.SelectMany(r => r.Ballots).Where(b => b.Seat == number).ToList();
        var calls = session.ImportedFrom is null ? ballots.Select(b => Call(log, b.Receipt.Leaf, session.Id)).OfType<Leaf>().ToList() : [];
        var (input, output) = (calls.Sum(c => c.Usage?.TotalInput ?? 0), calls.Sum(c => c.Usage?.TotalOutput ?? 0));
        return new SeatFigures(
            model.Name,
            model.Vendor,
            model.Family,
            first.BySeat[number].Option,
            final.BySeat[number].Option,
            final.BySeat[number].Standing,
            session.Verdict.Moves.Count(m => m.Seat == number),
            session.Verdict.Persuasions.Count(p => p.From == number),
            ballots.Count(b => b.Choice is Choice.Refusal),
            [.. calls.Select(c => c.DurationMs).OfType<long>()],
            input,
            output,
            session.SeatSpends?.FirstOrDefault(s => s.Seat == number) is not { UnpricedCalls: > 0 }
            && calls.Aggregate(Cost.Nothing, (sum, c) => sum + CostOf(model, c)) is { IsComplete: true, MicroDollars: var cost }
                ? (long)Math.Ceiling(cost)
                : null);
    }

    private static Cost CostOf(ModelCard model, Leaf call) => call.CostUsd is { } charged ? Cost.Charged(charged) : model.Price?.Of(call.Usage) ?? Cost.Unknown;

    /// <summary>The leaf of a call; null where the log does not reach to it, or it is of another log.</summary>
    private static Leaf? Call(LogStore? log, long index, string session) =>
        log is not null && index < log.Head.Size && Leaf.Parse(log.Leaves(index).First().Span) is { } leaf && leaf.Session == session ? leaf : null;
}
