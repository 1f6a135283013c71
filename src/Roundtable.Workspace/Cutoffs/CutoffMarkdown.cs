using System.Globalization;
using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;

namespace Roundtable.Workspace.Cutoffs;

/// <summary>A report of cut-offs as Markdown, for the terminal and for people who were not there.</summary>
public static class CutoffMarkdown
{
    private const int MaxListed = 500;

    /// <summary>The report in a sentence: what was found of how much.</summary>
    public static string Headline(CutoffReport report)
    {
        var examined = string.Join(", ", report.Examined.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Value:N0} {Plural(e.Key, e.Value)}")));
        var questions = report.Questions.Sum(q => q.Count);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Total:N0} {(report.Total == 1 ? "thing" : "things")} came from {report.Request.Vendor ?? "a vendor"} after a bar had reached "
                + $"{report.Request.Organisation}, and {questions:N0} {(questions == 1 ? "is an open question" : "are open questions")}, of "
                + $"{(examined.Length == 0 ? "nothing" : examined)} looked at.");
    }

    /// <summary>The whole report.</summary>
    public static string Of(CutoffReport report)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"# Cut-offs: {Cell(report.Request.Organisation)}, {report.On:yyyy-MM-dd}\n\n")
            .Append(Headline(report)).Append("\n\n");
        if (report.Request.Since is { } since)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content that was obtained before {since:yyyy-MM-dd} was passed over.\n\n");
        }

        Table(
            text,
            "By route",
            "Route | Vendor | Findings",
            report.Counts.Select(c => $"{Kebab.Name(c.Route)} | {Cell(c.Vendor)} | {Number(c.Findings)}"),
            report.Counts.Count);
        Table(
            text,
            "Findings",
            "What | Model | Route | Terms | Obtained | Bar | Touched",
            report.Findings.Select(f => string.Join(
                " | ",
                Cell(f.Id),
                Cell(f.Answer.Model ?? ""),
                Kebab.Name(f.Answer.Route) + (f.Answer.Through is { } through ? $" ({Cell(through)})" : ""),
                Cell(string.Join(", ", f.Answer.Terms)),
                f.Answer.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
                $"{Cell(f.Answer.Bar ?? "")}{(f.Answer.From is { } from ? $", from {from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "")}",
                Cell(string.Join("; ", f.Touched.Select(p => string.Join(" > ", p)))))),
            report.Total);
        Table(
            text,
            "What it touched",
            "Model, dataset or set | Findings | Shortest path | What remains without them | The fewest to leave out | What the rest may then be used for",
            report.Touched.Select(t => string.Join(
                " | ",
                Cell(t.Id),
                Number(t.Findings),
                Cell(string.Join(" > ", t.Path)),
                $"{Number(t.Remaining)} of {Number(t.Of)} {(t.CountsRows ? "rows" : "sources")}",
                Without(t.Without),
                t.Remains.Count == 0 ? "ask judge --without" : string.Join(", ", t.Remains.Select(r => $"{Kebab.Name(r.Use)}: {Kebab.Name(r.Outcome)}")))),
            report.Touched.Count);
        Table(
            text,
            "Open questions",
            "Kind | About | What is not known | How often | First",
            report.Questions.Select(q => $"{q.Kind} | {Cell(q.About)} | {Cell(q.Why)} | {Number(q.Count)} | {Cell(q.First)}"),
            report.Questions.Count);
        if (report.Leaf is { } leaf)
        {
            text.Append(CultureInfo.InvariantCulture, $"On record as leaf {leaf}.\n\n");
        }

        return text.Append("It says what is on record here and nothing else: what nobody recorded is not in it. ").Append(RulingText.NotAdvice).Append('\n')
            .ToString();
    }

    private static string Without(IReadOnlyList<string>? without) => without is null ? "cannot be told"
        : Cell(string.Join(", ", without.Take(20)) + (without.Count > 20 ? $", and {without.Count - 20} more" : ""));

    private static void Table(StringBuilder text, string title, string head, IEnumerable<string> rows, long total)
    {
        if (total == 0)
        {
            return;
        }

        text.Append("## ").Append(title).Append("\n\n| ").Append(head).Append(" |\n|")
            .Append(string.Concat(Enumerable.Repeat(" --- |", head.Count(c => c == '|') + 1))).Append('\n');
        foreach (var row in rows.Take(MaxListed))
        {
            text.Append("| ").Append(row).Append(" |\n");
        }

        text.Append(total > MaxListed ? string.Create(CultureInfo.InvariantCulture, $"\nand {total - MaxListed:N0} more; the JSON has them.\n\n") : "\n");
    }

    /// <summary>A kind of thing that was looked at, beside a count.</summary>
    public static string Plural(string kind, long count) => count == 1 ? kind : kind == "row of a set" ? "rows of sets" : kind + "s";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Cell(string text) => Neutralise.Line(text).Replace("|", "\\|", StringComparison.Ordinal);
}
