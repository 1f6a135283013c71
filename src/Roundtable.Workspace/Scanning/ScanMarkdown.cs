using System.Globalization;
using System.Text;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Exports;

namespace Roundtable.Workspace.Scanning;

/// <summary>The report of a scan as Markdown.</summary>
public static class ScanMarkdown
{
    /// <summary>The document.</summary>
    public static string Of(ScanReport report, IReadOnlyList<ScanSource> sources, ScanRuling? ruling)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"# What the corpus holds\n\n**{MarkdownText.Line(ScanText.Headline(report))}.** {MarkdownText.Line(ScanText.Extent(report))}\n");
        foreach (var table in ScanTable.Of(report, sources))
        {
            Table(text, table.Title, table.Shares);
        }

        foreach (var section in ScanSections.Findings(report))
        {
            Section(text, section);
        }

        if (report.Collections.Count > 0)
        {
            text.Append(
                "\n## Held against\n\n| collection | its texts | of them found here | rows equal | rows near | rows with 50 words in a row |\n| --- | ---: "
                    + "| ---: | ---: | ---: | ---: |\n");
            foreach (var found in report.Collections)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {MarkdownText.Line(found.Name)} | {found.Rows:N0} | {ScanText.FoundCount(found, report)} | "
                        + $"{found.Equal:N0} | {found.Near:N0} | {found.Common:N0} |\n");
            }
        }

        if (ruling is not null)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n## May it be used: {Kebab.Name(ruling.Intent.Use)}\n\n{MarkdownText.Line(ruling.Says())}\n\n| answer | rows | from | because |\n| --- "
                    + $"| ---: | --- | --- |\n");
            foreach (var (ruled, from) in ruling.Groups.Take(25))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {MarkdownText.Line(RulingText.Answer(ruled.Ruling.Outcome))} | {ruled.Rows:N0} | "
                        + $"{MarkdownText.Line(string.Join("; ", from.Take(4).Select(ScanRuling.From)))} | {MarkdownText.Line(ScanText.Because(ruled))} |\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"\n{RulingText.NotAdvice}\n");
        }

        if (report.Unknown.Count > 0)
        {
            text.Append("\n## What is unknown, and what would settle it\n\n");
            foreach (var unknown in report.Unknown.Take(20))
            {
                text.Append(CultureInfo.InvariantCulture, $"- {unknown.Rows:N0} rows. {MarkdownText.Line(unknown.Why)} {MarkdownText.Line(unknown.Settle)}\n");
            }
        }

        if (report.Repeats is { } repeats)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## Repeated rows\n\n{MarkdownText.Line(ScanText.Repeats(repeats, report))}\n");
            MostRepeated(text, "Texts that stand in most rows", repeats.Most);
            MostRepeated(text, "Passages that stand in most rows", repeats.Passages);
        }

        foreach (var section in ScanSections.Details(report))
        {
            Section(text, section);
        }

        Table(text, "What was found most often", ScanText.Summaries(report));
        text.Append(
            "\n## Files\n\n| file | read as | rows | set aside | human | synthetic | mixed | unknown |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | "
                + "---: |\n");
        foreach (var file in report.Files)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {MarkdownText.Line(file.Name)} | {MarkdownText.Line(file.Shape)}: {MarkdownText.Line(ScanText.Fields(file))} | {file.Rows:N0} | "
                    + $"{file.Rejected:N0} | {file.Origins.Human:N0} | {file.Origins.Synthetic:N0} | {file.Origins.Mixed:N0} | {file.Origins.Unknown:N0} |\n");
        }

        foreach (var skipped in report.Skipped)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nNot read: {MarkdownText.Line(skipped.Name)} ({MarkdownText.Line(skipped.Reason)})\n");
        }

        if (report.Rejected.Count > 0)
        {
            text.Append("\n## Rows that could not be read\n\n| why | rows | first of them |\n| --- | ---: | --- |\n");
            foreach (var reason in report.Rejected)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {MarkdownText.Line(reason.Reason)} | {reason.Rows:N0} | "
                        + $"{MarkdownText.Line(string.Join("; ", reason.Examples.Select(ScanText.Place)))} |\n");
            }
        }

        return text.Append(
            CultureInfo.InvariantCulture,
            $"\n## Commitment\n\nRoot `{report.Commitment.Root}` over {report.Commitment.Rows:N0} rows; plan `{report.Plan}`; phrases version "
                + $"{report.Phrases}.\n")
            .ToString();
    }

    private static void Section(StringBuilder text, ScanSection section)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {section.Title}\n\n")
            .AppendJoin("\n\n", section.Sentences.Select(s => MarkdownText.Line(s))).Append('\n');
        if (section.Columns.Count > 0)
        {
            text.Append(section.Sentences.Count > 0 ? "\n" : "").Append("| ").AppendJoin(" | ", section.Columns).Append(" |\n|")
                .AppendJoin("|", section.Columns.Select(_ => " --- ")).Append("|\n");
            foreach (var row in section.Rows)
            {
                text.Append("| ").AppendJoin(" | ", row.Select(c => MarkdownText.Line(c))).Append(" |\n");
            }
        }
    }

    private static void MostRepeated(StringBuilder text, string title, IReadOnlyList<RepeatedRow> rows)
    {
        if (rows.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n| rows | first | text |\n| ---: | --- | --- |\n");
            foreach (var row in rows)
            {
                text.Append(
                    CultureInfo.InvariantCulture, $"| {row.Rows:N0} | {MarkdownText.Line(ScanText.Place(row.First))} | {MarkdownText.Line(row.Text)} |\n");
            }
        }
    }

    private static void Table(StringBuilder text, string title, IReadOnlyList<ReportShare> shares)
    {
        if (shares.Count == 0)
        {
            return;
        }

        var sampled = shares[0].Low is not null;
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n## {title}\n\n| | share |{(sampled ? " 95 % interval |" : "")} rows | words |\n| --- | ---: |{(sampled ? " ---: |" : "")} ---: | ---: |\n");
        foreach (var share in shares.Take(25))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Line(share.Name)} | {ScanText.Percent(share)} |")
                .Append(sampled ? string.Create(CultureInfo.InvariantCulture, $" {share.Low:P1} – {share.High:P1} |") : "")
                .Append(CultureInfo.InvariantCulture, $" {share.Rows:N0} | {share.Words:N0} |\n");
        }
    }
}
