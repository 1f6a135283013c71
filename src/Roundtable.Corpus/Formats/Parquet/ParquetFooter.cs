using System.Buffers.Binary;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>The footer of a Parquet file (Apache Parquet format, FileMetaData).</summary>
internal sealed class ParquetFooter
{
    private const int MaxBytes = 1 << 28;
    private const int MaxColumns = 10_000;

    private ParquetFooter(ParquetNode root, IReadOnlyList<ParquetRowGroup> groups) => (Root, Groups) = (root, groups);

    /// <summary>The root of the schema.</summary>
    public ParquetNode Root { get; }

    /// <summary>The row groups.</summary>
    public IReadOnlyList<ParquetRowGroup> Groups { get; }

    /// <summary>Reads a file's footer.</summary>
    /// <exception cref="InvalidDataException">The file is not a Parquet file, is truncated or damaged.</exception>
    public static ParquetFooter Read(Stream file)
    {
        Span<byte> tail = stackalloc byte[8];
        if (file.Length < 12)
        {
            throw new InvalidDataException("not a Parquet file, or cut");
        }

        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        if (tail[4..].SequenceEqual("PARE"u8))
        {
            throw new InvalidDataException("an encrypted Parquet file");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (!tail[4..].SequenceEqual("PAR1"u8) || length > file.Length - 12 || length > MaxBytes)
        {
            throw new InvalidDataException("not a Parquet file, or cut: it does not end as one");
        }

        file.Position = file.Length - 8 - length;
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        return Parse(bytes, file.Length);
    }

    private static ParquetFooter Parse(ReadOnlySpan<byte> bytes, long fileLength)
    {
        var thrift = new ThriftReader(bytes);
        List<SchemaElement> schema = [];
        List<ParquetRowGroup> groups = [];
        while (thrift.Field(out var id, out var type))
        {
            if (id is 2 or 4 && type == ThriftType.List)
            {
                var count = thrift.List(out _);
                for (var i = 0; i < count; i++)
                {
                    if (id == 2)
                    {
                        schema.Add(SchemaElement.Read(ref thrift));
                    }
                    else
                    {
                        groups.Add(Group(ref thrift, fileLength));
                    }
                }
            }
            else
            {
                thrift.Skip(type);
            }
        }

        var (at, columns) = (0, 0);
        var root = Node(schema, ref at, ref columns, null, 0);
        return columns is 0 or > MaxColumns || groups.Exists(g => g.Columns.Count != columns)
            ? throw new InvalidDataException("the Parquet metadata is damaged")
            : new ParquetFooter(root, groups);
    }

    private static ParquetNode Node(List<SchemaElement> schema, ref int at, ref int columns, ParquetNode? parent, int depth)
    {
        if (at >= schema.Count || depth > 64)
        {
            throw new InvalidDataException("the Parquet metadata is damaged");
        }

        var element = schema[at++];
        var repetition = parent is null ? 0 : element.Repetition;
        var node = new ParquetNode
        {
            Name = element.Name,
            Repetition = repetition,
            Type = element.Children == 0 && parent is not null ? element.Type ?? throw new InvalidDataException("the Parquet metadata is damaged") : null,
            IsList = element.IsList,
            IsText = element.IsText,
            Definition = (parent?.Definition ?? 0) + (repetition > 0 ? 1 : 0),
            Level = (parent?.Level ?? 0) + (repetition == 2 ? 1 : 0),
            Column = element.Children == 0 && parent is not null ? columns++ : -1,
        };
        for (var i = 0; i < element.Children; i++)
        {
            node.Children.Add(Node(schema, ref at, ref columns, node, depth + 1));
        }

        return node;
    }

    private static ParquetRowGroup Group(ref ThriftReader thrift, long fileLength)
    {
        List<ParquetChunk> columns = [];
        long rows = 0;
        var outer = thrift.Begin();
        while (thrift.Field(out var id, out var type))
        {
            if (id == 1 && type == ThriftType.List)
            {
                var count = thrift.List(out _);
                for (var i = 0; i < count; i++)
                {
                    columns.Add(Chunk(ref thrift, fileLength));
                }
            }
            else if (id == 3 && type == ThriftType.Long)
            {
                rows = thrift.Integer();
            }
            else
            {
                thrift.Skip(type);
            }
        }

        thrift.End(outer);
        return rows >= 0 ? new ParquetRowGroup(rows, columns) : throw new InvalidDataException("the Parquet metadata is damaged");
    }

    private static ParquetChunk Chunk(ref ThriftReader thrift, long fileLength)
    {
        ParquetChunk? chunk = null;
        var outer = thrift.Begin();
        while (thrift.Field(out var id, out var type))
        {
            if (id == 3 && type == ThriftType.Struct)
            {
                chunk = MetaData(ref thrift);
            }
            else
            {
                thrift.Skip(type);
            }
        }

        thrift.End(outer);
        return chunk is not null && chunk.Start >= 4 && chunk.Length >= 0 && chunk.Start <= fileLength - chunk.Length
            ? chunk
            : throw new InvalidDataException("the Parquet metadata is damaged: a column lies outside the file");
    }

    private static ParquetChunk MetaData(ref ThriftReader thrift)
    {
        var (codec, values, length, data, dictionary) = (0, 0L, 0L, 0L, 0L);
        var outer = thrift.Begin();
        while (thrift.Field(out var id, out var type))
        {
            switch (id)
            {
                case 4 when type == ThriftType.Int:
                    codec = (int)thrift.Integer();
                    break;
                case 5 when type == ThriftType.Long:
                    values = thrift.Integer();
                    break;
                case 7 when type == ThriftType.Long:
                    length = thrift.Integer();
                    break;
                case 9 when type == ThriftType.Long:
                    data = thrift.Integer();
                    break;
                case 11 when type == ThriftType.Long:
                    dictionary = thrift.Integer();
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }

        thrift.End(outer);

        // Some writers state 0 where there is no dictionary, or no data page.
        return new ParquetChunk(codec, values, dictionary > 0 && (dictionary < data || data == 0) ? dictionary : data, length);
    }
}
