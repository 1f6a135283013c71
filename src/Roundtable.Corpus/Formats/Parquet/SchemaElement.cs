namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>An element of the schema as serialized: a tree in pre-order.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The physical type of a leaf.</param>
/// <param name="Repetition">0 required, 1 optional, 2 repeated.</param>
/// <param name="Children">The number of its children, which follow it.</param>
/// <param name="IsList">Whether it is annotated as a list or a map.</param>
/// <param name="IsText">Whether it is annotated as text.</param>
internal sealed record SchemaElement(string Name, ParquetType? Type, int Repetition, int Children, bool IsList, bool IsText)
{
    /// <summary>Reads an element.</summary>
    public static SchemaElement Read(ref ThriftReader thrift)
    {
        var (name, type, repetition, children, isList, isText) = ("", (ParquetType?)null, 0, 0, false, false);
        var outer = thrift.Begin();
        while (thrift.Field(out var id, out var kind))
        {
            switch (id)
            {
                case 1 when kind == ThriftType.Int:
                    type = (ParquetType)thrift.Integer();
                    break;
                case 3 when kind == ThriftType.Int:
                    repetition = (int)thrift.Integer();
                    break;
                case 4 when kind == ThriftType.Binary:
                    name = thrift.Text();
                    break;
                case 5 when kind == ThriftType.Int:
                    children = (int)thrift.Integer();
                    break;
                case 6 when kind == ThriftType.Int:
                    // Converted types: 0 UTF-8, 1 to 3 map, its entries and list, 4 enumeration, 19 JSON.
                    var converted = thrift.Integer();
                    isList |= converted is 1 or 2 or 3;
                    isText |= converted is 0 or 4 or 19;
                    break;
                case 10 when kind == ThriftType.Struct:
                    var logical = Logical(ref thrift);
                    isList |= logical is 2 or 3;
                    isText |= logical is 1 or 4 or 12;
                    break;
                default:
                    thrift.Skip(kind);
                    break;
            }
        }

        thrift.End(outer);
        return children >= 0 && repetition is >= 0 and <= 2 && (type is null || Enum.IsDefined(type.Value))
            ? new SchemaElement(name, type, repetition, children, isList, isText)
            : throw new InvalidDataException("the Parquet metadata is damaged");
    }

    /// <summary>The number of the logical type: 1 string, 2 map, 3 list, 4 enumeration, 12 JSON.</summary>
    private static int Logical(ref ThriftReader thrift)
    {
        var found = 0;
        var outer = thrift.Begin();
        while (thrift.Field(out var id, out var kind))
        {
            found = id;
            thrift.Skip(kind);
        }

        thrift.End(outer);
        return found;
    }
}
