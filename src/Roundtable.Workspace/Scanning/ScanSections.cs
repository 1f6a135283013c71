using System.Globalization;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Sensitive;
using Roundtable.Record.Wording;

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
                "Examples",
                ["Some rows for each finding, with the text around it. Keys and personal data are masked."],
                ["Finding", "Row", "Text"],
                [.. examples.Select(e => (IReadOnlyList<string>)[RuleText.Of(e.Finding), ScanText.Place(e.Place), e.Text])]);
        }
    }

    /// <summary>How many items of a benchmark were found, in a sentence. Of text that was not read nothing is known.</summary>
    public static string Found(BenchmarkReport benchmark, ScanReport report)
    {
        var tooShort = benchmark.Items - benchmark.Sought;
        var read = report.Unread > 0 ? $"in the {ScanText.Percent(report.Read)} of the text that was read, " : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{benchmark.Name}: {read}{benchmark.Found:N0} of {benchmark.Sought:N0} test items were found, in {benchmark.Rows:N0} "
                + $"{(benchmark.Rows == 1 ? "row" : "rows")}."
                + $"{(tooShort > 0 ? $" {tooShort:N0} more are too short to be told from other text and were not looked for." : "")}");
    }

    /// <summary>How much sensitive data was found, in a sentence. Of text that was not read nothing is known.</summary>
    public static string Found(IReadOnlyList<SensitiveReport> sensitive, ScanReport report)
    {
        var read = report.Unread > 0 ? $"In the {ScanText.Percent(report.Read)} of the text that was read, " : "";
        var found = sensitive.Where(s => s.Count > 0).ToList();
        var (secrets, personal, placeholders) = (
            found.Where(s => s.Kind.IsSecret()).Sum(s => s.Count), found.Where(s => !s.Kind.IsSecret()).Sum(s => s.Count), sensitive.Sum(s => s.Placeholders));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{read}{secrets:N0} keys, tokens and passwords and {personal:N0} pieces of personal data were found, by formats and check digits; "
                + $"{placeholders:N0} placeholders (example.com, test numbers) are counted apart. Names, postal addresses and passwords in prose are not "
                + $"looked for.");
    }

    private static ScanSection Since(ChangesSince since)
    {
        var (difference, rows) = (since.Difference, new List<IReadOnlyList<string>>());
        Add("added", difference.Added, difference.AddedRows.Select(ScanText.Place));
        Add("removed", difference.Removed, difference.RemovedRows.Select(ScanText.Place));
        Add("edited", difference.Edited, difference.EditedRows.Select(e => $"{ScanText.Place(e.From)} → {ScanText.Place(e.To)}"));
        foreach (var change in difference.Changed)
        {
            Add($"from {Kebab.Name(change.From)} to {Kebab.Name(change.To)}", change.Rows, [ScanText.Place(change.First)]);
        }

        return new ScanSection(
            "since",
            "What changed",
            [$"Since the scan in {since.Report}: {Number(difference.Same)} rows are the same and have the same origin. 'roundtable corpus diff' names more."],
            ["Rows", "How many", "First"],
            rows);

        void Add(string what, long count, IEnumerable<string> first) => rows.Add([what, Number(count), string.Join("; ", first)]);
    }

    private static ScanSection Contamination(ScanReport report, IReadOnlyList<BenchmarkReport> benchmarks) => new(
        "benchmarks",
        "Test items of benchmarks",
        [
            .. benchmarks.Select(b => Found(b, report)),
            .. report.Unread > 0 ? [ScanText.Read(report)] : Array.Empty<string>(),
            "An item counts as found verbatim; word for word with other case, punctuation or white space; with its options in another order; or edited, "
                + "where at least 80 % of its words stand in order. 13 words in a row and more of an item that is not found are told as a part of it.",
        ],
        ["Split", "Items", "Looked for", "Found", "Verbatim", "Reformatted", "Options reordered", "Edited", "Only in part"],
        [
            .. benchmarks.SelectMany(b => b.Splits).Take(MaxSplits).Select(s => (IReadOnlyList<string>)
                [s.File, .. ((long[])[s.Items, s.Sought, s.Found, s.Verbatim, s.Reformatted, s.OptionsReordered, s.Edited, s.InPart]).Select(Number)]),
        ]);

    private static ScanSection Sensitive(ScanReport report, IReadOnlyList<SensitiveReport> sensitive) => new(
        "sensitive",
        "Keys and personal data",
        sensitive.Count == 0
            ? [Found(sensitive, report)]
            : [Found(sensitive, report), "'roundtable corpus split' drops such rows (--drop) or masks the data (--mask)."],
        sensitive.Count == 0 ? [] : ["What", "Found", "Rows", "Placeholders", "First rows"],
        [
            .. sensitive.Select(s => (IReadOnlyList<string>)
                [s.Name, Number(s.Count), Number(s.Rows), Number(s.Placeholders), string.Join("; ", s.First.Select(ScanText.Place))]),
        ]);

    private static ScanSection Lengths(ScanReport report, LengthReport words)
    {
        List<IReadOnlyList<string>> rows = [Row("words", words)];
        if (report.Tokens is { } tokens)
        {
            rows.Add(Row($"tokens ({report.Encoding})", tokens));
        }

        return new ScanSection("lengths", "Lengths of rows", [], ["In", "Sum", "Shortest", "10 %", "Median", "90 %", "99 %", "Longest"], rows);

        static IReadOnlyList<string> Row(string name, LengthReport l) =>
            [name, .. ((long[])[l.Total, l.Min, l.Low, l.Median, l.High, l.Highest, l.Max]).Select(Number)];
    }

    private static ScanSection Clusters(ClusterReport clusters) => new(
        "clusters",
        "Clusters of equal and near rows",
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{clusters.Rows:N0} rows are in {clusters.Clusters:N0} {(clusters.Clusters == 1 ? "cluster" : "clusters")}: equal or near to each other, or "
                    + $"to rows that are. 'roundtable corpus split --dedupe keep-first' keeps one of each and drops {clusters.Rows - clusters.Clusters:N0}."),
        ],
        ["First row", "Rows", "Text"],
        [.. clusters.Largest.Select(c => (IReadOnlyList<string>)[ScanText.Place(c.First), Number(c.Rows), c.Text])]);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
