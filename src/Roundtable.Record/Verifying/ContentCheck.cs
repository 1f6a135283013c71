using System.Globalization;
using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Record.Verifying;

/// <summary>Holds what a store has of contents against what leaves commit to.</summary>
/// <param name="store">Where both are kept.</param>
internal sealed class ContentCheck(LogStore store)
{
    private readonly Dictionary<Digest, ContentState> _states = [];
    private readonly Dictionary<Digest, StoredContent> _bad = [];
    private readonly Dictionary<Digest, DamagedLogException> _missing = [];

    /// <summary>Contents that are there and have their digests.</summary>
    public long Present => _states.Values.LongCount(s => s == ContentState.Present);

    /// <summary>Contents that were erased.</summary>
    public long Erased => _states.Values.LongCount(s => s == ContentState.Erased);

    /// <summary>Leaves that say that no model spoke.</summary>
    public long Simulated { get; private set; }

    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public DamagedLogException? Damage => _missing.Values.MinBy(d => d.Leaf) ?? _bad.Values.Select(b => new DamagedLogException(
        b.File, b.Offset, null, $"the content does not have the digest {b.Digest} that it is stored under")).FirstOrDefault();

    /// <summary>Reads every content.</summary>
    /// <exception cref="DamagedLogException">When where the contents stand cannot be made out.</exception>
    public void Load(CancellationToken cancellation)
    {
        foreach (var content in store.Contents(cancellation))
        {
            if (!_states.TryGetValue(content.Digest, out var before) || before != ContentState.Present)
            {
                _states[content.Digest] = content.State;
            }

            if (content.State == ContentState.Damaged)
            {
                _bad.TryAdd(content.Digest, content);
            }
        }
    }

    /// <summary>Checks a leaf: its openings fit its commitments, and what it names is there.</summary>
    /// <exception cref="DamagedLogException">When it cannot be read, or its openings do not fit.</exception>
    public void Check(long index, ReadOnlySpan<byte> bytes)
    {
        Leaf leaf;
        try
        {
            leaf = Leaf.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw new DamagedLogException(store.Location, null, index, $"the leaf cannot be read: {e.Message.TrimEnd('.')}");
        }

        Simulated += leaf.Simulated ? 1 : 0;
        if (leaf.Inputs is [.., var last] && last >= index)
        {
            throw new DamagedLogException(store.Location, null, index, $"it names leaf {last} as an input, which is not before it");
        }

        if (leaf.OpenedBy is { } opened && _states.GetValueOrDefault(opened, ContentState.Damaged) == ContentState.Present)
        {
            leaf = RecordLog.ReadLeaf(store, index, bytes);
            if (store.Content(opened) is null)
            {
                throw new DamagedLogException(store.Location, null, index, "its openings are stored, but the index of contents does not find them; 'roundtable reindex' makes it again");
            }
        }

        foreach (var (member, digest) in leaf.Contents())
        {
            var problem = !_states.TryGetValue(digest, out var state) ? "is not stored"
                : state == ContentState.Erased ? "was erased, and no later leaf says so"
                : state == ContentState.Damaged ? $"does not have this digest where it is stored, in {Place(_bad[digest])}"
                : null;
            if (problem is not null)
            {
                _missing.TryAdd(digest, new DamagedLogException(store.Location, null, index, $"its {member}, the content {digest}, {problem}"));
            }
        }

        if (leaf.Kind == LeafKind.Deletion)
        {
            Excuse(index, leaf);
        }
    }

    /// <summary>A deletion leaf accounts for the contents which it names, as far as earlier leaves miss them.</summary>
    private void Excuse(long index, Leaf leaf)
    {
        if (leaf.Document is not { } list || _missing.ContainsKey(list))
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(store.Content(list));
            foreach (var item in document.RootElement.EnumerateArray())
            {
                _missing.Remove(Digest.Parse(item.GetString() ?? ""));
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedLogException(store.Location, null, index, "it is a deletion, but its document is not an array of digests");
        }
    }

    private static string Place(StoredContent content) =>
        content.Offset is { } offset ? string.Create(CultureInfo.InvariantCulture, $"{content.File} at byte {offset}") : content.File;
}
