using System.Globalization;
using System.Net;
using System.Text;
using Roundtable.Record.Wording;
using static Roundtable.Workspace.Charts.SvgNumber;

namespace Roundtable.Workspace.Charts;

/// <summary>Writes the elements of an SVG picture. Numbers have at most two decimals, and text is encoded.</summary>
/// <param name="width">The width of what is drawn on.</param>
/// <param name="height">Its height.</param>
internal sealed class SvgWriter(double width, double height)
{
    private readonly StringBuilder _body = new();

    public void Line(string style, double x1, double y1, double x2, double y2) => _body.Append(
        CultureInfo.InvariantCulture, $"<line class=\"{style}\" x1=\"{Of(x1)}\" y1=\"{Of(y1)}\" x2=\"{Of(x2)}\" y2=\"{Of(y2)}\"/>");

    public void Rectangle(string style, double x, double y, double wide, double high, string? tip = null) => _body
        .Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{Of(x)}\" y=\"{Of(y)}\" width=\"{Of(Math.Max(0, wide))}\" ")
        .Append(CultureInfo.InvariantCulture, $"height=\"{Of(Math.Max(0, high))}\"")
        .Append(tip is null ? "/>" : $"><title>{Encoded(tip)}</title></rect>");

    /// <summary>A filled mark; its form tells series apart where colours do not: a circle, a square, a diamond, a triangle.</summary>
    public void Mark(string style, int form, double x, double y, double radius)
    {
        var r = radius;
        if (form % 4 == 0)
        {
            _body.Append(CultureInfo.InvariantCulture, $"<circle class=\"{style}\" cx=\"{Of(x)}\" cy=\"{Of(y)}\" r=\"{Of(r)}\"/>");
            return;
        }

        Path(style, (form % 4) switch
        {
            1 => [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)],
            2 => [(x, y - (1.3 * r)), (x + (1.3 * r), y), (x, y + (1.3 * r)), (x - (1.3 * r), y)],
            _ => [(x, y - (1.2 * r)), (x + (1.2 * r), y + r), (x - (1.2 * r), y + r)],
        }, closed: true);
    }

    public void Path(string style, IEnumerable<(double X, double Y)> points, bool closed = false)
    {
        _body.Append($"<path class=\"{style}\" d=\"");
        var first = true;
        foreach (var (x, y) in points)
        {
            _body.Append(CultureInfo.InvariantCulture, $"{(first ? 'M' : 'L')}{Of(x)} {Of(y)}");
            first = false;
        }

        _body.Append(closed ? "Z\"/>" : "\"/>");
    }

    /// <summary>A text; longer ones end in an ellipsis, with the whole as a tip.</summary>
    public void Text(double x, double y, string text, string? style = null, string anchor = "start", int most = int.MaxValue)
    {
        var shown = text.Length <= most ? text : Cut(text, most);
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{Of(x)}\" y=\"{Of(y)}\"")
            .Append(style is null ? "" : $" class=\"{style}\"").Append(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"").Append('>')
            .Append(shown == text ? "" : $"<title>{Encoded(text)}</title>").Append(Encoded(shown)).Append("</text>");
    }

    /// <summary>The whole picture.</summary>
    public string Close(string id, Chart chart) => string.Create(
        CultureInfo.InvariantCulture,
        $"<svg viewBox=\"0 0 {Of(width)} {Of(height)}\" width=\"{Of(width)}\" height=\"{Of(height)}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">"
            + $"<title id=\"{id}-t\">{Encoded(chart.Title)}</title><desc id=\"{id}-d\">{Encoded(chart.Description)}</desc>{_body}</svg>");

    private static string Encoded(string text) => WebUtility.HtmlEncode(Neutralise.Line(text));

    private static string Cut(string text, int most)
    {
        // A pair of surrogates is one character: half of it is none.
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end] + "…";
    }
}
