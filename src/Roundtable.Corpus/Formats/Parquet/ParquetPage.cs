namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>The header of a page.</summary>
/// <param name="Kind">0 data, 2 dictionary, 3 data of version 2.</param>
/// <param name="Unpacked">Its unpacked size in bytes.</param>
/// <param name="Packed">Its size in the file in bytes.</param>
/// <param name="Values">The number of its values, absent ones included.</param>
/// <param name="Encoding">The number of their encoding.</param>
/// <param name="DefinitionBytes">Version 2: the size of its definition levels in bytes.</param>
/// <param name="RepetitionBytes">Version 2: the size of its repetition levels in bytes.</param>
/// <param name="IsPacked">Version 2: whether its values are packed.</param>
/// <param name="Checksum">The CRC-32 of its bytes in the file, where the writer stored one.</param>
internal sealed record ParquetPage(
    int Kind,
    int Unpacked,
    int Packed,
    int Values,
    int Encoding,
    int DefinitionBytes,
    int RepetitionBytes,
    bool IsPacked,
    uint? Checksum)
{
    /// <summary>The maximum size of a page in bytes.</summary>
    public const int MaxBytes = 1 << 28;

    /// <summary>Reads a page header.</summary>
    /// <param name="bytes">The bytes from the header on.</param>
    /// <param name="read">The size of the header in bytes.</param>
    /// <exception cref="InvalidDataException">It is damaged, or incomplete.</exception>
    public static ParquetPage Read(ReadOnlySpan<byte> bytes, out int read)
    {
        var thrift = new ThriftReader(bytes);
        var (kind, unpacked, packed) = (-1, 0L, 0L);
        uint? checksum = null;
        var (values, encoding, definitions, repetitions, isPacked) = (0L, 0, 0, 0, true);
        while (thrift.Field(out var id, out var type))
        {
            switch (id)
            {
                case 1 when type == ThriftType.Int:
                    kind = (int)thrift.Integer();
                    break;
                case 2 when type == ThriftType.Int:
                    unpacked = thrift.Integer();
                    break;
                case 3 when type == ThriftType.Int:
                    packed = thrift.Integer();
                    break;
                case 4 when type == ThriftType.Int:
                    checksum = (uint)thrift.Integer();
                    break;
                case 5 or 7 or 8 when type == ThriftType.Struct:
                    var outer = thrift.Begin();
                    while (thrift.Field(out var field, out var inner))
                    {
                        switch (field)
                        {
                            case 1:
                                values = thrift.Integer();
                                break;
                            case 2 when id != 8:
                            case 4 when id == 8:
                                encoding = (int)thrift.Integer();
                                break;
                            case 5 when id == 8:
                                definitions = (int)thrift.Integer();
                                break;
                            case 6 when id == 8:
                                repetitions = (int)thrift.Integer();
                                break;
                            case 7 when id == 8:
                                isPacked = inner == ThriftType.True;
                                break;
                            default:
                                thrift.Skip(inner);
                                break;
                        }
                    }

                    thrift.End(outer);
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }

        read = thrift.At;
        if (unpacked > MaxBytes || packed > MaxBytes)
        {
            throw new InvalidDataException($"a Parquet page of more than {MaxBytes >> 20} MiB");
        }

        return kind >= 0 && unpacked >= 0 && packed >= 0 && values is >= 0 and <= MaxBytes
            && definitions >= 0 && repetitions >= 0 && definitions + (long)repetitions <= packed
            ? new ParquetPage(kind, (int)unpacked, (int)packed, (int)values, encoding, definitions, repetitions, isPacked, checksum)
            : throw RunLengths.Damaged();
    }
}
