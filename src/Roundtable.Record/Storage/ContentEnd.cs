using System.Globalization;
using System.Text;

namespace Roundtable.Record.Storage;

/// <summary>
/// How far the packs were durable when this was written: whatever is wrong before it is damage, whatever is torn after it was
/// never promised. One line, <c>000001.pack 8</c>, in <c>content/end</c>.
/// </summary>
/// <param name="Segment">Number of the last pack, from 1.</param>
/// <param name="Length">Its length in bytes.</param>
internal sealed record ContentEnd(int Segment, long Length)
{
    public const string FileName = "end";

    public static string PackName(int segment) => segment.ToString("D6", CultureInfo.InvariantCulture) + ".pack";

    public byte[] ToBytes() => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{PackName(Segment)} {Length}\n"));

    /// <summary>Reads the line; null when it is none.</summary>
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
}
