using System.Globalization;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;

namespace Roundtable.Workspace.Scanning;

/// <summary>The sentences of a report, the same on every page.</summary>
public static class ScanText
{
    /// <summary>The shares by origin in a sentence.</summary>
    public static string Headline(ScanReport report) => report.Examined == 0
        ? "No row could be read."
        : string.Join(", ", report.Origins.Where(o => o.Rows > 0).OrderByDescending(o => o.Rows).Select(o => $"{Percent(o)} {o.Name}"))
            + (report.Unread > 0 ? $"; {Percent(report.Read)} of the text was read" : "");

    /// <summary>How much of the text was read.</summary>
    public static string Read(ScanReport report) => report.Unread == 0
        ? "All text-like bytes were read."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Percent(report.Read)} of the text-like bytes were read. {report.Unread:N0} bytes were not: they stand in fields without a role "
                + $"(--field NAME=ROLE gives them one) or in rejected rows, and nothing that is said here is about them.");

    /// <summary>How much of a file's text was read, to be put after its fields; empty where it is all, in UTF-8.</summary>
    public static string Read(FileReport file) =>
        (file.Unread == 0 ? "" : $"; {Percent(file.Read)} of its text-like bytes read")
        + (file.Encoding is { } encoding ? $"; converted from {(encoding == TextEncoding.Windows1252 ? "Windows-1252 (Latin-1)" : "UTF-16")}" : "");

    /// <summary>Why less was read than is required; null where it is enough.</summary>
    /// <param name="report">The report.</param>
    /// <param name="required">The share of text-like bytes that has to be read; 0 for no requirement.</param>
    public static string? Unread(ScanReport report, double required) => required <= 0 ? null
        : report.Skipped.FirstOrDefault(s => s.IsLost) is { } lost ? $"{lost.Name} could not be read ({lost.Reason})."
        : report.Read < required ? string.Create(
            CultureInfo.InvariantCulture, $"{Percent(report.Read)} of the text-like bytes were read, less than {required:P1}.")
        : null;

    /// <summary>A share in percent; one that is not nothing is never told as nothing.</summary>
    public static string Percent(ReportShare share) =>
        share is { Rows: > 0, Share: < 0.0005 } ? "under 0.1 %" : share.Share.ToString("P1", CultureInfo.InvariantCulture);

    /// <summary>How much was read.</summary>
    public static string Extent(ScanReport report)
    {
        var sample = report.Sample < 1
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" A sample of {report.Examined:N0} rows was looked at; shares are told with intervals that hold the true one in 95 of 100 samples.")
            : "";
        var aside = report.Rejected.Sum(s => s.Rows) is > 0 and var rows
            ? string.Create(CultureInfo.InvariantCulture, $" {rows:N0} could not be read and {(rows == 1 ? "was" : "were")} set aside.")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Rows:N0} rows in {report.Files.Count:N0} {(report.Files.Count == 1 ? "file" : "files")}, {report.Words:N0} words.{sample}{aside} "
                + $"{Read(report)}");
    }

    /// <summary>A share in percent, never rounded up: what is not whole does not look it.</summary>
    public static string Percent(double share) => (Math.Floor(share * 1000) / 1000).ToString("P1", CultureInfo.InvariantCulture);

    /// <summary>How much is repeated.</summary>
    public static string Repeats(RepeatReport repeats) => string.Create(
        CultureInfo.InvariantCulture,
        $"{repeats.Equal:N0} {(repeats.Equal == 1 ? "row is" : "rows are")} equal to an earlier one; {repeats.Near:N0} "
            + $"{(repeats.Near == 1 ? "is" : "are")} near "
            + $"an earlier one (Jaccard index of word 5-grams {repeats.Similarity} and more); {repeats.InPart:N0} "
            + $"{(repeats.InPart == 1 ? "other has" : "others have")} 50 words in a row in common with one.")
            + (repeats.Capped > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $" {repeats.Capped:N0} rows are like so many others that they were compared with some of them only: more may be near.")
                : "");

    /// <summary>How many texts of a reference collection were found, and in how much of the text where it was not all read.</summary>
    public static string FoundCount(CollectionReport found, ScanReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{found.Found:N0}{(report.Unread > 0 ? $" in the {Percent(report.Read)} of the text that was read" : "")}");

    /// <summary>What of a reference collection was found. Of text that was not read nothing is known.</summary>
    public static string Found(CollectionReport found, ScanReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(report.Unread > 0 ? $"In the {Percent(report.Read)} of the text that was read, of" : "Of")} {found.Rows:N0} texts of {found.Name} "
            + $"{found.Found:N0} were found: {found.Equal:N0} rows are equal to one, {found.Near:N0} near, "
            + $"{found.Common:N0} have 50 words in a row in common.");

    /// <summary>Which fields of a file were read as what.</summary>
    public static string Fields(FileReport file) =>
        (file.Fields.Count == 0 ? "no field that is text" : string.Join(", ", file.Fields.Select(f => $"{f.Name} = {Kebab.Name(f.Role)}"))) + Read(file);

    /// <summary>What was found most often, in words.</summary>
    public static IReadOnlyList<ReportShare> Summaries(ScanReport report) => [.. report.Summaries.Select(s => s with { Name = RuleText.Of(s.Name) })];

    /// <summary>Where a row is.</summary>
    public static string Place(RowPlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.File}, row {place.Row}{(place.Offset is { } offset ? $", byte {offset}" : "")}");

    /// <summary>Why a group of rows is ruled on as it is.</summary>
    public static string Because(RowGroup group) =>
        string.Join("; ", group.Ruling.Findings.Where(f => f.Ground.Outcome == group.Ruling.Outcome).Take(3).Select(f =>
    {
        var cite = RulingText.Cite(f.Ground);
        return cite.Length > 0 ? $"{f.Ground.Summary} ({cite})" : f.Ground.Summary;
    }));
}
