using System.Buffers;
using System.Buffers.Binary;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>A column of a Parquet file being written: the values of one row group, plain-encoded, each present or absent.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its physical type: boolean, 64-bit integer, double or byte array.</param>
/// <param name="isOptional">Whether a value may be absent.</param>
/// <param name="converted">What byte arrays contain (Parquet's ConvertedType): 0 UTF-8, 19 JSON; null for numbers.</param>
internal sealed class ParquetOutput(string name, ParquetType type, bool isOptional, int? converted = null)
{
    /// <summary>Text.</summary>
    public const int Utf8 = 0;

    /// <summary>JSON.</summary>
    public const int Json = 19;

    private readonly ArrayBufferWriter<byte> _values = new();
    private readonly LevelRuns _definitions = new();
    private readonly LevelRuns _repetitions = new();
    private (byte Bits, int Count) _truths;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its physical type.</summary>
    public ParquetType Type => type;

    /// <summary>Whether a value may be absent.</summary>
    public bool IsOptional => isOptional;

    /// <summary>What byte arrays contain.</summary>
    public int? Converted => converted;

    /// <summary>The names of the groups that it lies in, and its own.</summary>
    public IReadOnlyList<string> Path { get; init; } = [name];

    /// <summary>The definition level at which it has a value.</summary>
    public int Definition { get; init; } = isOptional ? 1 : 0;

    /// <summary>The number of lists that it lies in.</summary>
    public int Repetition { get; init; }

    /// <summary>Its size so far in bytes.</summary>
    public long Length => _values.WrittenCount;

    /// <summary>The number of values so far, absent ones among them.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a byte array.</summary>
    public void Add(ReadOnlySpan<byte> value, int repetition = 0)
    {
        Level(Definition, repetition);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, value.Length);
        _values.Write(length);
        _values.Write(value);
    }

    /// <summary>Adds an integer.</summary>
    public void Add(long value, int repetition = 0)
    {
        Level(Definition, repetition);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _values.Write(bytes);
    }

    /// <summary>Adds a number.</summary>
    public void Add(double value, int repetition = 0)
    {
        Level(Definition, repetition);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _values.Write(bytes);
    }

    /// <summary>Adds a boolean: eight of them form a byte, the first in its lowest bit.</summary>
    public void Add(bool value, int repetition = 0)
    {
        Level(Definition, repetition);
        _truths = ((byte)(_truths.Bits | (value ? 1 << _truths.Count : 0)), _truths.Count + 1);
        if (_truths.Count == 8)
        {
            EndByte();
        }
    }

    /// <summary>Adds an absent value.</summary>
    /// <param name="definition">The level up to which what it lies in is there; below <see cref="Definition"/>.</param>
    /// <param name="repetition">The level at which it repeats.</param>
    public void AddNothing(int definition = 0, int repetition = 0) => Level(definition, repetition);

    /// <summary>Returns the page of all values and resets the column: repetition and definition levels, each after its length, and the values.</summary>
    public byte[] Take()
    {
        if (_truths.Count > 0)
        {
            EndByte();
        }

        var page = new ArrayBufferWriter<byte>(_values.WrittenCount + 64);
        Write(page, _repetitions, Repetition);
        Write(page, _definitions, Definition);
        page.Write(_values.WrittenSpan);
        _values.ResetWrittenCount();
        Count = 0;
        return page.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> page, LevelRuns levels, int highest)
    {
        var runs = levels.End();
        if (highest > 0)
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, runs.Length);
            page.Write(length);
            page.Write(runs);
        }

        levels.Clear();
    }

    private void Level(int definition, int repetition)
    {
        _definitions.Add(definition);
        _repetitions.Add(repetition);
        Count++;
    }

    private void EndByte()
    {
        _values.Write([_truths.Bits]);
        _truths = default;
    }
}
