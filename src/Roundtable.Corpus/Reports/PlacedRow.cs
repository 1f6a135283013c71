using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Plans;

namespace Roundtable.Corpus.Reports;

/// <summary>Reads a row of a corpus at its place in its file, without those before it.</summary>
public static class PlacedRow
{
    /// <summary>Whether rows of a file stand in it as the JSON that they are, so that each can be read alone.</summary>
    public static bool IsIn(PlannedFile file) => file.File.IsPlain && !file.Rows.Format.IsConverted() && file.Rows.Format.IsJson();

    /// <summary>Reads bytes of a file.</summary>
    /// <param name="file">A file of which <see cref="IsIn"/> holds.</param>
    /// <param name="offset">Where they begin.</param>
    /// <param name="length">How many there are.</param>
    /// <returns>The bytes; none where the file ends before.</returns>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public static byte[] Read(PlannedFile file, long offset, int length)
    {
        using var content = file.File.OpenContent();
        var bytes = new byte[length];
        return content.TryFill(bytes, offset) ? bytes : [];
    }
}
