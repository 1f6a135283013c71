using System.Globalization;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using SkiaSharp;

namespace Roundtable.Web.Sharing;

/// <summary>
/// A session's result as a picture of 1200 by 630 points, for places that show links: the question, the table with its seats, and a
/// bar for each option, or for how far an answer in full is shared. A text in a script that the program's fonts cannot show, or that
/// needs joining, reordering or right-to-left layout, is never drawn in wrong letters: in the place of a question stands what kind of
/// question it is and in which script; the table and the bars remain.
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

            Question(canvas, PictureFonts.Shown(session.Question.Text) ?? Kind(session), top);
            if (session is FusedSession fused)
            {
                Answered(canvas, FusedFigures.Of(fused));
            }
            else
            {
                Table(canvas, (Session)session);
                Bars(canvas, (Session)session);
                Headline(canvas, (Session)session);
            }

            PictureText.Draw(canvas, "Roundtable", Width - Margin - PictureText.Width("Roundtable", Small), Height - 24, Small, Colour(None));
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static void Question(SKCanvas canvas, string text, float top)
    {
        var y = top + QuestionSize;
        foreach (var line in PictureText.Lines(text, QuestionSize, Width - (2 * Margin), MaxQuestionLines))
        {
            PictureText.Draw(canvas, line, Margin, y, QuestionSize, Colour(Ink));
            y += QuestionSize * 1.2f;
        }
    }

    /// <summary>What is said of a question whose letters are not drawn.</summary>
    private static string Kind(SessionDocument session)
    {
        var script = ScriptNames.Of(session.Question.Text) is { } name ? $"the {name} script" : "another script";
        var options = session.Question.Options.Count;
        var kind = session is FusedSession || options == 0 ? "An open question" : $"A question with {VerdictText.Count(options, "option")}";
        return $"{kind} in {script}, for a panel of {session.Panel.Count.ToString(CultureInfo.InvariantCulture)}";
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

    /// <summary>The seats around the table, those that answered in colour, and a bar for each kind of point.</summary>
    private static void Answered(SKCanvas canvas, FusedFigures figures)
    {
        Disc(canvas, TableX, Middle, 90, Rail);
        Around(canvas, figures.Seats, seat => seat <= figures.Given ? 0 : null);
        (string What, int Count, int Colour)[] rows = figures.Fields > 0
            ? [("Fields agreed on", figures.Fields - figures.FieldsApart, 0), ("Fields that differ", figures.FieldsApart, 1)]
            :
            [
                ("Said by all", figures.Consensus, 0), ("Said by some", figures.Partial, 5), ("Said by one model", figures.OneModel, 3),
                ("Disputed", figures.Disputed, 1),
            ];
        var most = Math.Max(1, rows.Max(r => r.Count));
        for (var i = 0; i < rows.Length; i++)
        {
            var y = Middle - (rows.Length * 36) + (i * 72);
            PictureText.Draw(canvas, rows[i].What, BarsX, y + 26, Small, Colour(Ink));
            Bar(canvas, y + 34, 38, (float)rows[i].Count / most, OfOption(rows[i].Colour), rows[i].Count);
        }

        var room = Width - (2 * Margin) - PictureText.Width("Roundtable", Small) - 20;
        PictureText.Draw(
            canvas, PictureText.Lines(FusedText.Headline(figures), Small, room, 1).FirstOrDefault() ?? "", Margin, Height - 24, Small, Colour(Ink));
    }

    private static void Around(SKCanvas canvas, int seats, Func<int, int?> option)
    {
        var radius = Math.Min(30, 450.0 / seats);
        for (var i = 0; i < seats; i++)
        {
            var angle = (2 * Math.PI * i / seats) - (Math.PI / 2);
            Disc(canvas, TableX + (130 * Math.Cos(angle)), Middle + (130 * Math.Sin(angle)), radius, OfOption(option(i + 1)));
        }
    }

    private static void Bar(SKCanvas canvas, int y, int height, float share, uint colour, int count)
    {
        Box(canvas, BarsX, y, BarWidth, height, Rail);
        Box(canvas, BarsX, y, (int)(BarWidth * share), height, colour);
        PictureText.Draw(canvas, count.ToString(CultureInfo.InvariantCulture), BarsX + BarWidth + 20, y + (height / 2f) + 11, Bold, Colour(Ink));
    }

    private static void Table(SKCanvas canvas, Session session)
    {
        var choices = SeatChoices.Of(session, session.Rounds.Count).BySeat;
        Disc(canvas, TableX, Middle, 90, Rail);
        Around(canvas, session.Panel.Count, seat => choices[seat].Option);
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
            Bar(canvas, bar, height, (float)votes[i] / Math.Max(1, session.Verdict.Final.Invited), OfOption(i), votes[i]);
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
