using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Record.Verifying;

/// <summary>Compares the stored contents with the commitments of leaves.</summary>
/// <param name="store">The store of both.</param>
internal sealed class ContentCheck(LogStore store)
{
    private readonly Dictionary<Digest, Known> _known = [];
    private readonly Dictionary<Digest, StoredContent> _bad = [];
    private readonly Dictionary<Digest, DamagedLogException> _missing = [];

    /// <summary>What is known of a content.</summary>
    private record struct Known(ContentState State, bool IsSettled, bool IsNamed);

    /// <summary>Number of contents that are present and match their digests.</summary>
    public long Present => _known.Values.LongCount(k => k.State == ContentState.Present);

    /// <summary>Number of erased contents.</summary>
    public long Erased => _known.Values.LongCount(k => k.State == ContentState.Erased);

    /// <summary>
    /// Of the contents that are present, how many no leaf names, where all leaves were checked: those that were stored before the leaves were read, and those
    /// that a leaf may have been about to name.
    /// </summary>
    public (long Settled, long Fresh) Unnamed => (
        _known.Values.LongCount(k => k is { State: ContentState.Present, IsNamed: false, IsSettled: true }),
        _known.Values.LongCount(k => k is { State: ContentState.Present, IsNamed: false, IsSettled: false }));

    /// <summary>Number of leaves marked as simulated.</summary>
    public long Simulated { get; private set; }

    /// <summary>The first problem; null if there is none.</summary>
    public DamagedLogException? Damage => _missing.Values.MinBy(d => d.Leaf) ?? _bad.Values.Select(b => new DamagedLogException(
        b.File, b.Offset, null, $"the content does not match the digest {b.Digest} under which it is stored")).FirstOrDefault();

    /// <summary>Reads every content.</summary>
    /// <exception cref="DamagedLogException">When the positions of the contents cannot be determined.</exception>
    public void Load(CancellationToken cancellation)
    {
        foreach (var content in store.Contents(cancellation))
        {
            if (!_known.TryGetValue(content.Digest, out var before) || before.State != ContentState.Present)
            {
                _known[content.Digest] = new Known(content.State, content.IsSettled, IsNamed: false);
            }

            if (content.State == ContentState.Damaged)
            {
                _bad.TryAdd(content.Digest, content);
            }
        }
    }

    /// <summary>Checks a leaf: its openings match its commitments, and its contents are present.</summary>
    /// <exception cref="DamagedLogException">When it cannot be read, or its openings do not match.</exception>
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
            throw new DamagedLogException(store.Location, null, index, $"its input, leaf {last}, does not precede it");
        }

        if (leaf.OpenedBy is { } opened && _known.TryGetValue(opened, out var stored) && stored.State == ContentState.Present)
        {
            leaf = RecordLog.ReadLeaf(store, index, bytes);
            if (store.Content(opened) is null)
            {
                throw new DamagedLogException(
                    store.Location, null, index, "its openings are stored, but missing from the content index; 'roundtable reindex' rebuilds it");
            }
        }

        foreach (var (member, digest) in leaf.Contents())
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(_known, digest);
            ContentState? state = Unsafe.IsNullRef(ref known) ? null : known.State;
            if (state is not null)
            {
                known.IsNamed = true;
            }

            var problem = state is null ? "is not stored"
                : state == ContentState.Erased ? "was erased without a later deletion leaf"
                : state == ContentState.Damaged ? $"does not match its digest where it is stored, {Place(_bad[digest])}"
                : null;
            if (problem is not null)
            {
                _missing.TryAdd(digest, new DamagedLogException(store.Location, null, index, $"its {member}, the content {digest}, {problem}"));
            }
        }

        if (leaf.Kind == LeafKind.Deletion)
        {
            ApplyDeletion(index, leaf);
        }
    }

    /// <summary>A deletion leaf accounts for the contents it lists that earlier leaves are missing.</summary>
    private void ApplyDeletion(long index, Leaf leaf)
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
            throw new DamagedLogException(store.Location, null, index, "its document must be an array of digests, because it is a deletion leaf");
        }
    }

    private static string Place(StoredContent content) =>
        content.Offset is { } offset ? string.Create(CultureInfo.InvariantCulture, $"{content.File} at byte {offset}") : content.File;
}
