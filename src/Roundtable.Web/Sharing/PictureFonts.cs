using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Roundtable.Web.Sharing;

/// <summary>
/// The fonts that the program brings along for pictures: DejaVu Sans, and WenQuanYi Micro Hei for Chinese, Japanese and Korean.
/// They are read when the first picture is drawn.
/// </summary>
internal static class PictureFonts
{
    private static readonly Lazy<IReadOnlyList<SKFont>> _fonts = new(static () => [Load("DejaVuSans.ttf"), Load("WenQuanYiMicroHei.ttc")]);

    /// <summary>
    /// A text as these fonts can show it, on one line: symbols without a glyph, such as emoji, are left out. Null where a letter has no
    /// glyph, or the script needs joining, reordering or right-to-left layout (Hebrew, Arabic, the scripts of India and South-East Asia),
    /// which is not done here: a text in the wrong shape is worse than none.
    /// </summary>
    public static string? Shown(string text)
    {
        var shown = new StringBuilder();
        // Noncharacters have no composed form, and asking for one is an error.
        var characters = string.Concat(text.EnumerateRunes().Where(r => (r.Value & 0xFFFE) != 0xFFFE && r.Value is not (>= 0xFDD0 and <= 0xFDEF)));
        foreach (var rune in characters.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                shown.Append(' ');
            }
            else if (NeedsShaping(rune.Value))
            {
                return null;
            }
            else if (_fonts.Value.Any(f => f.ContainsGlyph(rune.Value)))
            {
                shown.Append(rune.ToString());
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol
                or UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark))
            {
                return null;
            }
        }

        return string.Join(' ', shown.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A text in parts that one font has all glyphs of.</summary>
    public static IEnumerable<(SKTypeface Typeface, string Text)> Runs(string text)
    {
        SKFont? current = null;
        var run = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var font = _fonts.Value.FirstOrDefault(f => f.ContainsGlyph(rune.Value)) ?? _fonts.Value[0];
            if (current is not null && font != current)
            {
                yield return (current.Typeface, run.ToString());
                run.Clear();
            }

            current = font;
            run.Append(rune.ToString());
        }

        if (current is not null)
        {
            yield return (current.Typeface, run.ToString());
        }
    }

    /// <summary>The blocks from Hebrew to Myanmar, Philippine scripts to Mongolian, Khmer to Vedic, and presentation forms of Arabic and Hebrew.</summary>
    private static bool NeedsShaping(int value) => value
        is >= 0x0590 and <= 0x109F
        or >= 0x1700 and <= 0x1CFF
        or >= 0xA800 and <= 0xABFF
        or >= 0xFB1D and <= 0xFDFF
        or >= 0xFE70 and <= 0xFEFE
        or >= 0x10800 and <= 0x11FFF;

    private static SKFont Load(string name)
    {
        using var stream = typeof(PictureFonts).Assembly.GetManifestResourceStream("fonts/" + name)!;
        using var data = SKData.Create(stream);
        return new SKFont(SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The font {name} cannot be read."));
    }
}
