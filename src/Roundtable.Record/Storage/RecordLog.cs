using System.Runtime.CompilerServices;
using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Secrets;

namespace Roundtable.Record.Storage;

/// <summary>
/// The append-only log and the contents to which its leaves commit. Any number of threads may append concurrently; they share disk
/// flushes. A receipt is issued once the leaf is durable and its inclusion in the tree has been verified.
/// </summary>
public sealed class RecordLog : IAsyncDisposable
{
    /// <summary>Maximum size of a content in bytes: 1 GiB.</summary>
    public const int MaxContentBytes = 1 << 30;

    private readonly LogStore _store;
    private readonly LogWriter? _writer;
    private int _disposed;

    private RecordLog(LogStore store, LogWriter? writer, SecretGuard secrets)
    {
        _store = store;
        _writer = writer;
        Secrets = secrets;
    }

    /// <summary>Number of durable leaves.</summary>
    public long Size => _store.Head.Size;

    /// <summary>RFC 6962 root hash over all durable leaves.</summary>
    public Digest Root => _store.Head.Root;

    /// <summary>
    /// How many leaves other than exchanges were appended here since it was opened: while it stays the same, nothing that rulings rest on was added to it.
    /// </summary>
    public long AppendedBesidesExchanges => _writer?.Others ?? 0;

    /// <summary>The secrets that are not recorded: a leaf that holds one, or one of whose contents does, is refused.</summary>
    public SecretGuard Secrets { get; }

    /// <summary>The log's store.</summary>
    public LogStore Store => _store;

    /// <summary>Opens the log of a data directory for reading and appending, and creates both if missing.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="time">The clock for checkpoints.</param>
    /// <param name="cancellation">Checked before opening starts.</param>
    /// <exception cref="LogInUseException">When it is already open for appending.</exception>
    /// <exception cref="DamagedLogException">When it is damaged.</exception>
    /// <exception cref="IOException">When the directory cannot be written.</exception>
    public static Task<RecordLog> OpenAsync(string directory, TimeProvider time, CancellationToken cancellation) =>
        OpenAsync(directory, time, new LogOptions(), new StorageSettings(), cancellation);

    /// <summary>Opens the log of a data directory for reading, without a lock; later appends by others are not visible.</summary>
    /// <exception cref="DamagedLogException">When it is damaged.</exception>
    public static Task<RecordLog> OpenReadOnlyAsync(string directory, CancellationToken cancellation) =>
        Task.Run(() => new RecordLog(FileStore.OpenReadOnly(directory), null, SecretGuard.None), cancellation);

    /// <summary>The log of a store, which it owns.</summary>
    /// <param name="store">The store, open for writing.</param>
    /// <param name="time">The clock for checkpoints.</param>
    /// <param name="secrets">The secrets that are not recorded; null where none are known.</param>
    public static RecordLog Over(LogStore store, TimeProvider time, SecretGuard? secrets = null) =>
        new(store, new LogWriter(store, time, new StorageSettings()), secrets ?? SecretGuard.None);

    /// <summary>The log of a store for reading, which it owns.</summary>
    public static RecordLog Reading(LogStore store) => new(store, null, SecretGuard.None);

    /// <summary>Stores the contents and the leaf, and returns the receipt once both are durable.</summary>
    /// <param name="leaf">The leaf; each of its contents must be among <paramref name="contents"/> or already stored.</param>
    /// <param name="contents">Contents that the leaf names, in any order; they must not be modified until the task completes. Stored contents are not stored again.</param>
    /// <param name="cancellation">Checked once at the start: an append in progress is not cancelled.</param>
    /// <exception cref="ArgumentException">When the leaf cannot be serialised, a content is missing or not named by it, or an input does not precede it.</exception>
    /// <exception cref="LogWriteException">When it could not be made durable, such as on a full disk; nothing was appended.</exception>
    /// <exception cref="SecretRefusedException">When the leaf or one of the contents contains a known secret; nothing was appended.</exception>
    /// <exception cref="SecretsUnknownException">When there are contents, and not all secrets are known; nothing was appended.</exception>
    /// <exception cref="InvalidOperationException">When the log was opened read-only.</exception>
    public Task<Receipt> AppendAsync(Leaf leaf, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellation) =>
        AppendAsync(leaf, [.. contents.Select(DigestedContent.Of)], once: false, cancellation);

    /// <summary>Appends like <c>AppendAsync</c>, with contents that were digested, and possibly searched for <see cref="Secrets"/>, before.</summary>
    public Task<Receipt> AppendDigestedAsync(Leaf leaf, IReadOnlyList<DigestedContent> contents, CancellationToken cancellation) =>
        AppendAsync(leaf, contents, once: false, cancellation);

    /// <summary>
    /// Appends like <c>AppendAsync</c>, unless a leaf of the same kind already records this output or document; then the receipt of the earliest such leaf is
    /// returned.
    /// </summary>
    public Task<Receipt> AppendOnceAsync(Leaf leaf, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellation) =>
        AppendAsync(leaf, [.. contents.Select(DigestedContent.Of)], once: true, cancellation);

    /// <summary>A content; null if it was never stored or has been erased.</summary>
    /// <exception cref="DamagedLogException">When the stored bytes do not match the digest.</exception>
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

    /// <summary>The leaves from index <paramref name="from"/> to the end at the time reading starts, opened if their openings are stored.</summary>
    /// <exception cref="DamagedLogException">When a leaf cannot be read or does not match its stored openings.</exception>
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
    /// Overwrites contents; those that are not stored are ignored. Append the <see cref="LeafKind.Deletion"/> leaf that lists them
    /// first: the log must account for missing contents before they are missing.
    /// </summary>
    /// <exception cref="IOException">When the disk reports an error; call again to complete it.</exception>
    /// <exception cref="InvalidOperationException">When the log was opened read-only.</exception>
    public Task EraseAsync(IReadOnlyCollection<Digest> contents, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled(cancellation) : Writer.EraseAsync([.. contents]);

    /// <summary>Signs and publishes a checkpoint of everything appended so far, without waiting for the next one to be due.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public Task PublishAsync() => Writer.PublishAsync();

    /// <summary>Writes what was appended since, where the log has no thread for it.</summary>
    internal void Drain() => Writer.Drain();

    /// <summary>Completes appends in progress, publishes a checkpoint and releases the store.</summary>
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

    internal static Task<RecordLog> OpenAsync(
        string directory, TimeProvider time, LogOptions options, StorageSettings settings, CancellationToken cancellation) =>
        Task.Run(
            () =>
            {
                var store = FileStore.Open(directory, options, settings);
                return new RecordLog(store, new LogWriter(store, time, settings), SecretGuard.None);
            },
            cancellation);

    /// <summary>Parses a leaf and opens it if its openings are stored.</summary>
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

    private Task<Receipt> AppendAsync(Leaf leaf, IReadOnlyList<DigestedContent> contents, bool once, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<Receipt>(cancellation);
        }

        var (closed, openings) = leaf.Seal();
        var bytes = closed.ToBytes();
        if (Stray(leaf, contents) is { } stray)
        {
            return Task.FromException<Receipt>(new ArgumentException($"No member of the leaf names the content {stray}.", nameof(contents)));
        }

        if (RefusalOf(leaf, bytes, contents) is { } refusal)
        {
            return Task.FromException<Receipt>(refusal);
        }

        var digested = new List<(Digest, ReadOnlyMemory<byte>)>(contents.Count + 1);
        foreach (var content in contents)
        {
            digested.Add((content.Digest, content.Bytes));
        }

        if (closed.OpenedBy is { } opened)
        {
            digested.Add((opened, openings));
        }

        return Writer.AppendAsync(new PendingAppend(leaf, bytes, new Digest(MerkleTree.LeafHash(bytes)), [.. digested], once));
    }

    /// <summary>A content that the leaf does not name: no erasure would ever find it. Null where there is none.</summary>
    private static Digest? Stray(Leaf leaf, IReadOnlyList<DigestedContent> contents)
    {
        foreach (var content in contents)
        {
            var isNamed = false;
            for (var i = 0; i < Leaf.ContentMembers.Count && !isNamed; i++)
            {
                isNamed = leaf.ContentAt(i) == content.Digest && leaf.Keeps(Leaf.ContentMembers[i]);
            }

            if (!isNamed)
            {
                return content.Digest;
            }
        }

        return null;
    }

    /// <summary>Why a leaf is not recorded; null where it may be. Openings are random salts and digests, which hold nothing.</summary>
    private Exception? RefusalOf(Leaf leaf, byte[] bytes, IReadOnlyList<DigestedContent> contents)
    {
        // What a deletion says is made of digests, and whoever wants to erase must not have to wait.
        if (Secrets.Unknown is { } why && contents.Count > 0 && leaf.Kind != LeafKind.Deletion)
        {
            return new SecretsUnknownException(why);
        }

        if (Secrets.Find(bytes) is { } named)
        {
            return new SecretRefusedException("a name in the leaf", named);
        }

        foreach (var content in contents)
        {
            if (content.Find(Secrets) is { } found)
            {
                var member = leaf.Contents().FirstOrDefault(c => c.Digest == content.Digest).Member;
                return new SecretRefusedException(member is null ? "a content" : $"the {member}", found);
            }
        }

        return null;
    }

    private LogWriter Writer => _writer ?? throw new InvalidOperationException("The log was opened read-only.");
}
