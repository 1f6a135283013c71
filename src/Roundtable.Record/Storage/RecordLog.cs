using System.Runtime.CompilerServices;
using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Storage;

/// <summary>
/// The append-only log and the contents that its leaves commit to. Any number of threads may append at once; they share the
/// flushes to the disk. A receipt is given when the leaf is durable and its inclusion in the tree has been proved.
/// </summary>
public sealed class RecordLog : IAsyncDisposable
{
    /// <summary>The most bytes that one content may have: 1 GiB.</summary>
    public const int MaxContentBytes = 1 << 30;

    private readonly LogStore _store;
    private readonly LogWriter? _writer;
    private int _disposed;

    private RecordLog(LogStore store, LogWriter? writer)
    {
        _store = store;
        _writer = writer;
    }

    /// <summary>How many leaves are durable.</summary>
    public long Size => _store.Head.Size;

    /// <summary>The RFC 6962 tree hash over all durable leaves.</summary>
    public Digest Root => _store.Head.Root;

    /// <summary>Where the log is kept.</summary>
    public LogStore Store => _store;

    /// <summary>Opens the log of a data directory for reading and appending, and makes both where they do not exist.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="time">Says when the next checkpoint is due.</param>
    /// <param name="cancellation">Is looked at before the opening begins.</param>
    /// <exception cref="LogInUseException">When it is open for appending elsewhere.</exception>
    /// <exception cref="DamagedLogException">When what is there is not what was written.</exception>
    /// <exception cref="IOException">When the directory cannot be written.</exception>
    public static Task<RecordLog> OpenAsync(string directory, TimeProvider time, CancellationToken cancellation) =>
        OpenAsync(directory, time, new LogOptions(), new StorageSettings(), cancellation);

    /// <summary>Opens the log of a data directory for reading, without a lock; what others append meanwhile is not seen.</summary>
    /// <exception cref="DamagedLogException">When what is there is not what was written.</exception>
    public static Task<RecordLog> OpenReadOnlyAsync(string directory, CancellationToken cancellation) =>
        Task.Run(() => new RecordLog(FileStore.OpenReadOnly(directory), null), cancellation);

    /// <summary>The log of a store, which is let go with it.</summary>
    /// <param name="store">Where it is kept, open for writing.</param>
    /// <param name="time">Says when the next checkpoint is due.</param>
    public static RecordLog Over(LogStore store, TimeProvider time) => new(store, new LogWriter(store, time, new StorageSettings().BetweenCheckpoints));

    /// <summary>The log of a store for reading, which is let go with it.</summary>
    public static RecordLog Reading(LogStore store) => new(store, null);

    /// <summary>Stores the contents, then the leaf; the receipt is given when both are durable.</summary>
    /// <param name="leaf">The leaf; every content that it names is among <paramref name="contents"/> or was stored before.</param>
    /// <param name="contents">The contents, in any order, unchanged until the task ends; what is stored already is not stored again.</param>
    /// <param name="cancellation">Is looked at once, before anything is done: what is under way is not taken back.</param>
    /// <exception cref="ArgumentException">When the leaf cannot be written, names a content that is nowhere, or an input that is not before it.</exception>
    /// <exception cref="LogWriteException">When it could not be made durable, as on a full disk; nothing was appended.</exception>
    /// <exception cref="InvalidOperationException">When the log was opened for reading.</exception>
    public Task<Receipt> AppendAsync(Leaf leaf, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellation) =>
        AppendAsync(leaf, contents, once: false, cancellation);

    /// <summary>Appends as <c>AppendAsync</c> does, but where a leaf of the same kind already records this output or document, the earliest such leaf's receipt is the answer.</summary>
    public Task<Receipt> AppendOnceAsync(Leaf leaf, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellation) =>
        AppendAsync(leaf, contents, once: true, cancellation);

    /// <summary>A content; null when the log never had it or has erased it.</summary>
    /// <exception cref="DamagedLogException">When the stored bytes do not have this digest.</exception>
    public ValueTask<byte[]?> ContentAsync(Digest digest, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<byte[]?>(cancellation);
        }

        try
        {
            return new(_store.Content(digest));
        }
        catch (Exception e) when (e is IOException or DamagedLogException)
        {
            return ValueTask.FromException<byte[]?>(e);
        }
    }

    /// <summary>The leaves from index <paramref name="from"/> to the end as it is when reading begins, opened where their openings are stored.</summary>
    /// <exception cref="DamagedLogException">When a leaf cannot be read or is not opened by what is stored for it.</exception>
    public async IAsyncEnumerable<LoggedLeaf> ReadAsync(long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        await Task.CompletedTask;
        var index = from;
        foreach (var bytes in _store.Leaves(from))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new LoggedLeaf(index, new Digest(MerkleTree.LeafHash(bytes.Span)), ReadLeaf(_store, index, bytes.Span));
            index++;
        }
    }

    /// <summary>
    /// Overwrites contents; those that are not stored are left out. Append the <see cref="LeafKind.Deletion"/>
    /// leaf that names them first: the log must say what is missing before it is.
    /// </summary>
    /// <exception cref="IOException">When the disk refuses; call again to finish.</exception>
    /// <exception cref="InvalidOperationException">When the log was opened for reading.</exception>
    public Task EraseAsync(IReadOnlyCollection<Digest> contents, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled(cancellation) : Writer.EraseAsync([.. contents]);

    /// <summary>Signs and publishes a checkpoint of everything appended so far, without waiting until one is due.</summary>
    /// <exception cref="IOException">When it could not be written.</exception>
    public Task PublishAsync() => Writer.PublishAsync();

    /// <summary>Finishes what is under way, makes a checkpoint and lets the store go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            if (_writer is not null)
            {
                await _writer.CloseAsync();
            }

            _store.Dispose();
        }
    }

    internal static Task<RecordLog> OpenAsync(string directory, TimeProvider time, LogOptions options, StorageSettings settings, CancellationToken cancellation) =>
        Task.Run(
            () =>
            {
                var store = FileStore.Open(directory, options, settings);
                return new RecordLog(store, new LogWriter(store, time, settings.BetweenCheckpoints));
            },
            cancellation);

    /// <summary>Reads a leaf's bytes and opens it as far as its openings are stored.</summary>
    public static Leaf ReadLeaf(LogStore store, long index, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var leaf = Leaf.Parse(bytes);
            return leaf.OpenedBy is { } openings && store.Content(openings) is { } document ? leaf.Open(Openings.Read(document)) : leaf;
        }
        catch (JsonException e)
        {
            throw new DamagedLogException(store.Location, null, index, $"the leaf cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    private Task<Receipt> AppendAsync(Leaf leaf, IReadOnlyList<ReadOnlyMemory<byte>> contents, bool once, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<Receipt>(cancellation);
        }

        var (closed, openings) = leaf.Seal();
        var bytes = closed.ToBytes();
        var digested = new List<(Digest, ReadOnlyMemory<byte>)>(contents.Count + 1);
        foreach (var content in contents)
        {
            digested.Add(content.Length <= MaxContentBytes
                ? (Digest.Of(content.Span), content)
                : throw new ArgumentException($"A content has at most {MaxContentBytes} bytes; this one has {content.Length}.", nameof(contents)));
        }

        if (closed.OpenedBy is { } opened)
        {
            digested.Add((opened, openings));
        }

        return Writer.AppendAsync(new Append(leaf, bytes, new Digest(MerkleTree.LeafHash(bytes)), [.. digested], once));
    }

    private LogWriter Writer => _writer ?? throw new InvalidOperationException("The log was opened for reading.");
}
