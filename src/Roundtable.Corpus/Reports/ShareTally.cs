namespace Roundtable.Corpus.Reports;

/// <summary>Counts rows and words by name. The number of names is bounded: further names are counted together.</summary>
internal sealed class ShareTally
{
    private const int MaxNames = 50_000;
    private const string Others = "(others)";

    private readonly Dictionary<string, (long Rows, long Words)> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts a row.</summary>
    public void Add(string name, long words)
    {
        if (_counts.Count >= MaxNames && !_counts.ContainsKey(name))
        {
            name = Others;
        }

        var (rows, sum) = _counts.GetValueOrDefault(name);
        _counts[name] = (rows + 1, sum + words);
    }

    /// <summary>The counts, most rows first.</summary>
    public IReadOnlyList<ReportShare> Shares(long of, bool isSample, int max = 100) =>
    [
        .. _counts.OrderByDescending(c => c.Value.Rows)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Take(max)
            .Select(c => ReportShare.Of(c.Key, c.Value.Rows, c.Value.Words, of, isSample)),
    ];
}
