using System.Text;

namespace Roundtable.Web.Sharing;

/// <summary>Names of the scripts that pictures cannot show (Unicode 16, Blocks.txt): what is left out is at least called by its name.</summary>
internal static class ScriptNames
{
    private static readonly (int First, int Last, string Name)[] _blocks =
    [
        (0x0590, 0x05FF, "Hebrew"), (0x0600, 0x06FF, "Arabic"), (0x0700, 0x074F, "Syriac"), (0x0750, 0x077F, "Arabic"), (0x0780, 0x07BF, "Thaana"),
        (0x07C0, 0x07FF, "N’Ko"), (0x0870, 0x08FF, "Arabic"), (0x0900, 0x097F, "Devanagari"), (0x0980, 0x09FF, "Bengali"), (0x0A00, 0x0A7F, "Gurmukhi"),
        (0x0A80, 0x0AFF, "Gujarati"), (0x0B00, 0x0B7F, "Odia"), (0x0B80, 0x0BFF, "Tamil"), (0x0C00, 0x0C7F, "Telugu"), (0x0C80, 0x0CFF, "Kannada"),
        (0x0D00, 0x0D7F, "Malayalam"), (0x0D80, 0x0DFF, "Sinhala"), (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Lao"), (0x0F00, 0x0FFF, "Tibetan"),
        (0x1000, 0x109F, "Burmese"), (0x10A0, 0x10FF, "Georgian"), (0x1200, 0x139F, "Ethiopic"), (0x13A0, 0x13FF, "Cherokee"), (0x1780, 0x17FF, "Khmer"),
        (0x1800, 0x18AF, "Mongolian"), (0xFB1D, 0xFB4F, "Hebrew"), (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFE, "Arabic"),
    ];

    /// <summary>The script in which most letters of a text are, among those named here; null where none is.</summary>
    public static string? Of(string text) => text.EnumerateRunes()
        .Where(Rune.IsLetter)
        .Select(r => Array.Find(_blocks, b => r.Value >= b.First && r.Value <= b.Last).Name)
        .OfType<string>()
        .CountBy(n => n, StringComparer.Ordinal)
        .OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal)
        .Select(n => n.Key)
        .FirstOrDefault();
}
