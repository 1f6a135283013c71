using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Storage;

/// <summary>The leaves on disk and the right edge of their tree. One thread appends, any may read.</summary>
internal sealed class LeafFile : IDisposable
{
    /// <summary>The place of every so many leaves is kept in memory; as many stand in an entry bundle of C2SP tlog-tiles.</summary>
    private const int Stride = 256;

    private readonly Lock _gate = new();
    private readonly AppendFile _file;
    private readonly CompactRange _tree = new();
    private readonly List<long> _offsets = [];
    private readonly ArrayBufferWriter<byte> _staged = new(1 << 16);
    private long _end;

    private LeafFile(AppendFile file) => _file = file;

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

    /// <summary>Their number and tree hash, as of one moment.</summary>
    public (long Size, Digest Root) Head
    {
        get
        {
            lock (_gate)
            {
                return (_tree.Size, new Digest(_tree.Root()));
            }
        }
    }

    /// <summary>Opens the leaf file, holds it against its checkpoint and adopts the whole leaves after that.</summary>
    /// <param name="file">The leaf file; the caller gives it away.</param>
    /// <param name="writable">Whether a torn end is to be cut.</param>
    /// <param name="checkpoint">The last checkpoint.</param>
    /// <param name="hasContent">Whether a content is stored: a leaf beyond the checkpoint that lacks one was never promised.</param>
    /// <exception cref="DamagedLogException">When the leaves of the checkpoint are not what they were.</exception>
    public static LeafFile Open(AppendFile file, bool writable, Checkpoint checkpoint, Func<Digest, bool> hasContent)
    {
        var leaves = new LeafFile(file);
        leaves.ReadToCheckpoint(checkpoint);
        leaves.Adopt(hasContent);
        if (writable && leaves._end < file.Length)
        {
            file.Truncate(leaves._end);
        }

        return leaves;
    }

    /// <summary>Appends leaves and makes them durable. When it throws nothing was appended, but see <see cref="RollBack"/>.</summary>
    public void Append(IReadOnlyList<(byte[] Leaf, Digest Hash)> leaves)
    {
        _staged.ResetWrittenCount();
        foreach (var (leaf, _) in leaves)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_staged.GetSpan(LeafScan.PrefixLength), (ushort)leaf.Length);
            _staged.Advance(LeafScan.PrefixLength);
            _staged.Write(leaf);
        }

        _file.Append(_staged.WrittenSpan);
        _file.Flush();
        lock (_gate)
        {
            Span<byte> bytes = stackalloc byte[Digest.Length];
            foreach (var (leaf, hash) in leaves)
            {
                hash.CopyTo(bytes);
                Count(_end, bytes, leaf.Length);
            }
        }
    }

    /// <summary>Makes the leaves durable, as they may not be after a crash.</summary>
    public void Flush() => _file.Flush();

    /// <summary>Cuts what a failed append may have left.</summary>
    public void RollBack() => _file.Truncate(_end);

    /// <summary>The leaves from an index to the end as it is when the first is asked for.</summary>
    /// <exception cref="DamagedLogException">When a leaf cannot be read.</exception>
    public IEnumerable<LoggedLeaf> Read(long from)
    {
        long start, end;
        lock (_gate)
        {
            if (from >= _tree.Size)
            {
                yield break;
            }

            start = _offsets[(int)(from / Stride)];
            end = _end;
        }

        var index = from / Stride * Stride;
        foreach (var (offset, bytes) in LeafScan.Entries(_file, start, end, index))
        {
            if (index >= from)
            {
                yield return new LoggedLeaf(index, new Digest(MerkleTree.LeafHash(bytes.Span)), Parse(_file.Path, offset, index, bytes.Span));
            }

            index++;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Reads a leaf's bytes.</summary>
    /// <exception cref="DamagedLogException">When they are no leaf.</exception>
    internal static Leaf Parse(string path, long offset, long index, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Leaf.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw new DamagedLogException(path, offset, index, $"the leaf cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    private void ReadToCheckpoint(Checkpoint checkpoint)
    {
        if (checkpoint.Size > 0)
        {
            foreach (var (offset, bytes) in LeafScan.Entries(_file, 0, _file.Length, 0))
            {
                Count(offset, bytes.Span);
                if (_tree.Size == checkpoint.Size)
                {
                    break;
                }
            }
        }

        if (_tree.Size < checkpoint.Size)
        {
            throw new DamagedLogException(
                _file.Path, _end, _tree.Size, $"the file ends before this leaf, but the checkpoint speaks of {checkpoint.Size} leaves");
        }

        if (new Digest(_tree.Root()) is var root && root != checkpoint.Root)
        {
            throw new DamagedLogException(
                _file.Path, null, null, $"the {checkpoint.Size} leaves of the checkpoint have the root {root}, but it says {checkpoint.Root}");
        }
    }

    private void Adopt(Func<Digest, bool> hasContent)
    {
        try
        {
            foreach (var (offset, bytes) in LeafScan.Entries(_file, _end, _file.Length, _tree.Size))
            {
                if (!Parse(_file.Path, offset, _tree.Size, bytes.Span).Contents().All(c => hasContent(c.Digest)))
                {
                    break;
                }

                Count(offset, bytes.Span);
            }
        }
        catch (DamagedLogException)
        {
            // A group that was being written when the machine stopped: nobody was told that it is durable.
        }
    }

    private void Count(long offset, ReadOnlySpan<byte> leaf)
    {
        Span<byte> hash = stackalloc byte[Digest.Length];
        MerkleTree.LeafHash(leaf, hash);
        Count(offset, hash, leaf.Length);
    }

    private void Count(long offset, ReadOnlySpan<byte> hash, int length)
    {
        if (_tree.Size % Stride == 0)
        {
            _offsets.Add(offset);
        }

        _tree.Append(hash);
        _end = offset + LeafScan.PrefixLength + length;
    }
}
