using Roundtable.Record.Entries;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// Contents after the packs' durable end that no leaf names: a process was stopped after they had reached a pack and before their leaf was durable. Nothing
/// shows them, and no erasure would find them, so that opening a log for writing takes them away.
/// </summary>
/// <param name="store">The log, with everything that its journal adds.</param>
/// <param name="packs">Its packs.</param>
/// <param name="journal">Its journal, in which nothing stands after the groups that were recovered.</param>
internal sealed class UnnamedContents(LogStore store, ContentFiles packs, Journal journal)
{
    /// <summary>Erases them, and cuts the packs off where nothing else follows. Interrupted, the next opening finishes it.</summary>
    /// <param name="named">The contents that leaves of the journal name.</param>
    /// <exception cref="DamagedLogException">When a leaf cannot be read.</exception>
    /// <exception cref="IOException">When the disk reports an error.</exception>
    public void Remove(IReadOnlySet<Digest> named)
    {
        var unnamed = Find(named);
        if (unnamed.Count == 0)
        {
            return;
        }

        journal.ZeroRest();
        journal.Flush();
        packs.Erase(unnamed.SelectMany(pack => pack.Select(e => (pack.Key, Entry: e))).GroupBy(e => e.Key, e => (e.Entry.ContentOffset, e.Entry.Length)));
        foreach (var pack in unnamed)
        {
            var end = packs[pack.Key].Length;
            foreach (var entry in pack.Reverse().TakeWhile(e => e.End == end))
            {
                end = entry.Offset;
            }

            if (end < packs[pack.Key].Length)
            {
                packs[pack.Key].Truncate(end);
            }
        }
    }

    private ILookup<int, PackEntry> Find(IReadOnlySet<Digest> named)
    {
        var unnamed = packs.AfterMark().Where(e => !named.Contains(e.Entry.Digest)).ToList();
        var wanted = unnamed.Select(e => e.Entry.Digest).ToHashSet();

        // In an intact directory the journal names them or nothing does. An older copy of content/end may stand beside a newer checkpoint, though, and what a
        // leaf names is never taken away, unless it is there a second time: what was erased is not to come back. Contents are appended in the order of their leaves, each leaf's openings last.
        for (var end = store.Head.Size; end > 0 && wanted.Count > 0;)
        {
            var start = (end - 1) / TilePath.FullWidth * TilePath.FullWidth;
            if (IsBefore(start, end, wanted))
            {
                break;
            }

            end = start;
        }

        return unnamed.Where(e => wanted.Contains(e.Entry.Digest)).ToLookup(e => e.Segment, e => e.Entry);
    }

    /// <summary>Takes out what these leaves name; true where that is nothing, and the contents of one of them are known to be before the mark.</summary>
    private bool IsBefore(long start, long end, HashSet<Digest> wanted)
    {
        var (count, isBefore) = (wanted.Count, false);
        foreach (var bytes in store.Leaves(start).Take((int)(end - start)))
        {
            var leaf = RecordLog.ReadLeaf(store, start++, bytes.Span);
            wanted.ExceptWith(leaf.Contents().Select(c => c.Digest).Where(d => wanted.Contains(d) && !packs.IsBeforeMark(d)).ToList());
            isBefore |= leaf.OpenedBy is { } openings && packs.IsBeforeMark(openings);
        }

        return isBefore && wanted.Count == count;
    }
}
