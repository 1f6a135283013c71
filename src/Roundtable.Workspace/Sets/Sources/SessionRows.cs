using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Sources;

/// <summary>
/// Rows of sessions: of a vote the ballots of the last round, and as pairs the ballots that seats gave up against those after them; of an answer in full the
/// fused answer, and as pairs the fused answer against each single one.
/// </summary>
/// <param name="filter">all, or ids and beginnings of ids with commas between them; last is the newest.</param>
internal sealed class SessionRows(string filter) : SetSource
{
    /// <inheritdoc/>
    public override string Title => $"sessions {filter}";

    /// <inheritdoc/>
    public override void Read(SetReading reading)
    {
        foreach (var session in Sessions(reading))
        {
            if (session.Simulated)
            {
                reading.Skip("simulated");
            }

            switch (session)
            {
                case FusedSession fused when reading.Shape == SetShape.Preference || reading.Shape == SetShape.Judgement:
                    Pairs(fused, reading);
                    break;
                case FusedSession fused:
                    Answer(fused, reading);
                    break;
                case Session voted when reading.Shape == SetShape.Preference || reading.Shape == SetShape.Judgement:
                    Revisions(voted, reading);
                    break;
                case Session voted:
                    LastBallots(voted, reading);
                    break;
            }
        }
    }

    private IEnumerable<SessionDocument> Sessions(SetReading reading)
    {
        var store = reading.Access.Sessions;
        if (filter == "all")
        {
            foreach (var stored in store.List())
            {
                if (stored.Session is { } session)
                {
                    yield return session;
                }
                else
                {
                    reading.Skip("unreadable-session");
                }
            }

            yield break;
        }

        foreach (var id in filter.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            yield return store.Find(id) ?? throw new WorkspaceException(
                ErrorKind.NotFound, $"There is no session '{Neutralise.Line(id)}'. 'roundtable sessions' lists them.");
        }
    }

    private static void LastBallots(Session session, SetReading reading)
    {
        if (session.Rounds.Count == 0)
        {
            return;
        }

        foreach (var ballot in session.Rounds[^1].Ballots.Where(b => b.Choice is Choice.Vote or Choice.Position))
        {
            if (Find(reading, ballot) is { } recorded)
            {
                reading.Add(new SetRow(
                    $"session:{session.Id}/{ballot.Id}",
                    session.Question.Text,
                    new SetContent.Answered(recorded.Prompt, Said(ballot)),
                    [recorded.Edge])
                {
                    Confidence = ballot.Confidence,
                });
            }
        }
    }

    /// <summary>A ballot that a seat gave up is worse, in its own later judgement, than the one that it gave next.</summary>
    private static void Revisions(Session session, SetReading reading)
    {
        foreach (var seat in session.Rounds.SelectMany(r => r.Ballots).GroupBy(b => (b.Seat, b.Sample)).OrderBy(g => g.Key))
        {
            Ballot? before = null;
            foreach (var ballot in seat.OrderBy(b => b.Round))
            {
                if (before?.Choice is Choice.Vote old && ballot.Choice is Choice.Vote voted && old.Option != voted.Option
                    && Find(reading, before) is { } gone && Find(reading, ballot) is { } kept)
                {
                    reading.Add(new SetRow(
                        $"session:{session.Id}/{before.Id}>{ballot.Id}",
                        session.Question.Text,
                        new SetContent.Preferred(gone.Prompt, Said(ballot), Said(before)),
                        [gone.Edge, kept.Edge])
                    {
                        Confidence = ballot.Confidence,
                    });
                }

                before = ballot;
            }
        }
    }

    private static void Answer(FusedSession session, SetReading reading)
    {
        if (Fused(session, reading) is not var (text, sources))
        {
            return;
        }

        var first = session.Given.Select(a => RecordedText.Find(reading.Log, a.Receipt, a.Text)).FirstOrDefault(r => r?.Prompt.Count > 0);
        reading.Add(new SetRow(
            $"session:{session.Id}/answer",
            session.Question.Text,
            new SetContent.Answered(first?.Prompt ?? [new SetMessage(SetRole.User, session.Question.Text)], new SetMessage(SetRole.Assistant, text)),
            sources));
    }

    private static void Pairs(FusedSession session, SetReading reading)
    {
        if (Fused(session, reading) is not var (text, sources))
        {
            return;
        }

        foreach (var answer in session.Given.Where(a => a.Words.Length > 0 && a.Words != text))
        {
            if (RecordedText.Find(reading.Log, answer.Receipt, answer.Text) is not { } single)
            {
                reading.Skip("not-recorded");
                continue;
            }

            if (single.Prompt.Count == 0)
            {
                reading.Skip("erased");
                continue;
            }

            reading.Add(new SetRow(
                $"session:{session.Id}/answer>{answer.Id}",
                session.Question.Text,
                new SetContent.Preferred(single.Prompt, new SetMessage(SetRole.Assistant, text), new SetMessage(SetRole.Assistant, answer.Words)),
                [.. sources.Append(single.Edge).DistinctBy(e => e.From, StringComparer.Ordinal)]));
        }
    }

    /// <summary>The fused answer and everything that it was made of; null where there is none, or this log does not hold what it was made of.</summary>
    private static (string Text, IReadOnlyList<LineageEdge> Sources)? Fused(FusedSession session, SetReading reading)
    {
        var sources = FusedSources.Of(session);
        if (session.Fused.Kind == FusedKind.None || sources.Count == 0 || session.Text(withSupport: false) is not { Length: > 0 } text)
        {
            return null;
        }

        if (sources.Any(s => RecordedText.Find(reading.Log, s.Receipt, s.Text) is null))
        {
            reading.Skip("not-recorded");
            return null;
        }

        return (text, [.. sources.Select(s => s.Receipt.Leaf).Distinct().Order().Select(RecordedText.EdgeTo)]);
    }

    private static RecordedText? Find(SetReading reading, Ballot ballot)
    {
        var found = RecordedText.Find(reading.Log, ballot.Receipt, ballot.Text);
        if (found is null)
        {
            reading.Skip("not-recorded");
        }
        else if (found.Prompt.Count == 0)
        {
            reading.Skip("erased");
            return null;
        }

        return found;
    }

    private static SetMessage Said(Ballot ballot) => new(SetRole.Assistant, ballot.Text) { Thinking = ballot.Thinking };
}
