using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Sensitive;

namespace Roundtable.Corpus.Reports;

/// <summary>Counts what is known of rows beside their origin: languages, lengths, test items, keys and personal data.</summary>
internal sealed class FactsTally(ScanPlan plan)
{
    private const int MaxExamples = 5;

    private readonly ShareTally _languages = new();
    private readonly LengthTally _words = new();
    private readonly LengthTally _tokens = new();
    private readonly Dictionary<string, Items> _benchmarks =
        (plan.Settings.Benchmarks ?? []).ToDictionary(b => b.Name, _ => new Items(), StringComparer.Ordinal);

    private readonly Dictionary<(SensitiveKind Kind, string Name), Hits> _sensitive = [];

    /// <summary>Counts a row.</summary>
    public void Add(RowPlace place, LabelledRow row)
    {
        var facts = row.Facts;
        _languages.Add(facts.Language, row.Words);
        _words.Add(row.Words);
        if (plan.Settings.Tokens is not null)
        {
            _tokens.Add(facts.Tokens);
        }

        if (facts.Benchmarks.Count > 0)
        {
            Matches(place, facts.Benchmarks);
        }

        if (facts.Sensitive.Count > 0)
        {
            Sensitive(place, facts.Sensitive);
        }
    }

    /// <summary>The report with what was counted.</summary>
    public ScanReport In(ScanReport report) => report with
    {
        Languages = _languages.Shares(report.Examined, report.Sample < 1),
        Lengths = _words.Report(),
        Encoding = plan.Settings.Tokens,
        Tokens = _tokens.Report(),
        Benchmarks = plan.Settings.Benchmarks is { } planned ? [.. planned.Select(Report)] : null,
        Sensitive =
        [
            .. _sensitive.OrderBy(s => s.Key.Kind).ThenByDescending(s => s.Value.Count).ThenBy(s => s.Key.Name, StringComparer.Ordinal)
                .Select(s => new SensitiveReport(s.Key.Kind, s.Key.Name, s.Value.Count, s.Value.Rows, s.Value.Placeholders, s.Value.First)),
        ],
    };

    private void Matches(RowPlace place, IReadOnlyList<BenchmarkMatch> matches)
    {
        foreach (var group in matches.GroupBy(m => m.Benchmark, StringComparer.Ordinal))
        {
            var items = _benchmarks[group.Key];
            items.Rows += group.Any(m => m.IsFound) ? 1 : 0;
            foreach (var match in group)
            {
                var key = (match.File, match.Row);
                var isFirst = !items.Best.TryGetValue(key, out var best);
                if (isFirst || match.Form < best)
                {
                    items.Best[key] = match.Form;
                }

                if (match.IsFound && (isFirst || best == MatchForm.InPart) && items.First.Count < MaxExamples)
                {
                    items.First.Add(new FoundItem(place, new RowPlace(match.File, match.Row), match.Form, match.Words));
                }
            }
        }
    }

    private void Sensitive(RowPlace place, IReadOnlyList<SensitiveFinding> findings)
    {
        foreach (var group in findings.GroupBy(f => (f.Kind, f.Name)))
        {
            if (!_sensitive.TryGetValue(group.Key, out var hits))
            {
                _sensitive[group.Key] = hits = new Hits();
            }

            var real = group.Count(f => !f.IsExample);
            hits.Count += real;
            hits.Placeholders += group.Count() - real;
            if (real > 0)
            {
                hits.Rows++;
                if (hits.First.Count < MaxExamples)
                {
                    hits.First.Add(place);
                }
            }
        }
    }

    private BenchmarkReport Report(PlannedBenchmark benchmark)
    {
        var items = _benchmarks[benchmark.Name];
        var forms = items.Best.GroupBy(b => b.Key.File, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.CountBy(b => b.Value).ToDictionary(), StringComparer.Ordinal);
        return new BenchmarkReport(
            benchmark.Name,
            items.Rows,
            [
                .. benchmark.Splits.Select(s => new SplitReport(
                    s.File, s.Items, s.Sought, Count(s, MatchForm.Verbatim), Count(s, MatchForm.Reformatted), Count(s, MatchForm.OptionsReordered),
                    Count(s, MatchForm.Edited), Count(s, MatchForm.InPart))),
            ],
            items.First);

        long Count(PlannedSplit split, MatchForm form) => forms.GetValueOrDefault(split.File)?.GetValueOrDefault(form) ?? 0;
    }

    private sealed class Items
    {
        public Dictionary<(string File, long Row), MatchForm> Best { get; } = [];

        public List<FoundItem> First { get; } = [];

        public long Rows { get; set; }
    }

    private sealed class Hits
    {
        public List<RowPlace> First { get; } = [];

        public long Count { get; set; }

        public long Rows { get; set; }

        public long Placeholders { get; set; }
    }
}
