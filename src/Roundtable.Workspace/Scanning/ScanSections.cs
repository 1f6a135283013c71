using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Sensitive;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Scanning;

/// <summary>The parts of a report about test items, sensitive data, lengths, clusters and examples, the same on every page.</summary>
public static class ScanSections
{
    private const int MaxSplits = 100;

    /// <summary>Test items and sensitive data: what a reader wants to know first.</summary>
    public static IEnumerable<ScanSection> Findings(ScanReport report)
    {
        if (report.Since is { } since)
        {
            yield return Since(since);
        }

        if (report.Benchmarks is { } benchmarks)
        {
            yield return Contamination(report, benchmarks);
        }

        if (report.Sensitive is { } sensitive)
        {
            yield return Sensitive(report, sensitive);
        }
    }

    /// <summary>Lengths, clusters and examples.</summary>
    public static IEnumerable<ScanSection> Details(ScanReport report)
    {
        if (report.Lengths is { } lengths)
        {
            yield return Lengths(report, lengths);
        }

        if (report.Repeats?.Clusters is { Clusters: > 0 } clusters)
        {
            yield return Clusters(clusters);
        }

        if (report.Examples is { Count: > 0 } examples)
        {
            yield return new ScanSection(
                "examples",
                T("Examples"),
                [T("Some rows for each finding, with the text around it. Keys and personal data are masked.")],
                [T("Finding"), T("Row"), T("Text")],
                [.. examples.Select(e => (IReadOnlyList<string>)[RuleText.Of(e.Finding), ScanText.Place(e.Place), e.Text])]);
        }
    }

    /// <summary>How many items of a benchmark were found, in a sentence. Of text that was not read nothing is known.</summary>
    public static string Found(BenchmarkReport benchmark, ScanReport report)
    {
        var tooShort = benchmark.Items - benchmark.Sought;
        var read = report.Unread > 0 ? T("in the {0} of the text that was read, ", ScanText.Percent(report.Read)) : "";
        return T("{0}: {1}{2, number} of {3, number} test items were found, in {4, plural, one {# row} other {# rows}}.",
                benchmark.Name, read, benchmark.Found, benchmark.Sought, benchmark.Rows)
            + (tooShort > 0 ? " " + T("{0, number} more are too short to be told from other text and were not looked for.", tooShort) : "");
    }

    /// <summary>How much sensitive data was found, in a sentence. Of rows that could not be read nothing is known.</summary>
    public static string Found(IReadOnlyList<SensitiveReport> sensitive, ScanReport report)
    {
        var read = !report.IsSensitiveOfAllFields ? T("In the {0} of the text that was read, ", ScanText.Percent(report.Read))
            : report.Rejected.Count > 0 ? T("In all fields of the rows that could be read, ")
            : T("In all fields of the rows, ");
        var found = sensitive.Where(s => s.Count > 0).ToList();
        var (secrets, personal, placeholders) = (
            found.Where(s => s.Kind.IsSecret()).Sum(s => s.Count), found.Where(s => !s.Kind.IsSecret()).Sum(s => s.Count), sensitive.Sum(s => s.Placeholders));
        return read + T("{0, number} keys, tokens and passwords and {1, number} pieces of personal data were found, by formats and check digits; {2, number} "
            + "placeholders (example.com, test numbers) are counted apart. Names, postal addresses and passwords in prose are not looked for.",
            secrets, personal, placeholders);
    }

    private static ScanSection Since(ChangesSince since)
    {
        var (difference, rows) = (since.Difference, new List<IReadOnlyList<string>>());
        Add(T("added"), difference.Added, difference.AddedRows.Select(ScanText.Place));
        Add(T("removed"), difference.Removed, difference.RemovedRows.Select(ScanText.Place));
        Add(T("edited"), difference.Edited, difference.EditedRows.Select(e => $"{ScanText.Place(e.From)} → {ScanText.Place(e.To)}"));
        foreach (var change in difference.Changed)
        {
            Add(T("from {0} to {1}", Named(change.From), Named(change.To)), change.Rows, [ScanText.Place(change.First)]);
        }

        return new ScanSection(
            "since",
            T("What changed"),
            [
                T("Since the scan in {0}: {1} rows are the same and have the same origin. 'roundtable corpus diff' names more.",
                    since.Report, Number(difference.Same)),
            ],
            [T("Rows"), T("How many"), T("First")],
            rows);

        void Add(string what, long count, IEnumerable<string> first) => rows.Add([what, Number(count), string.Join("; ", first)]);
    }

    private static ScanSection Contamination(ScanReport report, IReadOnlyList<BenchmarkReport> benchmarks) => new(
        "benchmarks",
        T("Test items of benchmarks"),
        [
            .. benchmarks.Select(b => Found(b, report)),
            .. report.Unread > 0 ? [ScanText.Read(report)] : Array.Empty<string>(),
            T("An item counts as found verbatim; word for word with other case, punctuation or white space; with its options in another order; or edited, "
                + "where at least 80 % of its words stand in order. 13 words in a row and more of an item that is not found are told as a part of it."),
        ],
        [
            T("Split"), T("Items"), T("Looked for"), T("Found"), T("Verbatim"), T("Reformatted"), T("Options reordered"), T("Edited"), T("Only in part"),
        ],
        [
            .. benchmarks.SelectMany(b => b.Splits).Take(MaxSplits).Select(s => (IReadOnlyList<string>)
                [s.File, .. ((long[])[s.Items, s.Sought, s.Found, s.Verbatim, s.Reformatted, s.OptionsReordered, s.Edited, s.InPart]).Select(Number)]),
        ]);

    private static ScanSection Sensitive(ScanReport report, IReadOnlyList<SensitiveReport> sensitive) => new(
        "sensitive",
        T("Keys and personal data"),
        sensitive.Count == 0
            ? [Found(sensitive, report)]
            : [Found(sensitive, report), T("'roundtable corpus split' drops such rows (--drop) or masks the data (--mask).")],
        sensitive.Count == 0 ? [] : [T("What"), T("Found"), T("Rows"), T("Placeholders"), T("First rows")],
        [
            .. sensitive.Select(s => (IReadOnlyList<string>)
                [s.Name, Number(s.Count), Number(s.Rows), Number(s.Placeholders), string.Join("; ", s.First.Select(ScanText.Place))]),
        ]);

    private static ScanSection Lengths(ScanReport report, LengthReport words)
    {
        List<IReadOnlyList<string>> rows = [Row(T("words"), words)];
        if (report.Tokens is { } tokens)
        {
            rows.Add(Row(T("tokens ({0})", report.Encoding), tokens));
        }

        return new ScanSection("lengths", T("Lengths of rows"), [], [T("In"), T("Sum"), T("Shortest"), "10 %", T("Median"), "90 %", "99 %",
            T("Longest")], rows);

        static IReadOnlyList<string> Row(string name, LengthReport l) =>
            [name, .. ((long[])[l.Total, l.Min, l.Low, l.Median, l.High, l.Highest, l.Max]).Select(Number)];
    }

    private static ScanSection Clusters(ClusterReport clusters) => new(
        "clusters",
        T("Clusters of equal and near rows"),
        [
            T("{0, number} rows are in {1, plural, one {# cluster} other {# clusters}}: equal or near to each other, or to rows that are. 'roundtable corpus "
                + "split --dedupe keep-first' keeps one of each and drops {2, number}.", clusters.Rows, clusters.Clusters, clusters.Rows - clusters.Clusters),
        ],
        [T("First row"), T("Rows"), T("Text")],
        [.. clusters.Largest.Select(c => (IReadOnlyList<string>)[ScanText.Place(c.First), Number(c.Rows), c.Text])]);

    private static string Number(long number) => number.ToString("N0", Reader.Culture);
}
