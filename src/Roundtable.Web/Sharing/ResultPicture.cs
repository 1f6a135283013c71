using System.Globalization;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Sessions;
using SkiaSharp;

namespace Roundtable.Web.Sharing;

/// <summary>
/// A session's result as a picture of 1200 by 630 points, for places that show links: the question, the table with its seats, and a
/// bar for each option. A text in a script that the program's fonts cannot show is left out; the table and the bars remain.
/// </summary>
public static class ResultPicture
{
    /// <summary>Width in points.</summary>
    public const int Width = 1200;

    /// <summary>Height in points.</summary>
    public const int Height = 630;

    private const int Margin = 60;
    private const int Middle = 428;
    private const int TableX = 230;
    private const int BarsX = 520;
    private const int BarWidth = 520;
    private const int MaxRows = 8;
    private const float QuestionSize = 40;
    private const int MaxQuestionLines = 3;
    private const float Small = 24;
    private const float Bold = 30;

    private static readonly uint[] _colours = [0x1F5F5B, 0xA8502A, 0x4A4E8F, 0x7A6A12, 0x8A2F5C, 0x2D6A9A, 0x55702A, 0x6B4A3A];
    private const uint Paper = 0xFAF8F3, Ink = 0x211F1B, Rail = 0xECE7DA, None = 0x6D685F, Warning = 0x8A3D10;

    /// <summary>The picture as PNG (W3C PNG, third edition).</summary>
    public static byte[] Png(SessionDocument session)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(Colour(Paper));
            var top = session.Simulated ? 84 : 30;
            if (session.Simulated)
            {
                Box(canvas, 0, 0, Width, 60, Warning);
                PictureText.Draw(canvas, "SIMULATED", Margin, 42, Bold, Colour(Paper));
            }

            Question(canvas, session.Question.Text, top);
            if (session is SessionDocument.Voted { Session: var voted })
            {
                Table(canvas, voted);
                Bars(canvas, voted);
                Headline(canvas, voted);
            }

            PictureText.Draw(canvas, "Roundtable", Width - Margin - PictureText.Width("Roundtable", Small), Height - 24, Small, Colour(None));
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static void Question(SKCanvas canvas, string text, float top)
    {
        if (PictureFonts.Shown(text) is not { } shown)
        {
            return;
        }

        var y = top + QuestionSize;
        foreach (var line in PictureText.Lines(shown, QuestionSize, Width - (2 * Margin), MaxQuestionLines))
        {
            PictureText.Draw(canvas, line, Margin, y, QuestionSize, Colour(Ink));
            y += QuestionSize * 1.2f;
        }
    }

    /// <summary>The verdict with its denominator; without the option's words where the fonts cannot show them.</summary>
    private static void Headline(SKCanvas canvas, Session session)
    {
        var verdict = session.Verdict;
        var letters = verdict.Options.Select((_, i) => VerdictText.Sign(verdict.Options, i)).ToList();
        var shown = PictureFonts.Shown(VerdictText.Headline(verdict.Final, verdict.Options)) ?? VerdictText.Headline(verdict.Final, letters);
        var room = Width - (2 * Margin) - PictureText.Width("Roundtable", Small) - 20;
        var line = PictureText.Width(shown, Small) <= room ? shown : VerdictText.Headline(verdict.Final, letters);
        PictureText.Draw(canvas, PictureText.Lines(line, Small, room, 1).FirstOrDefault() ?? "", Margin, Height - 24, Small, Colour(Ink));
    }

    private static void Table(SKCanvas canvas, Session session)
    {
        var choices = SeatChoices.Of(session, session.Rounds.Count).BySeat;
        Disc(canvas, TableX, Middle, 90, Rail);
        var seats = session.Panel.Count;
        var radius = Math.Min(30, 450.0 / seats);
        for (var i = 0; i < seats; i++)
        {
            var angle = (2 * Math.PI * i / seats) - (Math.PI / 2);
            Disc(canvas, TableX + (130 * Math.Cos(angle)), Middle + (130 * Math.Sin(angle)), radius, OfOption(choices[i + 1].Option));
        }
    }

    private static void Bars(SKCanvas canvas, Session session)
    {
        var votes = session.Verdict.Final.Votes;
        var rows = Math.Min(votes.Count, MaxRows);
        var pitch = Math.Min(84, 336 / Math.Max(1, rows));
        var top = Middle - (rows * pitch / 2);
        for (var i = 0; i < rows; i++)
        {
            var y = top + (i * pitch);
            var (bar, height) = pitch >= 70 ? (y + 34, pitch - 46) : (y + (pitch / 5), pitch * 3 / 5);
            if (pitch >= 70 && session.Verdict.Options.ElementAtOrDefault(i) is { } option && PictureFonts.Shown(option) is { } shown)
            {
                PictureText.Draw(canvas, PictureText.Lines(shown, Small, BarWidth, 1).FirstOrDefault() ?? "", BarsX, y + 26, Small, Colour(Ink));
            }

            PictureText.Draw(canvas, VerdictText.Sign(session.Verdict.Options, i), BarsX - 44, bar + (height / 2f) + 11, Bold, Colour(OfOption(i)));
            Box(canvas, BarsX, bar, BarWidth, height, Rail);
            Box(canvas, BarsX, bar, BarWidth * votes[i] / Math.Max(1, session.Verdict.Final.Invited), height, OfOption(i));
            var count = votes[i].ToString(CultureInfo.InvariantCulture);
            PictureText.Draw(canvas, count, BarsX + BarWidth + 20, bar + (height / 2f) + 11, Bold, Colour(Ink));
        }
    }

    private static void Disc(SKCanvas canvas, double x, double y, double radius, uint colour)
    {
        using var paint = new SKPaint { Color = Colour(colour), IsAntialias = true };
        canvas.DrawCircle((float)x, (float)y, (float)radius, paint);
    }

    private static void Box(SKCanvas canvas, int x, int y, int width, int height, uint colour)
    {
        using var paint = new SKPaint { Color = Colour(colour) };
        canvas.DrawRect(SKRect.Create(x, y, width, height), paint);
    }

    private static SKColor Colour(uint rgb) => new(0xFF000000 | rgb);

    private static uint OfOption(int? option) => option is { } index ? _colours[index % _colours.Length] : None;
}
