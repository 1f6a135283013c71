using System.Runtime.InteropServices;
using Roundtable.Corpus.Blocks;

namespace Roundtable.Corpus.Repeats;

/// <summary>The shingles of some rows on disk: what candidates are compared by.</summary>
internal sealed class ShinglePack : IDisposable
{
    private readonly string _path;
    private readonly RowSet _rows;
    private readonly FileStream _data;
    private readonly FileStream _index;
    private long _written;

    /// <summary>An empty pack for the rows of a set, which are added in order.</summary>
    public ShinglePack(string folder, RowSet rows)
    {
        (_path, _rows) = (Path.Combine(folder, "candidates"), rows);
        _data = new FileStream(_path + ".shingles", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 20);
        _index = new FileStream(_path + ".index", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
    }

    /// <summary>Adds the next row's shingles, each once and in ascending order.</summary>
    public void Add(ReadOnlySpan<ulong> shingles)
    {
        _written += shingles.Length;
        _data.Write(MemoryMarshal.AsBytes(shingles));
        _index.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in _written)));
    }

    /// <summary>Ends the writing.</summary>
    public void Complete()
    {
        _data.Flush();
        _index.Flush();
    }

    /// <summary>Reads a row's shingles.</summary>
    /// <returns>How many there are.</returns>
    public int Read(long row, ref ulong[] into)
    {
        var rank = _rows.Rank(row);
        Span<long> ends = [0, 0];
        if (rank == 0)
        {
            KeySlice<long>.Fill(_index.SafeFileHandle, MemoryMarshal.AsBytes(ends[1..]), 0, _path);
        }
        else
        {
            KeySlice<long>.Fill(_index.SafeFileHandle, MemoryMarshal.AsBytes(ends), (rank - 1) * sizeof(long), _path);
        }

        var count = checked((int)(ends[1] - ends[0]));
        if (into.Length < count)
        {
            into = new ulong[count * 2];
        }

        KeySlice<long>.Fill(_data.SafeFileHandle, MemoryMarshal.AsBytes(into.AsSpan(0, count)), ends[0] * sizeof(ulong), _path);
        return count;
    }

    public void Dispose()
    {
        _data.Dispose();
        _index.Dispose();
        File.Delete(_data.Name);
        File.Delete(_index.Name);
    }
}
