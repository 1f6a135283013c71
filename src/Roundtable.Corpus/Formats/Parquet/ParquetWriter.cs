using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using Roundtable.Corpus.Formats.Packed;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Writes flat tables as Parquet files: one page per column and row group, plain-encoded, packed with zstd and with a checksum.</summary>
/// <param name="output">The destination.</param>
/// <param name="columns">Its columns; each receives a value, or an absent one, for each row.</param>
internal sealed class ParquetWriter(Stream output, IReadOnlyList<ParquetOutput> columns)
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
            thrift.List(2, ThriftType.Struct, (ParquetOutput?[])[null, .. columns], column => thrift.Struct(() => Element(thrift, column)));
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

    /// <summary>An element of the schema; the first is the row itself.</summary>
    private void Element(ThriftWriter thrift, ParquetOutput? column)
    {
        if (column is null)
        {
            thrift.Text(4, "schema");
            thrift.Int(5, columns.Count);
            return;
        }

        thrift.Int(1, (int)column.Type);
        thrift.Int(3, column.IsOptional ? 1 : 0);
        thrift.Text(4, column.Name);
        if (column.Converted is { } converted)
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
            thrift.List(3, ThriftType.Binary, [chunk.Column.Name], thrift.Text);
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
                thrift.Int(1, _rows);
                thrift.Int(2, Plain);
                thrift.Int(3, RunLength);
                thrift.Int(4, RunLength);
            });
        });
        var at = _at;
        Write(head.WrittenSpan);
        Write(packed);
        return new Chunk(column, at, _rows, head.WrittenCount + values.Length, _at - at);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        _at += bytes.Length;
    }

    /// <summary>A column's part of a row group: its position, number of values and size in bytes, page header included.</summary>
    private sealed record Chunk(ParquetOutput Column, long At, long Values, long Unpacked, long Packed);
}
