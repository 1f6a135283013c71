using System.Text;
using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>
/// The earliest leaf of each kind and subject. The leaves of a kind are gathered from the whole log when the first of them is sought, as by an import, and
/// kept up to date from then on. Most leaves are of other kinds, which their bytes tell without being parsed: canonical JSON writes a member in one way.
/// </summary>
internal sealed class LeafSubjects
{
    private readonly Dictionary<LeafKind, Dictionary<Digest, long>> _kinds = [];

    /// <summary>Takes note of leaves that were appended.</summary>
    /// <param name="first">The index of the first.</param>
    /// <param name="leaves">The leaves.</param>
    public void Add(long first, IReadOnlyList<PendingAppend> leaves)
    {
        for (var i = 0; i < leaves.Count; i++)
        {
            if (_kinds.TryGetValue(leaves[i].Leaf.Kind, out var known))
            {
                known.TryAdd(leaves[i].Subject, first + i);
            }
        }
    }

    /// <summary>The earliest leaf of a kind with a subject; null where there is none.</summary>
    /// <param name="store">The log.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="subject">The subject.</param>
    public long? Find(LogStore store, LeafKind kind, Digest subject)
    {
        if (!_kinds.TryGetValue(kind, out var known))
        {
            _kinds.Add(kind, known = Gather(store, kind));
        }

        return known.TryGetValue(subject, out var index) ? index : null;
    }

    private static Dictionary<Digest, long> Gather(LogStore store, LeafKind kind)
    {
        Dictionary<Digest, long> found = [];
        var member = Encoding.ASCII.GetBytes($"\"kind\":\"{LeafFormat.Kinds[(int)kind]}\"");
        long index = 0;
        foreach (var bytes in store.Leaves(0))
        {
            if (bytes.Span.IndexOf(member) >= 0 && RecordLog.ReadLeaf(store, index, bytes.Span) is var leaf && leaf.Kind == kind)
            {
                found.TryAdd(PendingAppend.SubjectOf(leaf), index);
            }

            index++;
        }

        return found;
    }
}
