using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;

namespace Roundtable.Web.Sharing;

/// <summary>
/// A session's result as a picture of 1200 by 630 points, for places that show links: the table with its seats, and a bar for
/// each option. Its words travel beside it as text, where they can be read, searched and translated.
/// </summary>
public static class ResultPicture
{
    private const int Width = 1200;
    private const int Height = 630;
    private const int Middle = 345;

    private static readonly uint[] _colours = [0x1F5F5B, 0xA8502A, 0x4A4E8F, 0x7A6A12, 0x8A2F5C, 0x2D6A9A, 0x55702A, 0x6B4A3A];
    private const uint Paper = 0xFAF8F3, Ink = 0x211F1B, Rail = 0xECE7DA, None = 0x6D685F, Warn = 0x8A3D10;

    /// <summary>The picture as PNG.</summary>
    public static byte[] Png(Session session)
    {
        var canvas = new Canvas(Width, Height, Paper);
        var choices = SeatChoices.Of(session, session.Rounds.Count).BySeat;
        canvas.Disc(290, Middle, 140, Rail);
        var seats = session.Panel.Count;
        var radius = Math.Min(46, 700.0 / seats);
        for (var i = 0; i < seats; i++)
        {
            var angle = (2 * Math.PI * i / seats) - (Math.PI / 2);
            var option = choices[i + 1].Option;
            canvas.Disc(290 + (205 * Math.Cos(angle)), Middle + (205 * Math.Sin(angle)), radius, Colour(option));
        }

        var votes = session.Verdict.Final.Votes;
        var rows = Math.Min(votes.Count, 8);
        var pitch = Math.Min(90, 460 / Math.Max(1, rows));
        var top = Middle - (rows * pitch / 2);
        for (var i = 0; i < rows; i++)
        {
            var (y, height) = (top + (i * pitch) + (pitch / 5), pitch * 3 / 5);
            canvas.Text(VerdictText.Letter(i), 610, y + ((height - 35) / 2), 5, Colour(i));
            canvas.Box(660, y, 400, height, Rail);
            canvas.Box(660, y, 400 * votes[i] / Math.Max(1, session.Verdict.Final.Invited), height, Colour(i));
            canvas.Text(votes[i].ToString(System.Globalization.CultureInfo.InvariantCulture), 1080, y + ((height - 35) / 2), 5, Ink);
        }

        if (session.Simulated)
        {
            canvas.Box(0, 0, Width, 60, Warn);
            canvas.Text("SIMULATED", 40, 16, 4, Paper);
        }

        canvas.Text("ROUNDTABLE", 924, 582, 4, None);
        return canvas.ToPng();
    }

    private static uint Colour(int? option) => option is { } index ? _colours[index % _colours.Length] : None;
}
