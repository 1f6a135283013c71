using System.Globalization;
using System.Text.Json;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Storage;

/// <summary>
/// Recomputes a log from the bytes on disk, believing nothing: each content has its digest, each leaf can be read and names
/// contents that are there, and the leaves have the root that the checkpoint says. What is missing must be named by a later
/// deletion leaf. Needs no lock and changes nothing.
/// </summary>
public sealed class LogVerifier
{
    private readonly string _directory;
    private readonly CompactRange _tree = new();
    private readonly Dictionary<Digest, ContentState> _states = [];
    private readonly Dictionary<Digest, string> _badPlaces = [];
    private readonly Dictionary<Digest, DamagedLogException> _missing = [];
    private DamagedLogException? _badContent;
    private Digest _rootAtCheckpoint = new(MerkleTree.EmptyRoot());

    private LogVerifier(string directory) => _directory = Path.GetFullPath(directory);

    /// <summary>Checks the log of a data directory. A directory without one is in order: it has no leaves.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="progress">Told now and then how many leaves are checked; null when nobody wants to know.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <exception cref="IOException">When the files cannot be read.</exception>
    public static Task<Verification> VerifyAsync(string directory, IProgress<long>? progress, CancellationToken cancellation) =>
        Task.Run(() => new LogVerifier(directory).Verify(progress, cancellation), cancellation);

    private Verification Verify(IProgress<long>? progress, CancellationToken cancellation)
    {
        DamagedLogException? damage = null;
        VerifierKey? signer = null;
        try
        {
            (var checkpoint, signer) = LogFiles.ReadCheckpoint(_directory) ?? (new Checkpoint("none", 0, new Digest(MerkleTree.EmptyRoot())), null);
            using var leaves = new AppendFile(LogFiles.LeavesPath(_directory), writable: false, new StorageSettings());
            var index = new Dictionary<Digest, ContentStore.Place>();
            using var packs = ContentFiles.Open(LogFiles.ContentDirectory(_directory), writable: false, new StorageSettings(), index);
            ReadContents(packs, cancellation);
            ReadLeaves(leaves, checkpoint, new ContentStore(packs, index), progress, cancellation);
            damage = _missing.Values.MinBy(d => d.Leaf) ?? WrongRoot(leaves, checkpoint) ?? _badContent;
        }
        catch (DamagedLogException e)
        {
            damage = e;
        }

        return new Verification(
            _tree.Size,
            new Digest(_tree.Root()),
            _states.Values.LongCount(s => s == ContentState.Present),
            _states.Values.LongCount(s => s == ContentState.Erased),
            signer,
            damage);
    }

    private void ReadContents(ContentFiles packs, CancellationToken cancellation)
    {
        var end = ContentFiles.ReadEnd(LogFiles.ContentDirectory(_directory));
        var buffer = Array.Empty<byte>();
        for (var segment = 1; segment <= packs.Count; segment++)
        {
            var pack = packs[segment];
            var durable = segment < end.Segment ? pack.Length : segment == end.Segment ? end.Length : 0;
            foreach (var entry in PackScan.Whole(pack, durable))
            {
                cancellation.ThrowIfCancellationRequested();
                var state = PackScan.State(pack, entry, ref buffer);
                if (state == ContentState.Damaged)
                {
                    if (entry.Offset >= durable)
                    {
                        break;
                    }

                    _badPlaces.TryAdd(entry.Digest, string.Create(CultureInfo.InvariantCulture, $"{pack.Path} at byte {entry.Offset}"));
                    _badContent ??= new DamagedLogException(pack.Path, entry.Offset, null, $"the content does not have the digest {entry.Digest} that it is stored under");
                }

                if (!_states.TryGetValue(entry.Digest, out var before) || before != ContentState.Present)
                {
                    _states[entry.Digest] = state;
                }
            }
        }
    }

    private void ReadLeaves(AppendFile file, Checkpoint checkpoint, ContentStore store, IProgress<long>? progress, CancellationToken cancellation)
    {
        try
        {
            foreach (var (offset, bytes) in LeafScan.Entries(file, 0, file.Length, 0))
            {
                cancellation.ThrowIfCancellationRequested();
                var leaf = LeafFile.Parse(file.Path, offset, _tree.Size, bytes.Span);
                if (_tree.Size >= checkpoint.Size && leaf.Contents().Any(c => !_states.ContainsKey(c.Digest)))
                {
                    break; // being written just now, or torn
                }

                CheckContents(file, offset, leaf);
                if (leaf.Kind == LeafKind.Deletion)
                {
                    Excuse(file, offset, leaf, store);
                }

                _tree.Append(MerkleTree.LeafHash(bytes.Span));
                if (_tree.Size == checkpoint.Size)
                {
                    _rootAtCheckpoint = new Digest(_tree.Root());
                }

                if (_tree.Size % 256 == 0)
                {
                    progress?.Report(_tree.Size);
                }
            }
        }
        catch (DamagedLogException e) when (e.Leaf >= checkpoint.Size)
        {
            // Being written just now, or torn by a crash: nobody was told that it is durable.
        }

        progress?.Report(_tree.Size);
        if (_tree.Size < checkpoint.Size)
        {
            throw new DamagedLogException(file.Path, file.Length, _tree.Size, $"the file ends before this leaf, but the checkpoint speaks of {checkpoint.Size} leaves");
        }
    }

    private void CheckContents(AppendFile file, long offset, Leaf leaf)
    {
        foreach (var (member, digest) in leaf.Contents())
        {
            var problem = !_states.TryGetValue(digest, out var state) ? "is not stored"
                : state == ContentState.Erased ? "was erased, and no later leaf says so"
                : state == ContentState.Damaged ? $"does not have this digest where it is stored, in {_badPlaces[digest]}"
                : null;
            if (problem is not null)
            {
                _missing.TryAdd(digest, new DamagedLogException(file.Path, offset, _tree.Size, $"its {member}, the content {digest}, {problem}"));
            }
        }
    }

    /// <summary>A deletion leaf accounts for the contents which it names, as far as earlier leaves miss them.</summary>
    private void Excuse(AppendFile file, long offset, Leaf leaf, ContentStore store)
    {
        if (leaf.Document is not { } list || _missing.ContainsKey(list))
        {
            return;
        }

        try
        {
            // Read synchronously: the store answers from its files.
            using var document = JsonDocument.Parse(store.GetAsync(list, CancellationToken.None).AsTask().GetAwaiter().GetResult());
            foreach (var item in document.RootElement.EnumerateArray())
            {
                _missing.Remove(Digest.Parse(item.GetString() ?? ""));
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedLogException(file.Path, offset, _tree.Size, "it is a deletion, but its document is not an array of digests");
        }
    }

    private DamagedLogException? WrongRoot(AppendFile file, Checkpoint checkpoint) =>
        _rootAtCheckpoint == checkpoint.Root
            ? null
            : new DamagedLogException(
                file.Path, null, null, $"the {checkpoint.Size} leaves of the checkpoint have the root {_rootAtCheckpoint}, but it says {checkpoint.Root}");
}
