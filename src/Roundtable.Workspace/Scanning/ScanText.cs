using System.Globalization;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Reports;
using Roundtable.Terms.Rulings;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Scanning;

/// <summary>The sentences of a report, the same on every page.</summary>
public static class ScanText
{
    /// <summary>The shares by origin in a sentence.</summary>
    public static string Headline(ScanReport report) => report.Examined == 0
        ? T("No row could be read.")
        : string.Join(", ", report.Origins.Where(o => o.Rows > 0).OrderByDescending(o => o.Rows).Select(o => $"{Percent(o)} {T(o.Name)}"))
            + (report.Unread > 0 ? T("; {0} of the text was read", Percent(report.Read)) : "");

    /// <summary>How much of the text was read.</summary>
    public static string Read(ScanReport report) => report.Unread == 0
        ? T("All text-like bytes were read.")
        : T("{0} of the text-like bytes were read. {1, number} bytes were not: they stand in fields without a role (--field NAME=ROLE gives them one) or "
            + "in rejected rows, and nothing that is said here is about them.", Percent(report.Read), report.Unread);

    /// <summary>How much of a file's text was read, to be put after its fields; empty where it is all, in UTF-8.</summary>
    public static string Read(FileReport file) =>
        (file.Unread == 0 ? "" : T("; {0} of its text-like bytes read", Percent(file.Read)))
        + (file.Encoding is { } encoding ? T("; converted from {0}", encoding == TextEncoding.Windows1252 ? "Windows-1252 (Latin-1)" : "UTF-16") : "");

    /// <summary>Why less was read than is required; null where it is enough.</summary>
    /// <param name="report">The report.</param>
    /// <param name="required">The share of text-like bytes that has to be read; 0 for no requirement.</param>
    public static string? Unread(ScanReport report, double required) => required <= 0 ? null
        : report.Skipped.FirstOrDefault(s => s.IsLost) is { } lost ? $"{lost.Name} could not be read ({lost.Reason})."
        : report.Read < required ? string.Create(
            CultureInfo.InvariantCulture, $"{Percent(report.Read)} of the text-like bytes were read, less than {required:P1}.")
        : null;

    /// <summary>That nothing was read although there is text, so that everything else in the report is about nothing; null otherwise.</summary>
    public static string? Nothing(ScanReport report) => report is { Unread: > 0, Bytes: 0 }
        ? T("Nothing of the text was read: whatever was not found may be in it. Name the fields that are text, as in --field NAME=text.")
        : null;

    /// <summary>A share in percent; one that is not nothing is never told as nothing.</summary>
    public static string Percent(ReportShare share) =>
        share is { Rows: > 0, Share: < 0.0005 } ? T("under {0}", Tenths(0.001)) : Tenths(share.Share);

    /// <summary>How much was read.</summary>
    public static string Extent(ScanReport report)
    {
        var sample = report.Sample < 1
            ? " " + T("A sample of {0, number} rows was looked at; shares are told with intervals that hold the true one in 95 of 100 samples.",
                report.Examined)
            : "";
        var aside = report.Rejected.Sum(s => s.Rows) is > 0 and var rows
            ? " " + T("{0, plural, one {# could not be read and was set aside.} other {# could not be read and were set aside.}}", rows)
            : "";
        return T("{0, number} rows in {1, plural, one {# file} other {# files}}, {2, number} words.", report.Rows, report.Files.Count, report.Words)
            + $"{sample}{aside} {Read(report)}";
    }

    /// <summary>A share in percent, never rounded up: what is not whole does not look it.</summary>
    public static string Percent(double share) => Tenths(Math.Floor(share * 1000) / 1000);

    private static string Tenths(double share) => (100 * share).ToString("N1", Reader.Culture) + " %";

    /// <summary>How much is repeated. Of text that was not read nothing is known.</summary>
    public static string Repeats(RepeatReport repeats, ScanReport report) =>
        (report.Unread > 0 ? T("In the {0} of the text that was read, ", Percent(report.Read)) : "")
        + T("{0, plural, one {# row is} other {# rows are}} equal to an earlier one; {1, plural, one {# is} other {# are}} near an earlier one (Jaccard index "
            + "of word 5-grams {2} and more); {3, plural, one {# other has} other {# others have}} 50 words in a row in common with one.",
            repeats.Equal, repeats.Near, repeats.Similarity.ToString(Reader.Culture), repeats.InPart)
        + (repeats.Capped > 0
            ? " " + T("{0, number} rows are like so many others that they were compared with some of them only: more may be near.", repeats.Capped)
            : "");

    /// <summary>How many texts of a reference collection were found, and in how much of the text where it was not all read.</summary>
    public static string FoundCount(CollectionReport found, ScanReport report) => report.Unread > 0
        ? T("{0, number} in the {1} of the text that was read", found.Found, Percent(report.Read))
        : T("{0, number}", found.Found);

    /// <summary>What of a reference collection was found. Of text that was not read nothing is known.</summary>
    public static string Found(CollectionReport found, ScanReport report) =>
        (report.Unread > 0
            ? T("In the {0} of the text that was read, of {1, number} texts of {2} {3, number} were found:",
                Percent(report.Read), found.Rows, found.Name, found.Found)
            : T("Of {0, number} texts of {1} {2, number} were found:", found.Rows, found.Name, found.Found))
        + " " + T("{0, number} rows are equal to one, {1, number} near, {2, number} have 50 words in a row in common.",
            found.Equal, found.Near, found.Common);

    /// <summary>Which fields of a file were read as what.</summary>
    public static string Fields(FileReport file) =>
        (file.Fields.Count == 0 ? T("no field that is text") : string.Join(", ", file.Fields.Select(f => $"{f.Name} = {Named(f.Role)}"))) + Read(file);

    /// <summary>What was found most often, in words.</summary>
    public static IReadOnlyList<ReportShare> Summaries(ScanReport report) => [.. report.Summaries.Select(s => s with { Name = RuleText.Of(s.Name) })];

    /// <summary>Where a row is.</summary>
    public static string Place(RowPlace place) =>
        T("{0}, row {1}", place.File, place.Row) + (place.Offset is { } offset ? T(", byte {0}", offset) : "");

    /// <summary>Why a group of rows is ruled on as it is.</summary>
    public static string Because(RowGroup group) =>
        string.Join("; ", group.Ruling.Findings.Where(f => f.Ground.Outcome == group.Ruling.Outcome).Take(3).Select(f =>
    {
        var cite = RulingText.Cite(f.Ground);
        return cite.Length > 0 ? $"{f.Ground.Summary} ({cite})" : f.Ground.Summary;
    }));
}
