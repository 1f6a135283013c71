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
    private readonly ArrayBufferWriter<byte> _levels = new();
    private (bool IsPresent, int Count) _run;
    private (byte Bits, int Count) _truths;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its physical type.</summary>
    public ParquetType Type => type;

    /// <summary>Whether a value may be absent.</summary>
    public bool IsOptional => isOptional;

    /// <summary>What byte arrays contain.</summary>
    public int? Converted => converted;

    /// <summary>Its size so far in bytes.</summary>
    public long Length => _values.WrittenCount;

    /// <summary>Adds a byte array.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        Present(true);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, value.Length);
        _values.Write(length);
        _values.Write(value);
    }

    /// <summary>Adds an integer.</summary>
    public void Add(long value)
    {
        Present(true);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _values.Write(bytes);
    }

    /// <summary>Adds a number.</summary>
    public void Add(double value)
    {
        Present(true);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _values.Write(bytes);
    }

    /// <summary>Adds a boolean: eight of them form a byte, the first in its lowest bit.</summary>
    public void Add(bool value)
    {
        Present(true);
        _truths = ((byte)(_truths.Bits | (value ? 1 << _truths.Count : 0)), _truths.Count + 1);
        if (_truths.Count == 8)
        {
            EndByte();
        }
    }

    /// <summary>Adds an absent value.</summary>
    public void AddNothing() => Present(false);

    /// <summary>Returns the page of all values and resets the column: the length of the definition levels, the levels as runs, and the values.</summary>
    public byte[] Take()
    {
        if (_truths.Count > 0)
        {
            EndByte();
        }

        EndRun();
        var levels = isOptional ? sizeof(int) + _levels.WrittenCount : 0;
        var page = new byte[levels + _values.WrittenCount];
        if (isOptional)
        {
            BinaryPrimitives.WriteInt32LittleEndian(page, _levels.WrittenCount);
            _levels.WrittenSpan.CopyTo(page.AsSpan(sizeof(int)));
        }

        _values.WrittenSpan.CopyTo(page.AsSpan(levels));
        _values.ResetWrittenCount();
        _levels.ResetWrittenCount();
        return page;
    }

    private void Present(bool isPresent)
    {
        if (_run.Count > 0 && _run.IsPresent != isPresent)
        {
            EndRun();
        }

        _run = (isPresent, _run.Count + 1);
    }

    private void EndRun()
    {
        if (_run.Count == 0)
        {
            return;
        }

        // A run of one value: twice its length, then the value.
        Varint.Write(_levels, (ulong)_run.Count << 1);
        _levels.Write([(byte)(_run.IsPresent ? 1 : 0)]);
        _run = default;
    }

    private void EndByte()
    {
        _values.Write([_truths.Bits]);
        _truths = default;
    }
}
