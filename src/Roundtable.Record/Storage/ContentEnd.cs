using System.Globalization;
using System.Text;
using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>
/// The position up to which the packs were durable when this was written: an inconsistency before it is damage, a torn write after it was
/// never acknowledged. One line, <c>000001.pack 8</c>, in <c>content/end</c>.
/// </summary>
/// <param name="Segment">Number of the last pack, from 1.</param>
/// <param name="Length">Its length in bytes.</param>
internal sealed record ContentEnd(int Segment, long Length)
{
    public const string FileName = "end";

    public static string PackName(int segment) => segment.ToString("D6", CultureInfo.InvariantCulture) + ".pack";

    public byte[] ToBytes() => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{PackName(Segment)} {Length}\n"));

    /// <summary>Parses the line; null if it is malformed.</summary>
    public static ContentEnd? Parse(ReadOnlySpan<byte> bytes)
    {
        var words = Encoding.ASCII.GetString(bytes).Split(' ');
        return words is [[.. var segment, '.', 'p', 'a', 'c', 'k'], [.. var length, '\n']]
            && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && new ContentEnd(number, end) is var parsed && parsed.ToBytes().AsSpan().SequenceEqual(bytes)
            ? parsed
            : null;
    }

    /// <summary>Numbers of the packs in a directory, ascending.</summary>
    public static IEnumerable<int> Segments(string directory, IDisk disk) =>
        disk.Files(directory)
            .Where(path => path.EndsWith(".pack", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => name.Length >= 6 && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture))
            .Order();

    /// <summary>Reads the position up to which the packs were durable.</summary>
    /// <exception cref="DamagedLogException">When it is missing although there are packs.</exception>
    public static ContentEnd Read(string directory, IDisk disk)
    {
        var path = Path.Combine(directory, ContentEnd.FileName);
        if (disk.Read(path) is { } bytes)
        {
            return ContentEnd.Parse(bytes)
                ?? throw new DamagedLogException(path, null, null, "it must be one line with a pack name and a length");
        }

        return Segments(directory, disk).Any()
            ? throw new DamagedLogException(path, null, null, "the file is missing although there are packs")
            : new ContentEnd(1, 0);
    }
}
