using Roundtable.Record.Entries;

namespace Roundtable.Tests.Workspace.Postgres;

/// <summary>Holds histories of processes against the log that they left, and tells everything that cannot have happened if the promises were kept.</summary>
/// <param name="histories">The events of each process, each in order.</param>
/// <param name="leaves">The log's leaves in order: the number of each, and its hash.</param>
/// <param name="rootAt">The root hash of the log's first leaves.</param>
internal sealed class HistoryChecker(
    IReadOnlyList<IReadOnlyList<HistoryEvent>> histories, IReadOnlyList<(int Number, Digest Hash)> leaves, Func<long, Digest> rootAt)
{
    private readonly List<string> _faults = [];

    /// <summary>What is wrong, one sentence each; empty if nothing is.</summary>
    public IReadOnlyList<string> Check()
    {
        CheckReceipts();
        CheckOrder();
        CheckReads();
        CheckCheckpoints();
        CheckClaims();
        return _faults;
    }

    private IEnumerable<T> All<T>()
        where T : HistoryEvent => histories.SelectMany(h => h).OfType<T>();

    /// <summary>Receipts are for leaves that are there, no two for one; every leaf was begun, and is there once.</summary>
    private void CheckReceipts()
    {
        var begun = All<HistoryEvent.Begun>().Select(b => b.Number).ToHashSet();
        var given = new Dictionary<long, int>();
        foreach (var receipt in All<HistoryEvent.Acknowledged>())
        {
            if (receipt.Leaf >= leaves.Count || leaves[(int)receipt.Leaf] != (receipt.Number, receipt.Hash))
            {
                _faults.Add($"receipt of {receipt.Number} for leaf {receipt.Leaf}, which is not it");
            }

            if (!given.TryAdd(receipt.Leaf, receipt.Number))
            {
                _faults.Add($"leaf {receipt.Leaf} was given to {given[receipt.Leaf]} and {receipt.Number}");
            }
        }

        foreach (var many in leaves.GroupBy(l => l.Number).Where(g => g.Count() > 1 || !begun.Contains(g.Key)))
        {
            _faults.Add($"{many.Key} is in the log {many.Count()} times, begun: {begun.Contains(many.Key)}");
        }
    }

    /// <summary>What was acknowledged before something else began has the lower index.</summary>
    private void CheckOrder()
    {
        var begun = All<HistoryEvent.Begun>().ToDictionary(b => b.Number, b => b.Time);
        var acknowledged = All<HistoryEvent.Acknowledged>().ToDictionary(a => a.Number, a => a.Time);
        var last = (Begun: long.MinValue, Leaf: -1L); // the latest beginning among the leaves so far
        for (var i = 0; i < leaves.Count; i++)
        {
            var number = leaves[i].Number;
            if (acknowledged.TryGetValue(number, out var known) && known < last.Begun)
            {
                _faults.Add($"leaf {i} was acknowledged before leaf {last.Leaf} was begun");
            }

            if (begun.TryGetValue(number, out var time) && time > last.Begun)
            {
                last = (time, i);
            }
        }
    }

    /// <summary>Whoever reads the size sees all that was acknowledged before, and never more than was begun.</summary>
    private void CheckReads()
    {
        var acknowledged = All<HistoryEvent.Acknowledged>().OrderBy(a => a.Time).ToList();
        var begun = All<HistoryEvent.Begun>().Select(b => b.Time).Order().ToList();
        var (next, highest) = (0, -1L);
        foreach (var read in All<HistoryEvent.Sized>().OrderBy(s => s.Before))
        {
            for (; next < acknowledged.Count && acknowledged[next].Time < read.Before; next++)
            {
                highest = Math.Max(highest, acknowledged[next].Leaf);
            }

            if (read.Size <= highest)
            {
                _faults.Add($"a size of {read.Size} was read after leaf {highest} was acknowledged");
            }

            var possible = begun.BinarySearch(read.Time);
            if (read.Size > (possible < 0 ? ~possible : possible + 1))
            {
                _faults.Add($"a size of {read.Size} was read before so many were begun");
            }
        }
    }

    /// <summary>Every checkpoint that anybody saw is of the log as it is, and nobody saw a smaller one later.</summary>
    private void CheckCheckpoints()
    {
        foreach (var history in histories)
        {
            var last = 0L;
            foreach (var seen in history.OfType<HistoryEvent.Published>())
            {
                if (seen.Size > leaves.Count || rootAt(seen.Size) != seen.Root)
                {
                    _faults.Add($"a checkpoint of {seen.Size} leaves is not one of this log");
                }

                if (seen.Size < last)
                {
                    _faults.Add($"a checkpoint of {seen.Size} leaves was seen after one of {last}");
                }

                last = seen.Size;
            }
        }
    }

    /// <summary>No session is claimed by two at a time. A right lasts from when it is known to have been given until it may be gone.</summary>
    private void CheckClaims()
    {
        var held = new List<(string Session, long From, long To)>();
        foreach (var history in histories)
        {
            var open = new Dictionary<string, long>(StringComparer.Ordinal);
            var over = long.MinValue; // when the last cut was over

            // Cuts are told by who makes them, the rest through a pipe: only the times say what came first.
            foreach (var e in history.OrderBy(e => e.Time))
            {
                switch (e)
                {
                    case HistoryEvent.Claimed claimed:
                        if (claimed.Asked > over)
                        {
                            open[claimed.Session] = claimed.Time;
                        }

                        break;
                    case HistoryEvent.Released released when open.Remove(released.Session, out var from):
                        held.Add((released.Session, from, released.Time));
                        break;
                    case HistoryEvent.Cut cut:
                        held.AddRange(cut.IsOver ? [] : open.Select(o => (o.Key, o.Value, cut.Time)));
                        open.Clear();
                        over = cut.IsOver ? cut.Time : over;
                        break;
                    default:
                        break;
                }
            }

            held.AddRange(open.Select(o => (o.Key, o.Value, long.MaxValue)));
        }

        foreach (var session in held.GroupBy(h => h.Session, StringComparer.Ordinal))
        {
            var (to, first) = (long.MinValue, true);
            foreach (var claim in session.OrderBy(c => c.From))
            {
                if (!first && claim.From < to)
                {
                    _faults.Add($"session {session.Key} was claimed at {claim.From}, when another had it until {to}");
                }

                (to, first) = (Math.Max(to, claim.To), false);
            }
        }
    }
}
