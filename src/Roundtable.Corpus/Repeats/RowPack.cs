using System.Runtime.CompilerServices;

namespace Roundtable.Corpus.Repeats;

/// <summary>
/// Numbers of some rows (shingles or words), by which candidates are compared: in memory-mapped files, so that reading them takes no call of the system and
/// memory that is short can be taken back. Reading and adding can be interleaved. Not thread-safe.
/// </summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
internal sealed unsafe class RowPack<T> : IDisposable
    where T : unmanaged
{
    private const long SegmentBytes = 64L << 20;

    private readonly string _path;
    private readonly RowSet _rows;
    private readonly MappedFile _index;
    private readonly List<MappedFile> _segments = [];
    private readonly (int Segment, int Length, long Start)* _places;
    private long _count;
    private long _written;
    private long _capacity;

    /// <summary>Creates an empty pack for the rows of a set, which are added in order.</summary>
    public RowPack(string folder, string name, RowSet rows)
    {
        (_path, _rows) = (Path.Combine(folder, name), rows);
        _index = new MappedFile(_path + ".index", rows.Count * Unsafe.SizeOf<(int, int, long)>());
        _places = ((int, int, long)*)_index.Start;
    }

    /// <summary>Adds the next row's numbers.</summary>
    public void Add(ReadOnlySpan<T> numbers)
    {
        if (_written + numbers.Length > _capacity)
        {
            var bytes = Math.Max(SegmentBytes, (long)numbers.Length * sizeof(T));
            _segments.Add(new MappedFile(string.Create(null, $"{_path}.{_segments.Count}"), bytes));
            (_written, _capacity) = (0, bytes / sizeof(T));
        }

        if (numbers.Length > 0)
        {
            numbers.CopyTo(new Span<T>((T*)_segments[^1].Start + _written, numbers.Length));
        }

        _places[_count++] = (_segments.Count - 1, numbers.Length, _written);
        _written += numbers.Length;
    }

    /// <summary>The number of a row's numbers.</summary>
    /// <param name="row">The index of the row.</param>
    public int Length(long row) => _places[_rows.Rank(row)].Length;

    /// <summary>A row's numbers.</summary>
    /// <param name="row">The index of the row.</param>
    public ReadOnlySpan<T> Read(long row)
    {
        var (segment, length, start) = _places[_rows.Rank(row)];
        return length == 0 ? [] : new ReadOnlySpan<T>((T*)_segments[segment].Start + start, length);
    }

    public void Dispose()
    {
        _index.Dispose();
        _segments.ForEach(s => s.Dispose());
    }
}
