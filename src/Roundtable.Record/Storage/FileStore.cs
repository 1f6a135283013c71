using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Merkle;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// A log in the files of a data directory. docs/formats/log.md specifies the format and crash recovery: in short, contents and journal are flushed
/// before a receipt is issued, tiles before the checkpoint that covers them.
/// </summary>
public sealed class FileStore : LogStore
{
    private readonly IDisposable? _lock;
    private readonly LogKeys _keys;
    private readonly TileFiles _files;
    private readonly StagedTiles _staged;
    private readonly LeafBundles _leaves;
    private readonly Journal _journal;
    private readonly ContentFiles _packs;
    private readonly ContentStore _contents;
    private readonly LogOptions _options;
    private readonly StorageSettings _settings;
    private readonly LeafSubjects _subjects = new();
    private Checkpoint _checkpoint;
    private VerifierKey? _signedBy;
    private volatile TreeHead _head;
    private HashSet<Digest>? _named; // by the leaves of the journal, until the log is open for writing
    private Exception? _failure; // after leaves were durable, and before the tree had them
    private bool _isOpen; // for writing
    private bool _isWanting; // cosignatures of a policy that is newer than the checkpoint

    private FileStore(string directory, bool writable, LogOptions options, StorageSettings settings)
    {
        (Location, _options, _settings) = (directory, options, settings);
        _files = new TileFiles(LogLayout.Log(directory), settings);
        _staged = new StagedTiles(_files, settings);
        _leaves = new LeafBundles(_files, _staged);
        _lock = writable ? DirectoryLock.Take(directory, settings.Disk) : null;
        try
        {
            LogLayout.ThrowIfNewer(directory, settings.Disk);
            LogUpgrade.ThrowIfDue(directory, settings.Disk);
            _keys = LogKeys.Open(directory, writable, options, settings.Disk);
            var mark = ContentEnd.Read(LogLayout.Content(directory), settings.Disk); // before the leaves: all that it covers have theirs
            var published = _keys.ReadCheckpoint(_files);
            (_checkpoint, _signedBy) = (published?.Checkpoint ?? _keys.Empty(), published?.SignedBy);
            _isWanting = published is not null && options.Witnesses?.IsWanting(published.Note) == true;

            // The journal before the packs: a writer stores contents first, so that none is missed.
            _journal = new Journal(new AppendFile(LogLayout.Journal(directory), writable, settings));
            Tree = CheckedTree.Load(_checkpoint, this);
            _head = new TreeHead(_checkpoint.Size, _checkpoint.Root);
            _leaves.Load(_checkpoint.Size);
            var groups = _journal.Read(_checkpoint.Size);
            _packs = ContentFiles.Open(LogLayout.Content(directory), writable, settings, mark);
            _contents = new ContentStore(_packs);
            _contents.Recover(groups.SelectMany(g => g.Contents), writable);
            var named = Recover(groups);
            _named = writable ? named : null;
            (published is null ? null : _keys.Signed)?.ThrowIfContradicted(SignedHead.PathOf(directory), LogLayout.Log(directory), _checkpoint.Origin, Tree);
        }
        catch
        {
            _journal?.Close(isClean: false);
            _packs?.Dispose();
            _lock?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Location { get; }

    /// <inheritdoc/>
    public override TreeHead Head => _head;

    /// <inheritdoc/>
    public override TileTree Tree { get; }

    /// <inheritdoc/>
    public override bool IsCheckpointDue => _journal.End > Journal.MaxLength;

    /// <inheritdoc/>
    public override bool IsWitnessed => _options.Witnesses is { IsRequired: true };

    /// <summary>Opens the files for writing, and creates or repairs them if needed.</summary>
    /// <exception cref="LogInUseException">When they are already open for writing.</exception>
    /// <exception cref="DamagedLogException">When they are damaged.</exception>
    /// <exception cref="IOException">When they cannot be written.</exception>
    public static FileStore Open(string directory, LogOptions options) => Open(directory, options, new StorageSettings());

    /// <summary>Opens the files for reading, without a lock; damage is detected as when opening for writing.</summary>
    public static FileStore OpenReadOnly(string directory) => OpenReadOnly(Path.GetFullPath(directory), new StorageSettings());

    internal static FileStore OpenReadOnly(string directory, StorageSettings settings) =>
        ConsistentReading.Open(directory, settings, () => new FileStore(directory, writable: false, new LogOptions(), settings));

    /// <inheritdoc/>
    public override byte[]? Read(string path) =>
        path is ILogResources.Checkpoint or LogKeys.PublicName || KeyRotation.IsPath(path) ? _files.Read(path)
        : TilePath.TryParse(path, out var tile) ? _staged.Read(tile)
        : null;

    /// <inheritdoc/>
    public override byte[]? Content(Digest digest) => _contents.Read(digest);

    /// <inheritdoc/>
    public override IEnumerable<StoredContent> Contents(CancellationToken cancellation) => _packs.Scan(cancellation);

    /// <inheritdoc/>
    public override IEnumerable<ReadOnlyMemory<byte>> Leaves(long from) => _leaves.Read(from, Head.Size);

    /// <summary>Does nothing: the directory lock is held while the store is open.</summary>
    public override void Begin()
    {
    }

    /// <inheritdoc/>
    public override bool HasContent(Digest digest) => _contents.Has(digest);

    /// <inheritdoc/>
    public override void StageContent(Digest digest, ReadOnlySpan<byte> content) => _contents.Stage(digest, content);

    /// <inheritdoc/>
    public override long? FindEarliest(LeafKind kind, Digest content) => _subjects.Find(this, kind, content);

    /// <inheritdoc/>
    public override void Commit(IReadOnlyList<PendingAppend> leaves)
    {
        var (first, contents) = (Tree.Size, _contents.Commit());
        if (leaves.Count > 0)
        {
            _journal.Append(first, leaves, contents);
            _contents.Keep();
            try
            {
                AddLeaves([.. leaves.Select(l => (ReadOnlyMemory<byte>)l.Bytes)], AppendGroup.Hashes(leaves));
                _subjects.Add(first, leaves);
                _staged.WriteAhead(_journal.End);
            }
            catch (Exception e)
            {
                _failure = e; // such as no memory: the leaves are durable, and the tree does not have them all
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public override void RollBack()
    {
        if (_failure is not null)
        {
            throw new IOException(_failure.Message, _failure);
        }

        _journal.RollBack(); // first: a group that came back would need its contents
        _contents.RollBack();
    }

    /// <inheritdoc/>
    public override void Publish()
    {
        var next = _checkpoint with { Size = Head.Size, Root = Head.Root };
        if (next == _checkpoint && _signedBy == _keys.Current && !_keys.IsIncomplete(next) && !(_isOpen && _isWanting))
        {
            _packs.Last.Flush();
            _packs.WriteEnd();
            return;
        }

        _leaves.StageEdge(Tree);
        _staged.WriteAll();
        _files.Flush();
        _packs.Last.Flush();
        _packs.WriteEnd();
        var path = _files.PathOf(ILogResources.Checkpoint);
        _settings.BeforeWrite?.Invoke(path);
        var note = _keys.Sign(next);
        _settings.Disk.Replace(path, (_options.Witnesses?.Cosign(note, Tree) ?? note).ToBytes());
        _keys.Publish();
        (_checkpoint, _signedBy, _isWanting) = (next, _keys.Current, false);
        _journal.Clear();
        _files.RemoveObsolete();
    }

    /// <inheritdoc/>
    public override void Erase(IReadOnlyCollection<Digest> contents)
    {
        _journal.ZeroAll(); // the preceding checkpoint covers its groups
        _journal.Flush();
        _contents.Erase(contents);
    }

    internal static FileStore Open(string directory, LogOptions options, StorageSettings settings)
    {
        directory = Path.GetFullPath(directory);
        LogLayout.ThrowIfNewer(directory, settings.Disk);
        LogUpgrade.Run(directory, options, settings);
        var store = new FileStore(directory, writable: true, options, settings);
        try
        {
            // What was recovered may be in the operating system's cache only.
            store._packs.Flush();
            store._journal.Settle();
            store._journal.Flush();
            new UnnamedContents(store, store._packs, store._journal).Remove(store._named!);
            store._named = null;
            store._files.RemoveAhead(store._checkpoint.Size, store.Head.Size);
            LogLayout.Write(directory, settings.Disk);
            LogLayout.FlushNames(directory, settings.Disk);
            store.Publish();
            store._isOpen = true;
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private void AddLeaves(ReadOnlyMemory<byte>[] leaves, byte[] hashes)
    {
        _leaves.Append(leaves, hashes, Tree);
        _head = new TreeHead(Tree.Size, new Digest(Tree.Root()));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _staged.Finish();
        _packs.CoverAll();
        _journal.Close(_isOpen);
        _packs.Dispose();
        _lock?.Dispose();
    }

    /// <summary>Recovers the leaves of the journal that the checkpoint does not cover. Returns the contents that they name.</summary>
    private HashSet<Digest> Recover(IReadOnlyList<JournalGroup> groups)
    {
        HashSet<Digest> named = [];
        foreach (var (first, leaves, _) in groups)
        {
            if (first > Tree.Size)
            {
                throw Damage(Tree.Size, $"the journal continues at leaf {first}, but the log before it ends at leaf {Tree.Size - 1}");
            }

            ReadOnlyMemory<byte>[] fresh = [.. leaves.Skip((int)Math.Min(leaves.Count, Tree.Size - first))];
            for (var i = 0; i < fresh.Length; i++)
            {
                foreach (var (member, digest) in RecordLog.ReadLeaf(this, Tree.Size + i, fresh[i].Span).Contents())
                {
                    named.Add(_contents.Has(digest) ? digest : throw Damage(Tree.Size + i, $"its {member}, the content {digest}, is not stored"));
                }
            }

            AddLeaves(fresh, LeafHashes.Of(fresh));
        }

        return named;

        DamagedLogException Damage(long leaf, string problem) => new(LogLayout.Journal(Location), null, leaf, problem);
    }
}
