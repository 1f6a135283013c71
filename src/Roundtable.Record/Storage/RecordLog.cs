using System.Runtime.CompilerServices;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Storage;

/// <summary>
/// The append-only log of a data directory and the contents that its leaves name. Any number of threads may append at
/// once; they share the flushes to the disk.
/// </summary>
public sealed class RecordLog : IAsyncDisposable
{
    private readonly LogFiles _files;
    private readonly LogWriter? _writer;
    private int _disposed;

    private RecordLog(LogFiles files, LogWriter? writer)
    {
        _files = files;
        _writer = writer;
    }

    /// <summary>The contents that leaves name.</summary>
    public ContentStore Contents => _files.Contents;

    /// <summary>How many leaves are durable.</summary>
    public long Size => _files.Leaves.Size;

    /// <summary>The RFC 6962 tree hash over all durable leaves.</summary>
    public Digest Root => _files.Leaves.Head.Root;

    /// <summary>Opens the log of a data directory for reading and appending, and makes both where they do not exist.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="time">Says when the next checkpoint is due.</param>
    /// <param name="cancellation">Is looked at before the opening begins.</param>
    /// <exception cref="LogInUseException">When it is open for appending elsewhere.</exception>
    /// <exception cref="DamagedLogException">When what is there is not what was written.</exception>
    /// <exception cref="IOException">When the directory cannot be written.</exception>
    public static Task<RecordLog> OpenAsync(string directory, TimeProvider time, CancellationToken cancellation) =>
        OpenAsync(directory, time, new StorageSettings(), cancellation);

    /// <summary>Opens the log of a data directory for reading, without a lock; what others append meanwhile is not seen.</summary>
    /// <exception cref="DamagedLogException">When what is there is not what was written.</exception>
    public static Task<RecordLog> OpenReadOnlyAsync(string directory, CancellationToken cancellation) =>
        Task.Run(() => new RecordLog(LogFiles.Open(directory, writable: false, new StorageSettings()), null), cancellation);

    /// <summary>Stores the contents, then the leaf; the receipt is given when both are durable.</summary>
    /// <param name="leaf">The leaf; every content that it names is among <paramref name="contents"/> or was stored before.</param>
    /// <param name="contents">The contents, in any order, unchanged until the task ends; what is stored already is not stored again.</param>
    /// <param name="cancellation">Is looked at once, before anything is done: what is under way is not taken back.</param>
    /// <exception cref="ArgumentException">When the leaf cannot be written or names a content that is nowhere.</exception>
    /// <exception cref="LogWriteException">When it could not be made durable, as on a full disk; nothing was appended.</exception>
    /// <exception cref="InvalidOperationException">When the log was opened for reading.</exception>
    public Task<Receipt> AppendAsync(Leaf leaf, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<Receipt>(cancellation);
        }

        var bytes = leaf.ToBytes();
        var digested = new (Digest, ReadOnlyMemory<byte>)[contents.Count];
        for (var i = 0; i < digested.Length; i++)
        {
            digested[i] = contents[i].Length <= ContentStore.MaxBytes
                ? (Digest.Of(contents[i].Span), contents[i])
                : throw new ArgumentException($"A content has at most {ContentStore.MaxBytes} bytes; this one has {contents[i].Length}.", nameof(contents));
        }

        return Writer.AppendAsync(new Append(leaf, bytes, new Digest(MerkleTree.LeafHash(bytes)), digested));
    }

    /// <summary>The leaves from index <paramref name="from"/> to the end as it is when reading begins.</summary>
    /// <exception cref="DamagedLogException">When a leaf cannot be read.</exception>
    public async IAsyncEnumerable<LoggedLeaf> ReadAsync(long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        await Task.CompletedTask;
        foreach (var leaf in _files.Leaves.Read(from))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return leaf;
        }
    }

    /// <summary>
    /// Overwrites contents with zeros; those that are not stored are left out. Append the <see cref="LeafKind.Deletion"/>
    /// leaf that names them first: the log must say what is missing before it is.
    /// </summary>
    /// <exception cref="IOException">When the disk refuses; call again to finish.</exception>
    /// <exception cref="InvalidOperationException">When the log was opened for reading.</exception>
    public Task EraseAsync(IReadOnlyCollection<Digest> contents, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled(cancellation) : Writer.EraseAsync([.. contents]);

    /// <summary>Finishes what is under way, makes a checkpoint and lets the data directory go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            if (_writer is not null)
            {
                await _writer.CloseAsync();
            }

            _files.Dispose();
        }
    }

    internal static Task<RecordLog> OpenAsync(string directory, TimeProvider time, StorageSettings settings, CancellationToken cancellation) =>
        Task.Run(
            () =>
            {
                var files = LogFiles.Open(directory, writable: true, settings);
                return new RecordLog(files, new LogWriter(files, time, settings));
            },
            cancellation);

    private LogWriter Writer => _writer ?? throw new InvalidOperationException("The log was opened for reading.");
}
