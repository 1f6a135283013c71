using System.Text;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Tables;

/// <summary>The records of a table of delimited text (RFC 4180) with all their fields, one after the other; a header is a record like any other.</summary>
public static class TableRecords
{
    private const int ChunkBytes = 1 << 16;

    // Fields such as a vote are one byte long, and there are millions of them.
    private static readonly string[] _short = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];

    /// <summary>
    /// The delimiter of a file: comma, semicolon, tab or pipe, whichever the first line has most of outside quotation marks; the tab where it has none of
    /// them and
    /// the file is not named .csv.
    /// </summary>
    /// <param name="name">The file's name, without an extension for compression.</param>
    /// <param name="header">The beginning of the file.</param>
    public static byte Delimiter(string name, ReadOnlySpan<byte> header)
    {
        var isComma = name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        ReadOnlySpan<byte> candidates = isComma ? ",;\t|"u8 : name.EndsWith(".psv", StringComparison.OrdinalIgnoreCase) ? "|\t,;"u8 : "\t"u8;
        var (best, most) = (candidates[0], 0);
        foreach (var candidate in candidates)
        {
            var count = 0;
            var isQuoted = false;
            foreach (var b in header)
            {
                isQuoted ^= b == (byte)'"';
                if (b == (byte)'\n' && !isQuoted)
                {
                    break;
                }

                count += b == candidate && !isQuoted ? 1 : 0;
            }

            (best, most) = count > most ? (candidate, count) : (best, most);
        }

        return best;
    }

    /// <summary>Reads the records. Memory is that of the longest one.</summary>
    /// <param name="stream">The table in UTF-8, with or without a byte order mark.</param>
    /// <param name="name">The file's name, without an extension for compression; it decides the delimiter.</param>
    /// <exception cref="InvalidDataException">A record is malformed or longer than 32 MiB, or packed data is damaged. The message says which record, from
    /// 1.</exception>
    public static IEnumerable<string[]> Read(Stream stream, string name)
    {
        var bytes = new byte[ChunkBytes];
        var length = Fill(stream, bytes, 0);
        var start = bytes.AsSpan(0, length).StartsWith("\uFEFF"u8) ? 3 : 0;
        var delimiter = Delimiter(name, bytes.AsSpan(start, length - start));
        var boundaries = new CsvBoundaries(delimiter);
        var field = new TextBuffer();
        var ended = false;
        for (var number = 1L; ; number++)
        {
            int end;
            while ((end = boundaries.End(bytes.AsSpan(0, length), start, 1)) < 0 && !ended)
            {
                var rest = length - start;
                if (rest > Reading.BlockSizes.Default.Longest)
                {
                    throw new InvalidDataException($"record {number}: {FaultReasons.TooLong(Reading.BlockSizes.Default.Longest)}");
                }

                var into = rest > bytes.Length / 2 ? new byte[bytes.Length * 2] : bytes;
                Array.Copy(bytes, start, into, 0, rest);
                (bytes, start) = (into, 0);
                var more = Fill(stream, bytes, rest);
                (length, ended) = (rest + more, more == 0);
            }

            end = end < 0 ? length : end;
            if (end == start)
            {
                yield break;
            }

            if (Fields(bytes.AsSpan(start, end - start), delimiter, field, number) is { } record)
            {
                yield return record;
            }

            start = end;
        }
    }

    private static int Fill(Stream stream, byte[] bytes, int from) => stream.ReadAtLeast(bytes.AsSpan(from), bytes.Length - from, throwOnEndOfStream: false);

    private static string[]? Fields(ReadOnlySpan<byte> record, byte delimiter, TextBuffer field, long number)
    {
        if (record.TrimEnd("\r\n"u8).IsEmpty)
        {
            return null;
        }

        List<string> found = [];
        var fields = new CsvFields(record, delimiter);
        while (fields.Next(field))
        {
            var bytes = field.Written;
            found.Add(
                bytes.IsEmpty ? ""
                : bytes is [< 128 and var only] ? _short[only]
                : System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes)
                : throw new InvalidDataException($"record {number}: {FaultReasons.NotUtf8}"));
        }

        return fields.Problem is { } problem ? throw new InvalidDataException($"record {number}: {problem}") : [.. found];
    }
}
