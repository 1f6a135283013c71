using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Reads the values of a column of a row group one after the other, with one page in memory at a time.</summary>
internal sealed class ParquetColumn(FileContent file, ParquetChunk chunk, ParquetNode leaf)
{
    private const int Head = 1 << 12;
    private const int MaxPortion = 1 << 20;

    // A column is read from its beginning to its end: what is far away is fetched in portions, and none of the next column's bytes.
    private readonly PortionedContent _file = new(file, Math.Min(file.Portion, MaxPortion), chunk.Start + chunk.Length);
    private long _at = chunk.Start;
    private long _left = chunk.Values;
    private ParquetValues? _dictionary;
    private ParquetValues? _values;
    private int[] _definitions = [];
    private int[] _repetitions = [];
    private int _index = -1;
    private int _value = -1;
    private int _count;

    /// <summary>The definition level of the next value.</summary>
    public int Definition { get; private set; }

    /// <summary>The repetition level of the next value; -1 after the last.</summary>
    public int Repetition { get; private set; } = -1;

    /// <summary>Advances to the next value.</summary>
    /// <exception cref="InvalidDataException">The column is damaged, or uses an unsupported codec.</exception>
    public void Next()
    {
        while (++_index >= _count)
        {
            if (_left <= 0)
            {
                Repetition = -1;
                return;
            }

            ReadPage();
        }

        Definition = leaf.Definition == 0 ? 0 : _definitions[_index];
        Repetition = leaf.Level == 0 ? 0 : _repetitions[_index];
        if (Definition == leaf.Definition)
        {
            _value++;
        }
    }

    /// <summary>Writes the next value, which must be present.</summary>
    public void Write(TextBuffer json) => _values!.Write(_value < _values.Count ? _value : throw RunLengths.Damaged(), leaf.IsText, json);

    private void ReadPage()
    {
        var page = ReadHead(out var length);
        var packed = Bytes(_at + length, page.Packed);
        _at += length + page.Packed;
        if (page.Checksum is { } checksum && Crc32.HashToUInt32(packed) != checksum)
        {
            throw new InvalidDataException("a Parquet page is damaged: it is not what its checksum is of");
        }

        switch (page.Kind)
        {
            case 2:
                _dictionary = ParquetValues.Plain(leaf.Type!.Value, PageCodec.Unpack(chunk.Codec, packed, page.Unpacked), page.Values);
                break;
            case 0:
                ReadOnlyMemory<byte> bytes = PageCodec.Unpack(chunk.Codec, packed, page.Unpacked);
                _repetitions = Levels(ref bytes, leaf.Level, page.Values);
                _definitions = Levels(ref bytes, leaf.Definition, page.Values);
                Take(page, bytes);
                break;
            case 3:
                _repetitions = Levels(packed.AsSpan(0, page.RepetitionBytes), leaf.Level, page.Values);
                _definitions = Levels(packed.AsSpan(page.RepetitionBytes, page.DefinitionBytes), leaf.Definition, page.Values);
                var levels = page.RepetitionBytes + page.DefinitionBytes;
                Take(page, page.IsPacked ? PageCodec.Unpack(chunk.Codec, packed[levels..], page.Unpacked - levels) : packed.AsMemory(levels));
                break;
        }
    }

    private void Take(ParquetPage page, ReadOnlyMemory<byte> values)
    {
        var bytes = values.Span;
        var present = leaf.Definition == 0 ? page.Values : _definitions.AsSpan().Count(leaf.Definition);
        var type = leaf.Type!.Value;
        _values = page.Encoding switch
        {
            0 => ParquetValues.Plain(type, values, present),
            2 or 8 => ParquetValues.Indexed(_dictionary ?? throw RunLengths.Damaged(), bytes, present),
            3 when type == ParquetType.Boolean => Truths(bytes, present),
            // Differences of 32-bit numbers wrap around.
            5 when type == ParquetType.Int32 => ParquetValues.Of(type, [.. DeltaNumbers.Read(bytes, out _).Select(n => (long)(int)n)]),
            5 when type == ParquetType.Int64 => ParquetValues.Of(type, DeltaNumbers.Read(bytes, out _)),
            6 when type == ParquetType.ByteArray => ParquetValues.DeltaLengths(values),
            7 when type == ParquetType.ByteArray => ParquetValues.DeltaStrings(values),
            9 => ParquetValues.Split(type, bytes, present),
            _ => throw new InvalidDataException($"a Parquet encoding that is not read (number {page.Encoding})"),
        };
        (_index, _value, _count) = (-1, -1, page.Values);
        _left -= page.Values;
        if (_values.Count < present)
        {
            throw RunLengths.Damaged();
        }
    }

    private static ParquetValues Truths(ReadOnlySpan<byte> bytes, int count)
    {
        var truths = new int[count];
        RunLengths.Read(bytes.Length >= 4 ? bytes[4..] : throw RunLengths.Damaged(), 1, truths);
        return ParquetValues.Of(ParquetType.Boolean, [.. truths.Select(t => (long)t)]);
    }

    private static int[] Levels(ref ReadOnlyMemory<byte> bytes, int highest, int count)
    {
        if (highest == 0)
        {
            return [];
        }

        var length = bytes.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span) : uint.MaxValue;
        if (length > bytes.Length - 4)
        {
            throw RunLengths.Damaged();
        }

        var levels = Levels(bytes.Span.Slice(4, (int)length), highest, count);
        bytes = bytes[(4 + (int)length)..];
        return levels;
    }

    private static int[] Levels(ReadOnlySpan<byte> bytes, int highest, int count)
    {
        if (highest == 0)
        {
            return [];
        }

        var levels = new int[count];
        RunLengths.Read(bytes, BitOperations.Log2((uint)highest) + 1, levels);
        return levels.AsSpan().ContainsAnyExceptInRange(0, highest) ? throw RunLengths.Damaged() : levels;
    }

    private ParquetPage ReadHead(out int length)
    {
        // Statistics can make a header very long.
        for (var most = Head; ; most *= 16)
        {
            var room = (int)Math.Min(most, chunk.Start + chunk.Length - _at);
            try
            {
                return ParquetPage.Read(Bytes(_at, room), out length);
            }
            catch (InvalidDataException) when (most < 1 << 20 && room == most)
            {
            }
        }
    }

    private byte[] Bytes(long at, int length)
    {
        if (length <= 0 || at + length > chunk.Start + chunk.Length)
        {
            return length == 0 ? [] : throw RunLengths.Damaged();
        }

        var bytes = GC.AllocateUninitializedArray<byte>(length);
        return _file.TryFill(bytes, at) ? bytes : throw RunLengths.Damaged();
    }
}
