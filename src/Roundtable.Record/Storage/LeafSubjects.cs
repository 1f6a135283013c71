using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>
/// The earliest leaf of each kind and subject. Built from the whole log on first use, as by an import, and kept up to date from then
/// on.
/// </summary>
internal sealed class LeafSubjects
{
    private readonly Dictionary<(LeafKind Kind, Digest Subject), long> _first = [];

    public static LeafSubjects Of(LogStore store)
    {
        var subjects = new LeafSubjects();
        long index = 0;
        foreach (var bytes in store.Leaves(0))
        {
            var leaf = RecordLog.ReadLeaf(store, index, bytes.Span);
            subjects._first.TryAdd((leaf.Kind, PendingAppend.SubjectOf(leaf)), index++);
        }

        return subjects;
    }

    public void Add(long first, IReadOnlyList<PendingAppend> leaves)
    {
        for (var i = 0; i < leaves.Count; i++)
        {
            _first.TryAdd((leaves[i].Leaf.Kind, leaves[i].Subject), first + i);
        }
    }

    public long? Find(LeafKind kind, Digest subject) => _first.TryGetValue((kind, subject), out var index) ? index : null;
}
