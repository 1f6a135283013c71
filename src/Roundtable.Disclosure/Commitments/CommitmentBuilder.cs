using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Commitments;

/// <summary>
/// Commits to rows that are given one after the other: they are brought into a secret order, put into blocks, and summed up. What the owner needs to open
/// rows later is written to three files of a folder; all are secret. Rows are hashed in batches while the next ones are read, and the two trees are made
/// side by side; memory does not grow with the rows.
/// </summary>
public sealed class CommitmentBuilder : IDisposable
{
    private const int IndexAt = RowSecrets.SaltLength;
    private const int SaltAt = IndexAt + CommittedRows.RecordLength;
    private const int BatchRows = 1 << 14;

    private readonly RowSecrets _secrets;
    private readonly string _folder;
    private readonly RecordBuckets _rows;
    private readonly RecordBuckets _values;
    private readonly byte[] _id;
    private readonly Dictionary<RowClass, int> _classes = [];
    private List<CommittedRow> _open = new(BatchRows);
    private List<CommittedRow> _hashed = new(BatchRows);
    private Task _hashing = Task.CompletedTask;
    private long _count;

    /// <summary>Begins a commitment.</summary>
    /// <param name="secret">The owner's secret, 32 bytes.</param>
    /// <param name="id">The commitment's id: 16 random bytes, never used before.</param>
    /// <param name="folder">The folder for the files, which exists.</param>
    public CommitmentBuilder(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> id, string folder)
    {
        (_secrets, Id, _folder) = (new RowSecrets(secret, id), Convert.ToHexStringLower(id), folder);
        _id = id.ToArray();
        _rows = new RecordBuckets(SaltAt + RowSecrets.SaltLength, Path.Combine(folder, "work"));
        _values = new RecordBuckets(Digest.Length, Path.Combine(folder, "values"));
    }

    /// <summary>The commitment's id, in hexadecimal.</summary>
    public string Id { get; }

    /// <summary>Adds the next row of the corpus.</summary>
    /// <param name="rowClass">Its class.</param>
    /// <param name="content">SHA-256 of its content.</param>
    /// <param name="bytes">The length of its content.</param>
    /// <param name="tokens">Its tokens; 0 where they are not counted.</param>
    public void Add(RowClass rowClass, Digest content, long bytes, long tokens)
    {
        if (!_classes.TryGetValue(rowClass, out var number))
        {
            _classes.Add(rowClass, number = _classes.Count);
        }

        _open.Add(new CommittedRow(_count++, number, RowSize.RoundUp(bytes), RowSize.RoundUp(tokens), content));
        if (_open.Count == BatchRows)
        {
            Hash();
        }
    }

    /// <summary>Writes the files and returns the classes, ascending, the root, and number and root of the different contents.</summary>
    /// <exception cref="InvalidOperationException">When there are no rows.</exception>
    /// <exception cref="OverflowException">When there are more than sums can hold.</exception>
    public (IReadOnlyList<RowClass> Classes, SumNode Root, long Distinct, Digest DistinctRoot) Finish(CancellationToken cancellation)
    {
        if (_count == 0)
        {
            throw new InvalidOperationException("There are no rows to commit to.");
        }

        // Their numbers must not tell in which order they came.
        RowClass[] classes = [.. _classes.Keys.OrderBy(c => c.Key, StringComparer.Ordinal)];
        var numbers = new int[classes.Length];
        for (var i = 0; i < classes.Length; i++)
        {
            numbers[_classes[classes[i]]] = i;
        }

        Hash();
        _hashing.GetAwaiter().GetResult();
        var distinct = Task.Run(() => DistinctRows.Write(_folder, _values.Sorted(), _secrets, cancellation), CancellationToken.None);
        try
        {
            var root = WriteRows(numbers, cancellation);
            var (count, distinctRoot) = distinct.GetAwaiter().GetResult();
            return (classes, root, count, distinctRoot);
        }
        finally
        {
            // Where the one failed, the other still has files open.
            _ = Task.WaitAny([distinct], CancellationToken.None);
        }
    }

    /// <summary>Removes what was kept meanwhile.</summary>
    public void Dispose()
    {
        _ = Task.WaitAny(_hashing);
        _rows.Dispose();
        _values.Dispose();
    }

    /// <summary>Hashes the rows that were added, when those before them are hashed.</summary>
    private void Hash()
    {
        _hashing.GetAwaiter().GetResult();
        (_open, _hashed) = (_hashed, _open);
        _open.Clear();
        var rows = _hashed;
        _hashing = Task.WhenAll(Task.Run(() => HashRows(rows)), Task.Run(() => HashValues(rows)));
    }

    private void HashRows(List<CommittedRow> rows)
    {
        Span<byte> record = stackalloc byte[SaltAt + RowSecrets.SaltLength];
        Span<byte> derived = stackalloc byte[RowSecrets.RowLength];
        foreach (var row in rows)
        {
            _secrets.Derive(row.Index, derived);
            derived[RowSecrets.SaltLength..].CopyTo(record);
            row.CopyTo(record[IndexAt..]);
            derived[..RowSecrets.SaltLength].CopyTo(record[SaltAt..]);
            _rows.Add(record);
        }
    }

    private void HashValues(List<CommittedRow> rows)
    {
        Span<byte> value = stackalloc byte[Digest.Length];
        foreach (var row in rows)
        {
            DistinctRows.Value(_id, row.Content).CopyTo(value);
            _values.Add(value);
        }
    }

    /// <summary>Writes the rows in their secret order and the blocks; the root over them.</summary>
    private SumNode WriteRows(int[] numbers, CancellationToken cancellation)
    {
        var tree = new TreeEdge<SumNode>(SumNode.Parent);
        using var file = CommittedRows.Create(_folder);
        using var blocks = CommittedRows.CreateBlocks(_folder);
        List<(CommittedRow Row, Digest Commitment)> block = new(RowBlock.Size);
        var record = new byte[CommittedRows.RecordLength];
        foreach (var bytes in _rows.Sorted())
        {
            var row = CommittedRow.Read(bytes.Span[IndexAt..]);
            block.Add((row with { Class = numbers[row.Class] }, RowBlock.Commit(bytes.Span[SaltAt..], row.Content)));
            if (block.Count == RowBlock.Size)
            {
                cancellation.ThrowIfCancellationRequested();
                Write();
            }
        }

        if (block.Count > 0)
        {
            Write();
        }

        return tree.Root();

        void Write()
        {
            // OrderBy is stable: within a class the secret order remains.
            var sorted = block.OrderBy(r => r.Row.Class).ToList();
            var node = new RowBlock([.. sorted.Select(r => r.Row.InBlock(r.Commitment))]).Node;
            CommittedRows.Write(blocks, node);
            tree.Append(node);
            foreach (var (row, _) in sorted)
            {
                row.CopyTo(record);
                file.Write(record);
            }

            block.Clear();
        }
    }
}
