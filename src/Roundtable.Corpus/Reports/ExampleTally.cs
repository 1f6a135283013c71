using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Wording;

namespace Roundtable.Corpus.Reports;

/// <summary>Keeps the first rows of each finding, in bounded memory.</summary>
internal sealed class ExampleTally
{
    private const int MaxFindings = 4096;
    private const int MaxEach = 2;
    private const int MaxSummaries = 15;

    private readonly Dictionary<string, List<(long Row, RowPlace Place, TextSpan? Span)>> _first = new(StringComparer.Ordinal);

    /// <summary>Adds a row.</summary>
    /// <param name="number">Its index among all rows.</param>
    /// <param name="place">Its place.</param>
    /// <param name="row">Its label.</param>
    public void Add(long number, RowPlace place, LabelledRow row)
    {
        foreach (var evidence in row.Evidence)
        {
            Add(evidence.Summary, number, place, evidence.Spans is [var span, ..] ? span : null);
        }

        foreach (var finding in row.Facts.Sensitive)
        {
            if (!finding.IsExample && finding.Span.IsInText)
            {
                Add(finding.Name, number, place, finding.Span);
            }
        }

        foreach (var match in row.Facts.Benchmarks)
        {
            Add($"{match.Benchmark}, {Kebab.Name(match.Form)}", number, place, match.Spans is [var span, ..] ? span : null);
        }
    }

    /// <summary>The rows that a report shows: those of its most frequent evidence, of test items, and of every kind of sensitive data.</summary>
    public IReadOnlyList<(string Finding, long Row, RowPlace Place, TextSpan? Span)> Choose(ScanReport report)
    {
        var names = (report.Benchmarks ?? []).SelectMany(b => Enum.GetValues<Benchmarks.MatchForm>().Select(f => $"{b.Name}, {Kebab.Name(f)}"))
            .Concat((report.Sensitive ?? []).Select(s => s.Name))
            .Concat(report.Summaries.Take(MaxSummaries).Select(s => s.Name));
        return [.. names.Distinct(StringComparer.Ordinal).Where(_first.ContainsKey).SelectMany(n => _first[n].Select(r => (n, r.Row, r.Place, r.Span)))];
    }

    private void Add(string finding, long number, RowPlace place, TextSpan? span)
    {
        if (!_first.TryGetValue(finding, out var rows))
        {
            if (_first.Count >= MaxFindings)
            {
                return;
            }

            _first[finding] = rows = [];
        }

        if (rows.Count < MaxEach && (rows.Count == 0 || rows[^1].Row != number))
        {
            rows.Add((number, place, span));
        }
    }
}
