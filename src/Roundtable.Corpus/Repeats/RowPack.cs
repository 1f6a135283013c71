using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Repeats;

/// <summary>Numbers of some rows on disk (shingles or words), by which candidates are compared. Reading and adding can be interleaved.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
internal sealed class RowPack<T> : IDisposable
    where T : unmanaged
{
    private readonly string _path;
    private readonly RowSet _rows;
    private readonly FileStream _data;
    private readonly FileStream _index;
    private long _written;

    /// <summary>Creates an empty pack for the rows of a set, which are added in order.</summary>
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
    /// <param name="row">The index of the row.</param>
    /// <param name="into">Receives the numbers; it is replaced where it is too small.</param>
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
