using System.Globalization;
using System.Net;
using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Exports;

namespace Roundtable.Workspace.Benches;

/// <summary>The report of a bench as one HTML page that needs nothing else, runs no script and loads nothing.</summary>
public static class BenchHtml
{
    /// <summary>The page.</summary>
    public static string Of(BenchDocument document)
    {
        var title = Line($"Bench: {document.Set}");
        var html = new StringBuilder(HtmlStyle.Head(title))
            .Append($"<h1>{title}</h1>\n<p class=\"headline\">{Line(BenchText.Headline(document.Report))}</p>\n<ul>");
        foreach (var finding in BenchSentences.Of(document))
        {
            html.Append($"<li>{Line(finding)}</li>");
        }

        html.Append("</ul>\n");
        foreach (var (place, table) in BenchTable.Of(document.Report).Index())
        {
            html.Append($"<h2>{Line(table.Title)}</h2>\n").Append(table.Note is null ? "" : $"<p class=\"soft\">{Line(table.Note)}</p>\n")
                .Append(table.Picture is { } picture ? $"<div class=\"chart\">{picture.Svg($"chart-{place}")}</div>" : "")
                .Append("\n<table><thead><tr>")
                .AppendJoin("", table.Columns.Select((c, i) => $"<th scope=\"col\"{(i == 0 ? "" : " class=\"n\"")}>{Line(c)}</th>"))
                .Append("</tr></thead><tbody>\n");
            foreach (var row in table.Rows)
            {
                html.Append("<tr>")
                    .AppendJoin("", row.Select((c, i) => i == 0 ? $"<th scope=\"row\">{Line(c)}</th>" : $"<td class=\"n\">{Line(c)}</td>"))
                    .Append("</tr>\n");
            }

            html.Append("</tbody></table>\n");
        }

        return html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">Bench {document.Id}, {document.Time.UtcDateTime:yyyy-MM-dd HH:mm} UTC; ")
            .Append($"votes {document.Votes}</p>\n</main></body></html>\n").ToString();
    }

    private static string Line(string text) => WebUtility.HtmlEncode(Neutralise.Line(text));
}
