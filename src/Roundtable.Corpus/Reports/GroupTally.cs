using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Reports;

/// <summary>Groups rows by provenance.</summary>
internal sealed class GroupTally
{
    private const int MaxGroups = 50_000;

    private readonly Dictionary<string, ReportGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>Counts a row.</summary>
    public void Add(Origin origin, IReadOnlyList<Evidence> evidence, RowPlace place)
    {
        var key = ReportGroup.KeyOf(origin, evidence);
        if (!_groups.TryGetValue(key, out var group))
        {
            // Too many groups to rule on one by one: further ones lose their models and licences, and nothing is claimed of them.
            group = _groups.Count >= MaxGroups
                ? new ReportGroup(origin, [], [], null, 0, place)
                : ReportGroup.Of(origin, evidence, place);
            key = group.Key;
            group = _groups.GetValueOrDefault(key, group);
        }

        _groups[key] = group with { Rows = group.Rows + 1 };
    }

    /// <summary>The groups, most rows first.</summary>
    public IReadOnlyList<ReportGroup> Groups() =>
        [.. _groups.OrderByDescending(g => g.Value.Rows).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Value)];
}
