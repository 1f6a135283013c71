using System.Globalization;
using System.Net;
using System.Text;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Exports;

namespace Roundtable.Workspace.Scanning;

/// <summary>The report of a scan as one HTML page that needs nothing else, runs no script and loads nothing.</summary>
public static class ScanHtml
{
    private const int Wide = 680;

    /// <summary>The page.</summary>
    public static string Of(ScanReport report, IReadOnlyList<ScanSource> sources, ScanRuling? ruling)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{HtmlStyle.Policy}\"><meta name=\"referrer\" content=\"no-referrer\">")
            .Append($"<title>What the corpus holds</title><style>{HtmlStyle.Sheet}</style></head><body><main>\n")
            .Append("<h1>What the corpus holds</h1>\n")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"headline\">{Line(ScanText.Headline(report))}</p>\n<p>{Line(ScanText.Extent(report))}</p>\n")
            .Append(Flag(report));
        foreach (var table in ScanTable.Of(report, sources))
        {
            Table(html, table);
        }

        foreach (var section in ScanSections.Findings(report))
        {
            Section(html, section);
        }

        Collections(html, report);
        Ruling(html, ruling);
        Unknown(html, report);
        Repeats(html, report);
        foreach (var section in ScanSections.Details(report))
        {
            Section(html, section);
        }

        if (report.Summaries.Count > 0)
        {
            Table(html, new ScanTable("What was found most often", ScanText.Summaries(report), "Phrases and declarations, with how many rows have them."));
        }

        Files(html, report);
        Aside(html, report);
        html.Append("<h2>Commitment</h2>\n<table><tbody>")
            .Append($"<tr><th scope=\"row\">Root</th><td><code>{report.Commitment.Root}</code></td></tr>")
            .Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">Rows in it</th><td>{report.Commitment.Rows:N0}</td></tr>")
            .Append($"<tr><th scope=\"row\">Plan</th><td><code>{report.Plan}</code></td></tr>")
            .Append($"<tr><th scope=\"row\">Phrases</th><td>version {Line(report.Phrases)}</td></tr>")
            .Append("</tbody></table>\n</main></body></html>\n");

        // Tables scroll within the page on narrow screens.
        return html.Replace("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>").Replace("</table>", "</table></div>").ToString();
    }

    /// <summary>One band, divided by origin: the whole corpus at a glance.</summary>
    private static string Flag(ScanReport report)
    {
        var svg = new StringBuilder(
            string.Create(
                CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Wide} 44\" width=\"100%\" role=\"img\" aria-label=\"{Line(ScanText.Headline(report))}\">"));
        double at = 0;
        foreach (var origin in report.Origins.Where(o => o.Rows > 0))
        {
            var width = origin.Share * Wide;
            var opacity = origin.Name switch { "synthetic" => 1, "mixed" => 0.65, "human" => 0.35, _ => 0 };
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"rail\" x=\"{at:F1}\" y=\"0\" width=\"{width:F1}\" height=\"22\"/><rect class=\"bar\" x=\"{at:F1}\" y=\"0\" "
                    + $"width=\"{width:F1}\" height=\"22\" opacity=\"{opacity}\"/>");
            if (width > 70)
            {
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<text x=\"{at:F1}\" y=\"38\" font-size=\"13\" fill=\"currentColor\">{Line(origin.Name)} {origin.Share:P0}</text>");
            }

            at += width;
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Table(StringBuilder html, ScanTable table)
    {
        var (title, shares, note) = (table.Title, table.Shares, table.Note);
        var sampled = shares[0].Low is not null;
        html.Append($"<h2>{Line(title)}</h2>\n").Append(note is null ? "" : $"<p class=\"soft\">{Line(note)}</p>\n")
            .Append("<table><thead><tr><th scope=\"col\"></th><th scope=\"col\">As a bar</th><th scope=\"col\" class=\"n\">Share</th>")
            .Append(sampled ? "<th scope=\"col\" class=\"n\">95 % interval</th>" : "")
            .Append("<th scope=\"col\" class=\"n\">Rows</th><th scope=\"col\" class=\"n\">Words</th></tr></thead><tbody>\n");
        foreach (var share in shares.Take(25))
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\">{Line(share.Name)}</th><td>{Bar(share)}</td><td class=\"n\">{ScanText.Percent(share)}</td>")
                .Append(sampled ? string.Create(CultureInfo.InvariantCulture, $"<td class=\"n\">{share.Low:P1} – {share.High:P1}</td>") : "")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{share.Rows:N0}</td><td class=\"n\">{share.Words:N0}</td></tr>\n");
        }

        html.Append("</tbody></table>\n")
            .Append(
                shares.Count > 25 ? string.Create(CultureInfo.InvariantCulture, $"<p class=\"soft\">and {shares.Count - 25} more in report.json</p>\n") : "");
    }

    private static string Bar(ReportShare share) => string.Create(
        CultureInfo.InvariantCulture,
        $"<svg width=\"120\" height=\"12\" role=\"img\" aria-label=\"{ScanText.Percent(share)}\"><rect class=\"rail\" width=\"120\" height=\"12\" "
            + $"rx=\"2\"/><rect class=\"bar\" width=\"{120 * share.Share:F1}\" height=\"12\" rx=\"2\"/></svg>");

    private static void Section(StringBuilder html, ScanSection section)
    {
        html.Append($"<h2 id=\"{section.Id}\">{Line(section.Title)}</h2>\n").AppendJoin("", section.Sentences.Select(s => $"<p>{Line(s)}</p>\n"));
        if (section.Columns.Count == 0)
        {
            return;
        }

        html.Append("<table><thead><tr>").AppendJoin("", section.Columns.Select(c => $"<th scope=\"col\">{Line(c)}</th>")).Append("</tr></thead><tbody>\n");
        foreach (var row in section.Rows)
        {
            html.Append($"<tr><th scope=\"row\">{Line(row[0])}</th>").AppendJoin("", row.Skip(1).Select(c => $"<td>{Line(c)}</td>")).Append("</tr>\n");
        }

        html.Append("</tbody></table>\n");
    }

    private static void Collections(StringBuilder html, ScanReport report)
    {
        if (report.Collections.Count > 0)
        {
            html.Append("<h2>Held against</h2>\n<table><thead><tr><th scope=\"col\">Collection</th><th scope=\"col\" class=\"n\">Its texts</th>")
                .Append("<th scope=\"col\" class=\"n\">of them found here</th><th scope=\"col\" class=\"n\">Rows equal</th>")
                .Append("<th scope=\"col\" class=\"n\">Rows near</th><th scope=\"col\" class=\"n\">Rows with 50 words in a row</th></tr></thead><tbody>\n");
            foreach (var found in report.Collections)
            {
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<tr><th scope=\"row\">{Line(found.Name)}</th><td class=\"n\">{found.Rows:N0}</td>"
                        + $"<td class=\"n\">{ScanText.FoundCount(found, report)}</td><td "
                        + $"class=\"n\">{found.Equal:N0}</td><td class=\"n\">{found.Near:N0}</td><td class=\"n\">{found.Common:N0}</td></tr>\n");
            }

            html.Append("</tbody></table>\n");
        }
    }

    private static void Ruling(StringBuilder html, ScanRuling? ruling)
    {
        if (ruling is null)
        {
            return;
        }

        html.Append($"<h2>May it be used: {Line(Kebab.Name(ruling.Intent.Use))}</h2>\n<p class=\"headline\">{Line(ruling.Says())}</p>\n")
            .Append("<table><thead><tr><th scope=\"col\">Answer</th><th scope=\"col\" class=\"n\">Rows</th><th scope=\"col\">From</th>")
            .Append("<th scope=\"col\">Because</th></tr></thead><tbody>\n");
        foreach (var (ruled, from) in ruling.Groups.Take(25))
        {
            var sources = string.Join("; ", from.Take(4).Select(ScanRuling.From));
            html.Append(
                CultureInfo.InvariantCulture, $"<tr><td>{Line(RulingText.Answer(ruled.Ruling.Outcome))}</td><td class=\"n\">{ruled.Rows:N0}</td>")
                .Append($"<td>{Line(sources)}</td><td>{Line(ScanText.Because(ruled))}</td></tr>\n");
        }

        html.Append($"</tbody></table>\n<p class=\"soft\">{Line(RulingText.NotAdvice)}</p>\n");
    }

    private static void Unknown(StringBuilder html, ScanReport report)
    {
        if (report.Unknown.Count > 0)
        {
            html.Append("<h2>What is unknown, and what would settle it</h2>\n<ul>");
            foreach (var unknown in report.Unknown.Take(20))
            {
                html.Append(CultureInfo.InvariantCulture, $"<li><strong>{unknown.Rows:N0} rows.</strong> {Line(unknown.Why)} {Line(unknown.Settle)}</li>");
            }

            html.Append("</ul>\n");
        }
    }

    private static void Repeats(StringBuilder html, ScanReport report)
    {
        if (report.Repeats is not { } repeats)
        {
            return;
        }

        html.Append($"<h2>Repeated rows</h2>\n<p>{Line(ScanText.Repeats(repeats, report))}</p>\n");
        MostRepeated(html, "Texts that stand in most rows", repeats.Most);
        MostRepeated(html, "Passages that stand in most rows", repeats.Passages);
    }

    private static void MostRepeated(StringBuilder html, string title, IReadOnlyList<RepeatedRow> rows)
    {
        if (rows.Count > 0)
        {
            html.Append(
                $"<h3>{title}</h3>\n<table><thead><tr><th scope=\"col\" class=\"n\">Rows</th><th scope=\"col\">First</th><th "
                    + $"scope=\"col\">Text</th></tr></thead><tbody>\n");
            foreach (var row in rows)
            {
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<tr><td class=\"n\">{row.Rows:N0}</td><td>{Line(row.First.File)}, row {row.First.Row}</td><td>{Line(row.Text)}</td></tr>\n");
            }

            html.Append("</tbody></table>\n");
        }
    }

    private static void Files(StringBuilder html, ScanReport report)
    {
        html.Append("<h2>Files</h2>\n<table><thead><tr><th scope=\"col\">File</th><th scope=\"col\">Read as</th><th scope=\"col\" class=\"n\">Rows</th>")
            .Append("<th scope=\"col\" class=\"n\">Set aside</th><th scope=\"col\" class=\"n\">Human</th><th scope=\"col\" class=\"n\">Synthetic</th>")
            .Append("<th scope=\"col\" class=\"n\">Mixed</th><th scope=\"col\" class=\"n\">Unknown</th></tr></thead><tbody>\n");
        foreach (var file in report.Files.Take(500))
        {
            html.Append($"<tr><td>{Line(file.Name)}</td><td>{Line(file.Shape)}: {Line(ScanText.Fields(file))}</td>");
            foreach (var count in (long[])
                [file.Rows, file.Rejected, file.Origins.Human, file.Origins.Synthetic, file.Origins.Mixed, file.Origins.Unknown])
            {
                html.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{count:N0}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody></table>\n");
        if (report.Skipped.Count > 0)
        {
            html.Append("<h3>Not read</h3>\n<ul>").AppendJoin("", report.Skipped.Take(200).Select(s => $"<li>{Line(s.Name)}: {Line(s.Reason)}</li>"))
                .Append("</ul>\n");
        }
    }

    private static void Aside(StringBuilder html, ScanReport report)
    {
        if (report.Rejected.Count > 0)
        {
            html.Append(
                "<h2>Rows that could not be read</h2>\n<table><thead><tr><th scope=\"col\">Why</th><th scope=\"col\" class=\"n\">Rows</th><th "
                    + "scope=\"col\">First of them</th></tr></thead><tbody>\n");
            foreach (var reason in report.Rejected.Take(50))
            {
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<tr><td>{Line(reason.Reason)}</td><td "
                        + $"class=\"n\">{reason.Rows:N0}</td><td>{Line(string.Join("; ", reason.Examples.Select(ScanText.Place)))}</td></tr>\n");
            }

            html.Append("</tbody></table>\n");
        }
    }

    private static string Line(string text) => WebUtility.HtmlEncode(Neutralise.Line(text));
}
