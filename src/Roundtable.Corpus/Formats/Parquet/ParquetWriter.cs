using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using Roundtable.Corpus.Formats.Packed;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Writes Parquet files: one page per column and row group, plain-encoded, packed with zstd and with a checksum.</summary>
/// <param name="output">The destination.</param>
/// <param name="columns">Its columns; each receives a value, or an absent one, for each row.</param>
/// <param name="schema">The elements of its schema, the row itself first; null for a flat table of these columns.</param>
internal sealed class ParquetWriter(Stream output, IReadOnlyList<ParquetOutput> columns, IReadOnlyList<ParquetElement>? schema = null)
{
    // The maximum size of a row group in memory.
    private const int MaxRows = 1 << 17;
    private const long MaxBytes = 64 << 20;
    private const int Zstandard = 6;
    private const int Plain = 0;
    private const int RunLength = 3;

    private readonly List<(long Rows, long Bytes, Chunk[] Chunks)> _groups = [];
    private long _at;
    private int _rows;

    /// <summary>Begins the file.</summary>
    public void Begin() => Write("PAR1"u8);

    /// <summary>Ends a row for which each column has received its value.</summary>
    public void EndRow()
    {
        if (++_rows == MaxRows || columns.Sum(c => c.Length) >= MaxBytes)
        {
            EndGroup();
        }
    }

    /// <summary>Ends the file.</summary>
    public void End()
    {
        if (_rows > 0)
        {
            EndGroup();
        }

        var footer = new ArrayBufferWriter<byte>();
        var thrift = new ThriftWriter(footer);
        thrift.Struct(() =>
        {
            thrift.Int(1, 1);
            thrift.List(2, ThriftType.Struct, schema ?? Flat(), element => thrift.Struct(() => Element(thrift, element)));
            thrift.Long(3, _groups.Sum(g => g.Rows));
            thrift.List(4, ThriftType.Struct, _groups, group => thrift.Struct(() =>
            {
                thrift.List(1, ThriftType.Struct, group.Chunks, chunk => thrift.Struct(() => Column(thrift, chunk)));
                thrift.Long(2, group.Bytes);
                thrift.Long(3, group.Rows);
            }));
            thrift.Text(6, "Roundtable");
        });
        Write(footer.WrittenSpan);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.WrittenCount);
        Write(length);
        Write("PAR1"u8);
    }

    private IReadOnlyList<ParquetElement> Flat() =>
    [
        new ParquetElement("schema", null, null, columns.Count, null),
        .. columns.Select(c => new ParquetElement(c.Name, c.Type, c.IsOptional ? 1 : 0, 0, c.Converted)),
    ];

    private static void Element(ThriftWriter thrift, ParquetElement element)
    {
        if (element.Type is { } type)
        {
            thrift.Int(1, (int)type);
        }

        if (element.Repetition is { } repetition)
        {
            thrift.Int(3, repetition);
        }

        thrift.Text(4, element.Name);
        if (element.Type is null)
        {
            thrift.Int(5, element.Children);
        }

        if (element.Converted is { } converted)
        {
            thrift.Int(6, converted);
        }
    }

    private static void Column(ThriftWriter thrift, Chunk chunk)
    {
        thrift.Long(2, chunk.At);
        thrift.Struct(3, () =>
        {
            thrift.Int(1, (int)chunk.Column.Type);
            thrift.List(2, ThriftType.Int, [Plain, RunLength], e => thrift.Integer(e));
            thrift.List(3, ThriftType.Binary, chunk.Column.Path, thrift.Text);
            thrift.Int(4, Zstandard);
            thrift.Long(5, chunk.Values);
            thrift.Long(6, chunk.Unpacked);
            thrift.Long(7, chunk.Packed);
            thrift.Long(9, chunk.At);
        });
    }

    private void EndGroup()
    {
        var chunks = columns.Select(Page).ToArray();
        _groups.Add((_rows, chunks.Sum(c => c.Unpacked), chunks));
        _rows = 0;
    }

    private Chunk Page(ParquetOutput column)
    {
        var count = column.Count;
        var values = column.Take();
        var packed = ZstandardLibrary.Pack(values);
        var head = new ArrayBufferWriter<byte>();
        var thrift = new ThriftWriter(head);
        thrift.Struct(() =>
        {
            thrift.Int(1, 0);
            thrift.Int(2, values.Length);
            thrift.Int(3, packed.Length);
            thrift.Int(4, (int)Crc32.HashToUInt32(packed));
            thrift.Struct(5, () =>
            {
                thrift.Int(1, count);
                thrift.Int(2, Plain);
                thrift.Int(3, RunLength);
                thrift.Int(4, RunLength);
            });
        });
        var at = _at;
        Write(head.WrittenSpan);
        Write(packed);
        return new Chunk(column, at, count, head.WrittenCount + values.Length, _at - at);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        _at += bytes.Length;
    }

    /// <summary>A column's part of a row group: its position, number of values and size in bytes, page header included.</summary>
    private sealed record Chunk(ParquetOutput Column, long At, long Values, long Unpacked, long Packed);
}
