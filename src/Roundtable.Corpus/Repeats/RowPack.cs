using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Repeats;

/// <summary>Numbers of some rows on disk (their shingles, their words), by which candidates are compared. What was added can be read while more is.</summary>
/// <typeparam name="T">The numbers.</typeparam>
internal sealed class RowPack<T> : IDisposable
    where T : unmanaged
{
    private readonly string _path;
    private readonly RowSet _rows;
    private readonly FileStream _data;
    private readonly FileStream _index;
    private long _written;

    /// <summary>An empty pack for the rows of a set, which are added in order.</summary>
    public RowPack(string folder, string name, RowSet rows)
    {
        (_path, _rows) = (Path.Combine(folder, name), rows);
        _data = new FileStream(_path + ".numbers", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 20);
        _index = new FileStream(_path + ".index", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
    }

    /// <summary>Adds the next row's numbers.</summary>
    public void Add(ReadOnlySpan<T> numbers)
    {
        _written += numbers.Length;
        _data.Write(MemoryMarshal.AsBytes(numbers));
        _index.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in _written)));
    }

    /// <summary>Reads a row's numbers.</summary>
    /// <param name="row">Which row.</param>
    /// <param name="into">Where they go; another array where this one is too small.</param>
    public ReadOnlySpan<T> Read(long row, ref T[] into)
    {
        _data.Flush();
        _index.Flush();
        var rank = _rows.Rank(row);
        Span<long> ends = [0, 0];
        if (rank == 0)
        {
            WorkFile.Fill(_index.SafeFileHandle, MemoryMarshal.AsBytes(ends[1..]), 0, _path);
        }
        else
        {
            WorkFile.Fill(_index.SafeFileHandle, MemoryMarshal.AsBytes(ends), (rank - 1) * sizeof(long), _path);
        }

        var count = checked((int)(ends[1] - ends[0]));
        if (into.Length < count)
        {
            into = new T[count * 2];
        }

        WorkFile.Fill(_data.SafeFileHandle, MemoryMarshal.AsBytes(into.AsSpan(0, count)), ends[0] * Unsafe.SizeOf<T>(), _path);
        return into.AsSpan(0, count);
    }

    public void Dispose()
    {
        _data.Dispose();
        _index.Dispose();
        File.Delete(_data.Name);
        File.Delete(_index.Name);
    }
}
