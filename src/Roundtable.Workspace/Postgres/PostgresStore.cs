using System.Text;
using Npgsql;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Witnesses;

namespace Roundtable.Workspace.Postgres;

/// <summary>
/// A log in a PostgreSQL database. Any number of processes may append: the one row of <c>roundtable.log</c> is locked while a group
/// is sequenced, and the group's contents, leaves, tiles and the new head are one transaction.
/// </summary>
public sealed class PostgresStore : LogStore
{
    private readonly NpgsqlDataSource _source;
    private readonly PostgresKeys _keys;
    private readonly CosignatureClient? _witnesses;
    private readonly Dictionary<Digest, byte[]> _staged = [];
    private readonly PostgresTransaction _writing;
    private TileTree? _tree;
    private bool _isOpen; // for writing
    private readonly RememberedHead _last = new();

    private PostgresStore(NpgsqlConnectionStringBuilder address, string dataDirectory, bool writable, LogOptions options)
    {
        _witnesses = options.Witnesses;
        Location = PostgresAddress.Shown(address);
        _source = NpgsqlDataSource.Create(address);
        _writing = new PostgresTransaction(_source);
        try
        {
            using var connection = Told(() => _source.OpenConnection());
            Told(() => (writable ? (Action<NpgsqlConnection, string>)PostgresSchema.Make : PostgresSchema.ThrowIfNewer)(connection, Location));

            _keys = Told(() => PostgresKeys.Open(connection, Location, dataDirectory, writable, options));
            if (writable && _keys.Before is { Largest: { Size: > 0 } signed })
            {
                _last.Keep(new TreeHead(signed.Size, signed.Root));
            }
        }
        catch
        {
            _source.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Location { get; }

    /// <inheritdoc/>
    public override TreeHead Head => Told(() =>
    {
        using var connection = _source.OpenConnection();
        return PostgresQueries.Head(connection, null);
    });

    /// <inheritdoc/>
    public override TileTree Tree => _tree ?? throw new InvalidOperationException("The log is not being written.");

    /// <inheritdoc/>
    public override bool IsWitnessed => _witnesses is { IsRequired: true };

    /// <summary>Opens a log for writing, and makes its tables where they do not exist.</summary>
    /// <param name="address">The database.</param>
    /// <param name="dataDirectory">Where the secret key is kept, unless it is given.</param>
    /// <param name="options">The secret key and the witnesses.</param>
    /// <exception cref="IOException">When the database cannot be reached or refuses.</exception>
    /// <exception cref="DamagedLogException">When the key is none of the log's, or the database is an older copy of what was signed.</exception>
    public static PostgresStore Open(NpgsqlConnectionStringBuilder address, string dataDirectory, LogOptions options)
    {
        var store = new PostgresStore(address, dataDirectory, writable: true, options);
        try
        {
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

    /// <summary>Gives a log a new secret key.</summary>
    /// <exception cref="IOException">When the database cannot be reached or refuses.</exception>
    public static VerifierKey RotateKey(
        NpgsqlConnectionStringBuilder address,
        string dataDirectory,
        bool lost,
        SigningKey? old = null,
        (SigningKey Key, string Text)? held = null) => DatabaseFault.Guard(PostgresAddress.Shown(address), () =>
    {
        using var connection = new NpgsqlConnection(address.ToString());
        connection.Open();
        PostgresSchema.ThrowIfNewer(connection, PostgresAddress.Shown(address));
        return PostgresKeys.Rotate(connection, PostgresAddress.Shown(address), dataDirectory, lost, old, held);
    });

    /// <summary>Opens a log for reading.</summary>
    /// <exception cref="IOException">When the database cannot be reached or refuses.</exception>
    public static PostgresStore OpenReadOnly(NpgsqlConnectionStringBuilder address, string dataDirectory) =>
        new(address, dataDirectory, writable: false, new LogOptions());

    /// <inheritdoc/>
    public override byte[]? Read(string path) => Told(() =>
    {
        using var connection = _source.OpenConnection();
        return path is ILogResources.Checkpoint ? PostgresQueries.Checkpoint(connection)
            : path is PostgresKeys.Resource ? PostgresQueries.Keys(connection) is { Length: > 0 } keys ? Encoding.UTF8.GetBytes(keys) : null
            : KeyRotation.IsPath(path) ? PostgresQueries.Rotation(connection, path.Split('/')[1])
            : TilePath.TryParse(path, out var tile) ? PostgresQueries.Tile(connection, tile)
            : null;
    });

    /// <inheritdoc/>
    public override byte[]? Content(Digest digest) => Told(() =>
    {
        using var connection = _source.OpenConnection();
        var bytes = PostgresQueries.Content(connection, digest);
        return bytes is null || Digest.Of(bytes) == digest
            ? bytes
            : throw new DamagedLogException(
                $"{Location} roundtable.contents", null, null, $"the content does not match the digest {digest} under which it is stored");
    });

    /// <inheritdoc/>
    public override IEnumerable<StoredContent> Contents(CancellationToken cancellation)
    {
        using var connection = Told(() => _source.OpenConnection());
        foreach (var (digest, bytes) in PostgresQueries.Contents(connection, cancellation))
        {
            var state = bytes is null ? ContentState.Erased : Digest.Of(bytes) == digest ? ContentState.Present : ContentState.Damaged;
            yield return new StoredContent(digest, state, $"{Location} roundtable.contents", null);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<ReadOnlyMemory<byte>> Leaves(long from)
    {
        var size = Head.Size;
        while (from < size)
        {
            var page = Told(() =>
            {
                using var connection = _source.OpenConnection();
                return PostgresQueries.Leaves(connection, from, Math.Min(size, from + 1024));
            });
            if (page.Count == 0)
            {
                throw new DamagedLogException($"{Location} roundtable.leaves", null, from, "the row is missing");
            }

            foreach (var (index, bytes) in page)
            {
                yield return index == from++ ? bytes : throw new DamagedLogException($"{Location} roundtable.leaves", null, from - 1, "the row is missing");
            }
        }
    }

    /// <inheritdoc/>
    public override void Begin() => Told(() =>
    {
        var head = _writing.Begin();
        if (_tree is null || _tree.Size != head.Size || new Digest(_tree.Root()) != head.Root)
        {
            var edge = PostgresQueries.Edge(_writing.Connection, head.Size); // hashes are believed only after they were held against the head
            _tree = CheckedTree.Load(
                new Checkpoint(_keys.Origin, head.Size, head.Root), path => edge.TryGetValue(path, out var hashes) ? hashes : Read(path.ToString()));
        }

        _last.Check(head, _tree, Location);
    });

    /// <inheritdoc/>
    public override bool HasContent(Digest digest) => _staged.ContainsKey(digest) || Told(() => PostgresQueries.HasContent(_writing.Connection, digest));

    /// <inheritdoc/>
    public override void StageContent(Digest digest, ReadOnlySpan<byte> content) => _staged.TryAdd(digest, content.ToArray());

    /// <inheritdoc/>
    public override long? FindEarliest(LeafKind kind, Digest content) => Told(() => PostgresQueries.Earlier(_writing.Connection, kind, content));

    /// <inheritdoc/>
    public override void Commit(IReadOnlyList<PendingAppend> leaves) => Told(() =>
    {
        var first = Tree.Size;
        var full = new List<(TilePath Path, byte[] Hashes)>();
        Tree.Append(leaves.SelectMany(l => l.Hash.ToArray()).ToArray(), (path, hashes) => full.Add((path, hashes.ToArray())));
        var levels = full.Select(f => f.Path.Level + 1).Append(0).Max(); // levels above those are as they were
        var head = new TreeHead(Tree.Size, new Digest(Tree.Root()));
        PostgresQueries.Write(_writing.Connection, _staged, first, leaves, [.. full, .. Tree.Edge().Where(e => e.Path.Level <= levels)], head);
        _writing.Commit();
        _last.Keep(head);
        _staged.Clear();
        _writing.End();
    });

    /// <inheritdoc/>
    public override void RollBack()
    {
        _tree = null;
        _staged.Clear();
        _writing.Close();
    }

    /// <inheritdoc/>
    public override void Publish() => Told(() =>
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        var head = PostgresQueries.Head(connection, transaction);
        var next = new Checkpoint(_keys.Origin, head.Size, head.Root);
        _keys.Remember(next, Location, size => TreeOf(next).RootAt(size, head.Root));
        if (PostgresQueries.Checkpoint(connection) is { } old
            && SignedCheckpoint.Parse(old) is var before && before.Checkpoint == next && before.Note.IsSignedBy(_keys.Current!)
            && !(_isOpen && _witnesses?.IsWanting(before.Note) == true))
        {
            return;
        }

        var note = _keys.Sign(next);
        PostgresQueries.Publish(connection, (_witnesses?.Cosign(note, TreeOf(next)) ?? note).ToBytes());
        transaction.Commit();
    });

    /// <inheritdoc/>
    public override void Erase(IReadOnlyCollection<Digest> contents) => Told(() =>
    {
        using var connection = _source.OpenConnection();
        PostgresQueries.Erase(connection, contents);
    });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _writing.Dispose();
        _source.Dispose();
    }

    /// <summary>The tree of a checkpoint: the one that is held where it is that, else from the tiles.</summary>
    private TileTree TreeOf(Checkpoint checkpoint) => _tree is { } held && held.Size == checkpoint.Size && new Digest(held.Root()) == checkpoint.Root
        ? held
        : CheckedTree.Load(checkpoint, this);

    private void Told(Action action) => Told(() =>
    {
        action();
        return true;
    });

    private T Told<T>(Func<T> action) => DatabaseFault.Guard(Location, action, _source);
}
