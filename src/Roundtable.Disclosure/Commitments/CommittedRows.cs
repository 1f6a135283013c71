using System.Buffers.Binary;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Disclosure.Commitments;

/// <summary>A row as the owner keeps it.</summary>
/// <param name="Index">Its number in the corpus, from 0.</param>
/// <param name="Class">Its class.</param>
/// <param name="Bytes">Its size, rounded up.</param>
/// <param name="Tokens">Its tokens, rounded up.</param>
/// <param name="Content">SHA-256 of its content.</param>
public readonly record struct CommittedRow(long Index, int Class, long Bytes, long Tokens, Digest Content)
{
    /// <summary>The row within its block.</summary>
    public BlockRow InBlock(Digest commitment) => new(Class, Bytes, Tokens, commitment);

    /// <summary>Writes its record.</summary>
    public void CopyTo(Span<byte> into)
    {
        BinaryPrimitives.WriteInt64BigEndian(into, Index);
        BinaryPrimitives.WriteInt32BigEndian(into[8..], Class);
        BinaryPrimitives.WriteInt64BigEndian(into[12..], Bytes);
        BinaryPrimitives.WriteInt64BigEndian(into[20..], Tokens);
        Content.CopyTo(into[28..]);
    }

    /// <summary>Reads a record.</summary>
    public static CommittedRow Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64BigEndian(bytes),
        BinaryPrimitives.ReadInt32BigEndian(bytes[8..]),
        BinaryPrimitives.ReadInt64BigEndian(bytes[12..]),
        BinaryPrimitives.ReadInt64BigEndian(bytes[20..]),
        new Digest(bytes.Slice(28, Digest.Length)));
}

/// <summary>The owner's files of a commitment: its rows in their secret order, and the sums of its blocks.</summary>
public sealed class CommittedRows : IDisposable
{
    /// <summary>The name of the file with the rows.</summary>
    public const string RowsFile = "rows.secret";

    /// <summary>The name of the file with the blocks.</summary>
    public const string BlocksFile = "blocks.secret";

    internal const int RecordLength = 28 + Digest.Length;

    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _rows;
    private readonly RowSecrets _secrets;
    private readonly long _count;

    /// <summary>Opens the files of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="secrets">The salts.</param>
    /// <exception cref="FormatException">When they are damaged.</exception>
    /// <exception cref="IOException">When they cannot be read.</exception>
    public CommittedRows(string folder, RowSecrets secrets)
    {
        _secrets = secrets;
        Tree = new SumTree(ReadBlocks(Path.Combine(folder, BlocksFile)));
        _rows = File.OpenHandle(Path.Combine(folder, RowsFile));
        _count = (RandomAccess.GetLength(_rows) - RowsMagic.Length) / RecordLength;
        if (_count != Tree.Root.Sums.Total.Rows || _count * RecordLength != RandomAccess.GetLength(_rows) - RowsMagic.Length)
        {
            _rows.Dispose();
            throw new FormatException($"{RowsFile} does not belong to {BlocksFile}");
        }
    }

    private static ReadOnlySpan<byte> RowsMagic => "roundtable-rows1"u8;

    private static ReadOnlySpan<byte> BlocksMagic => "roundtable-sums1"u8;

    /// <summary>The tree.</summary>
    public SumTree Tree { get; }

    /// <summary>The rows of a block.</summary>
    /// <exception cref="FormatException">When the file is damaged.</exception>
    public IReadOnlyList<CommittedRow> Rows(long block)
    {
        var first = block * RowBlock.Size;
        var bytes = new byte[Math.Min(RowBlock.Size, _count - first) * RecordLength];
        return RandomAccess.Read(_rows, bytes, RowsMagic.Length + (first * RecordLength)) == bytes.Length
            ? [.. bytes.Chunk(RecordLength).Select(r => CommittedRow.Read(r))]
            : throw new FormatException($"{RowsFile} is cut");
    }

    /// <summary>The place of the first row with a content; null where there is none. It reads every row's record.</summary>
    public long? Find(Digest content, CancellationToken cancellation)
    {
        for (long block = 0; block < Tree.Blocks; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = Rows(block);
            for (var i = 0; i < rows.Count; i++)
            {
                if (rows[i].Content == content)
                {
                    return (block * RowBlock.Size) + i;
                }
            }
        }

        return null;
    }

    /// <summary>The salt of a row.</summary>
    public byte[] Salt(CommittedRow row)
    {
        Span<byte> derived = stackalloc byte[RowSecrets.RowLength];
        _secrets.Derive(row.Index, derived);
        return derived[..RowSecrets.SaltLength].ToArray();
    }

    /// <summary>The salted commitment to a row.</summary>
    public Digest Commitment(CommittedRow row) => RowBlock.Commit(Salt(row), row.Content);

    /// <summary>Closes the files.</summary>
    public void Dispose() => _rows.Dispose();

    internal static FileStream Create(string folder)
    {
        var file = PrivateFiles.Create(Path.Combine(folder, RowsFile));
        file.Write(RowsMagic);
        return file;
    }

    internal static FileStream CreateBlocks(string folder)
    {
        var file = PrivateFiles.Create(Path.Combine(folder, BlocksFile));
        file.Write(BlocksMagic);
        return file;
    }

    internal static void Write(FileStream file, SumNode block)
    {
        var bytes = new byte[Digest.Length + block.Sums.Length];
        block.Hash.CopyTo(bytes);
        block.Sums.CopyTo(bytes.AsSpan(Digest.Length));
        file.Write(bytes);
    }

    private static List<SumNode> ReadBlocks(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        if (!bytes.StartsWith(BlocksMagic))
        {
            throw new FormatException($"{BlocksFile} is damaged");
        }

        List<SumNode> blocks = [];
        for (var rest = bytes[BlocksMagic.Length..]; rest.Length > 0;)
        {
            if (rest.Length < Digest.Length)
            {
                throw new FormatException($"{BlocksFile} is cut");
            }

            blocks.Add(new SumNode(new Digest(rest[..Digest.Length]), ClassSums.Read(rest[Digest.Length..], out var length)));
            rest = rest[(Digest.Length + length)..];
        }

        return blocks.Count > 0 ? blocks : throw new FormatException($"{BlocksFile} has no blocks");
    }
}
