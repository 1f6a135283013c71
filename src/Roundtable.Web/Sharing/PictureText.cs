using System.Text;
using SkiaSharp;

namespace Roundtable.Web.Sharing;

/// <summary>Text on a picture: measured, broken into lines, drawn.</summary>
internal static class PictureText
{
    private const string More = "…";

    /// <summary>
    /// A text in lines of at most a width. Lines break at spaces, and anywhere between Chinese, Japanese and Korean characters; a word
    /// wider than a line breaks inside. What does not fit into the last line is cut, with an ellipsis.
    /// </summary>
    public static IReadOnlyList<string> Lines(string text, float size, float width, int maxLines)
    {
        List<string> lines = [];
        var line = "";
        foreach (var piece in Pieces(text))
        {
            if (Width(line + piece.TrimEnd(), size) <= width)
            {
                line += piece;
            }
            else if (lines.Count == maxLines - 1)
            {
                lines.Add(Cut(line + piece, size, width));
                return lines;
            }
            else
            {
                lines.Add(line.TrimEnd());
                line = piece;
            }
        }

        if (line.TrimEnd() is { Length: > 0 } last)
        {
            lines.Add(last);
        }

        return lines;
    }

    /// <summary>Width of a text in points.</summary>
    public static float Width(string text, float size)
    {
        var width = 0f;
        foreach (var (typeface, run) in PictureFonts.Runs(text))
        {
            using var font = new SKFont(typeface, size);
            width += font.MeasureText(run);
        }

        return width;
    }

    /// <summary>Draws a text from its baseline's left end.</summary>
    public static void Draw(SKCanvas canvas, string text, float x, float y, float size, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        foreach (var (typeface, run) in PictureFonts.Runs(text))
        {
            using var font = new SKFont(typeface, size) { Subpixel = true };
            canvas.DrawText(run, x, y, SKTextAlign.Left, font, paint);
            x += font.MeasureText(run);
        }
    }

    private static string Cut(string text, float size, float width)
    {
        var runes = text.EnumerateRunes().ToList();
        while (runes.Count > 0 && Width(Joined(runes) + More, size) > width)
        {
            runes.RemoveAt(runes.Count - 1);
        }

        return Joined(runes).TrimEnd() + More;
    }

    private static string Joined(IEnumerable<Rune> runes) => string.Concat(runes.Select(r => r.ToString()));

    /// <summary>The parts between which a line may break; a space belongs to the part before it.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        const int MaxWord = 24; // a longer word, such as an address, may break
        var piece = new StringBuilder();
        var letters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var alone = rune.Value >= 0x2E80;
            if (piece.Length > 0 && (alone || letters == MaxWord))
            {
                yield return piece.ToString();
                piece.Clear();
                letters = 0;
            }

            piece.Append(rune.ToString());
            letters++;
            if (alone || rune.Value == ' ')
            {
                yield return piece.ToString();
                piece.Clear();
                letters = 0;
            }
        }

        if (piece.Length > 0)
        {
            yield return piece.ToString();
        }
    }
}
