using Roundtable.Terms.Cutoffs;

namespace Roundtable.Workspace.Cutoffs;

/// <summary>What an audit has found so far: findings listed up to a number and counted beyond, questions counted by kind.</summary>
internal sealed class CutoffNotes
{
    private readonly SortedDictionary<string, long> _examined = new(StringComparer.Ordinal);
    private readonly Dictionary<(CutoffRoute Route, string Vendor), long> _counts = [];
    private readonly Dictionary<(string Kind, string About, string Why), (long Count, string First)> _questions = [];
    private readonly List<CutoffFinding> _findings = [];

    /// <summary>The findings that are listed.</summary>
    public IReadOnlyList<CutoffFinding> Findings => _findings;

    /// <summary>How many things of each kind were looked at.</summary>
    public IReadOnlyDictionary<string, long> Examined => _examined;

    /// <summary>Findings by route and vendor.</summary>
    public IReadOnlyList<CutoffCount> Counts =>
    [
        .. _counts.OrderBy(c => c.Key.Vendor, StringComparer.Ordinal).ThenBy(c => c.Key.Route)
            .Select(c => new CutoffCount(c.Key.Route, c.Key.Vendor, c.Value)),
    ];

    /// <summary>The questions, the most frequent of each kind first.</summary>
    public IReadOnlyList<CutoffQuestion> Questions =>
    [
        .. _questions.Select(q => new CutoffQuestion(q.Key.Kind, q.Key.About, q.Key.Why, q.Value.Count, q.Value.First))
            .OrderBy(q => q.Kind, StringComparer.Ordinal).ThenByDescending(q => q.Count).ThenBy(q => q.About, StringComparer.Ordinal)
            .ThenBy(q => q.Why, StringComparer.Ordinal),
    ];

    /// <summary>Counts what was looked at.</summary>
    public void Look(string kind) => _examined[kind] = _examined.GetValueOrDefault(kind) + 1;

    /// <summary>Notes a finding.</summary>
    public void Add(CutoffFinding finding)
    {
        var key = (finding.Answer.Route, finding.Answer.Vendor ?? "somebody who is not named");
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
        if (_findings.Count < CutoffReport.MaxListed)
        {
            _findings.Add(finding);
        }
    }

    /// <summary>Notes a question of what was answered so.</summary>
    public void Ask(CutoffAnswer answer, string place) => Ask(
        answer.Bar is null ? "hidden" : answer.Day is null ? "undated" : "unreached",
        answer.Model is { } model ? answer.Through is { } through ? $"{model} through {through}" : model : answer.Through ?? "something that is not named",
        answer.Unknown! + (answer.Bar is { } bar ? $"; {bar}" : ""),
        place);

    /// <summary>Notes a question.</summary>
    public void Ask(string kind, string about, string why, string place)
    {
        var (count, first) = _questions.GetValueOrDefault((kind, about, why), (0, place));
        _questions[(kind, about, why)] = (count + 1, first);
    }
}
