using System.Text.Json;

namespace Roundtable.Corpus.Reports;

/// <summary>Reads the labels of a report one after the other.</summary>
public static class RowLabels
{
    private const int Buffer = 1 << 20;

    /// <summary>The labels from a position in the file on, each with the position after it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="from">The byte at which a line begins.</param>
    /// <exception cref="InvalidDataException">A line is damaged.</exception>
    public static IEnumerable<(RowLabel Label, long Next)> Read(string path, long from = 0)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        file.Position = from;
        var buffer = new byte[Buffer];
        var (start, end, place) = (0, 0, from);
        while (true)
        {
            var line = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (line >= 0)
            {
                place += line + 1;
                yield return (Label(path, buffer.AsSpan(start, line), place), place);
                start += line + 1;
                continue;
            }

            if (start == 0 && end == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            var read = file.Read(buffer.AsSpan(end));
            if (read == 0)
            {
                yield break;
            }

            end += read;
        }
    }

    private static RowLabel Label(string path, ReadOnlySpan<byte> line, long place)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RowJson.Default.RowLabel)!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is damaged before byte {place}: {e.Message}", e);
        }
    }
}
