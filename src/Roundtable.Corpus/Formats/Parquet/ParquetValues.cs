using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>The values of a page or of a dictionary, read from their bytes.</summary>
internal sealed class ParquetValues
{
    private readonly ParquetType _type;
    private ReadOnlyMemory<byte> _data;
    private int[] _ends = [];
    private int[] _starts = [];
    private long[] _numbers = [];
    private ParquetValues? _dictionary;
    private int[] _indices = [];

    private ParquetValues(ParquetType type) => _type = type;

    /// <summary>The number of values.</summary>
    public int Count => _dictionary is not null ? _indices.Length : _type == ParquetType.ByteArray ? _ends.Length : _numbers.Length;

    /// <summary>Plain values, one after the other. Bytes are not copied: values refer to the page.</summary>
    public static ParquetValues Plain(ParquetType type, ReadOnlyMemory<byte> page, int count)
    {
        var bytes = page.Span;
        var values = new ParquetValues(type);
        switch (type)
        {
            case ParquetType.ByteArray:
                (values._data, values._starts, values._ends) = (page, new int[count], new int[count]);
                var at = 0;
                for (var i = 0; i < count; i++)
                {
                    var length = at + 4 <= bytes.Length ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) : uint.MaxValue;
                    if (length > bytes.Length - at - 4)
                    {
                        throw RunLengths.Damaged();
                    }

                    values._starts[i] = at + 4;
                    at = values._ends[i] = at + 4 + (int)length;
                }

                break;
            case ParquetType.Boolean:
                values._numbers = new long[count];
                for (var i = 0; i < count; i++)
                {
                    values._numbers[i] = i / 8 < bytes.Length ? (bytes[i / 8] >> (i % 8)) & 1 : throw RunLengths.Damaged();
                }

                break;
            default:
                values._numbers = new long[count];
                var size = type is ParquetType.Int32 or ParquetType.Float ? 4 : 8;
                if (bytes.Length < (long)count * size)
                {
                    throw RunLengths.Damaged();
                }

                for (var i = 0; i < count; i++)
                {
                    values._numbers[i] = size == 4
                        ? BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * 4)..])
                        : BinaryPrimitives.ReadInt64LittleEndian(bytes[(i * 8)..]);
                }

                break;
        }

        return values;
    }

    /// <summary>Indexes into a dictionary: a bit width, then run lengths.</summary>
    public static ParquetValues Indexed(ParquetValues dictionary, ReadOnlySpan<byte> bytes, int count)
    {
        var values = new ParquetValues(dictionary._type) { _dictionary = dictionary, _indices = new int[count] };
        if (count == 0)
        {
            return values;
        }

        RunLengths.Read(bytes.IsEmpty || dictionary.Count == 0 ? throw RunLengths.Damaged() : bytes[1..], bytes[0], values._indices);
        return values._indices.AsSpan().ContainsAnyExceptInRange(0, dictionary.Count - 1) ? throw RunLengths.Damaged() : values;
    }

    /// <summary>Integers.</summary>
    public static ParquetValues Of(ParquetType type, long[] numbers) => new(type) { _numbers = numbers };

    /// <summary>DELTA_LENGTH_BYTE_ARRAY: all lengths, then all bytes.</summary>
    public static ParquetValues DeltaLengths(ReadOnlyMemory<byte> page)
    {
        var lengths = DeltaNumbers.Read(page.Span, out var read);
        var values = new ParquetValues(ParquetType.ByteArray) { _data = page[read..], _starts = new int[lengths.Length], _ends = new int[lengths.Length] };
        long at = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] < 0 || at + lengths[i] > values._data.Length)
            {
                throw RunLengths.Damaged();
            }

            values._starts[i] = (int)at;
            at += lengths[i];
            values._ends[i] = (int)at;
        }

        return values;
    }

    /// <summary>DELTA_BYTE_ARRAY: for each value the length of the prefix that it shares with the one before, then the suffixes.</summary>
    public static ParquetValues DeltaStrings(ReadOnlyMemory<byte> page)
    {
        const int longest = 1 << 28;
        var shared = DeltaNumbers.Read(page.Span, out var read);
        var rest = DeltaLengths(page[read..]);
        if (rest.Count != shared.Length)
        {
            throw RunLengths.Damaged();
        }

        var values = new ParquetValues(ParquetType.ByteArray) { _starts = new int[shared.Length], _ends = new int[shared.Length] };
        var data = new TextBuffer();
        for (var i = 0; i < shared.Length; i++)
        {
            var before = i == 0 ? 0 : values._ends[i - 1] - values._starts[i - 1];
            var own = rest._data.Span[rest._starts[i]..rest._ends[i]];
            if (shared[i] < 0 || shared[i] > before || data.Length + shared[i] + own.Length > longest)
            {
                throw RunLengths.Damaged();
            }

            values._starts[i] = data.Length;
            var room = data.Room((int)shared[i]);
            data.Written.Slice(i == 0 ? 0 : values._starts[i - 1], (int)shared[i]).CopyTo(room);
            data.Length += (int)shared[i];
            data.Add(own);
            values._ends[i] = data.Length;
        }

        values._data = data.Written.ToArray();
        return values;
    }

    /// <summary>BYTE_STREAM_SPLIT: the first bytes of all values, then the second ones, and so on.</summary>
    public static ParquetValues Split(ParquetType type, ReadOnlySpan<byte> bytes, int count)
    {
        var size = type is ParquetType.Int32 or ParquetType.Float ? 4 : 8;
        if (bytes.Length < (long)count * size || type is ParquetType.ByteArray or ParquetType.Boolean)
        {
            throw RunLengths.Damaged();
        }

        var plain = new byte[count * size];
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = bytes[(i % size * count) + (i / size)];
        }

        return Plain(type, plain, count);
    }

    /// <summary>Writes a value as JSON.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="isText">Whether byte arrays are text; others are written as null.</param>
    /// <param name="json">The destination.</param>
    public void Write(int index, bool isText, TextBuffer json)
    {
        if (_dictionary is not null)
        {
            _dictionary.Write(_indices[index], isText, json);
            return;
        }

        switch (_type)
        {
            case ParquetType.ByteArray:
                var bytes = _data.Span[_starts[index].._ends[index]];
                if (isText || System.Text.Unicode.Utf8.IsValid(bytes))
                {
                    JsonText.Write(bytes, json);
                }
                else
                {
                    json.Add("null"u8);
                }

                break;
            case ParquetType.Boolean:
                json.Add(_numbers[index] != 0 ? "true"u8 : "false"u8);
                break;
            case ParquetType.Float or ParquetType.Double:
                var number = _type == ParquetType.Float
                    ? BitConverter.Int32BitsToSingle((int)_numbers[index])
                    : BitConverter.Int64BitsToDouble(_numbers[index]);
                json.Add(double.IsFinite(number) ? Encoding.ASCII.GetBytes(number.ToString("R", CultureInfo.InvariantCulture)) : "null"u8);
                break;
            default:
                json.Add(Encoding.ASCII.GetBytes(_numbers[index].ToString(CultureInfo.InvariantCulture)));
                break;
        }
    }
}
