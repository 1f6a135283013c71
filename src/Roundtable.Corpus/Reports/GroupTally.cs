using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Reports;

/// <summary>Groups rows by what they came from.</summary>
internal sealed class GroupTally
{
    private const int MostGroups = 50_000;

    private readonly Dictionary<(Origin, string Models, string Licences, long? Leaf), (long Rows, RowPlace First)> _groups = [];

    /// <summary>Counts a row.</summary>
    public void Add(Origin origin, IReadOnlyList<Evidence> evidence, RowPlace place)
    {
        var (models, licences, leaf) = ("", "", (long?)null);
        if (evidence.Count > 0)
        {
            models = Joined(evidence, e => e.Points == Origin.Synthetic && e.Strength >= Strength.Moderate ? e.Model : null);
            licences = Joined(evidence, e => e.Licence);
            leaf = evidence.FirstOrDefault(e => e.Leaf is not null)?.Leaf;
        }

        var key = (origin, models, licences, leaf);
        if (_groups.Count >= MostGroups && !_groups.ContainsKey(key))
        {
            // Too many to rule on one by one: what they name in common is lost, and nothing is claimed of them.
            key = (origin, "", "", null);
        }

        var (rows, first) = _groups.GetValueOrDefault(key, (0, place));
        _groups[key] = (rows + 1, first);
    }

    /// <summary>The groups, most rows first.</summary>
    public IReadOnlyList<ReportGroup> Groups() =>
    [
        .. _groups.OrderByDescending(g => g.Value.Rows).ThenBy(g => g.Key.Item1).ThenBy(g => g.Key.Models, StringComparer.Ordinal).ThenBy(g => g.Key.Licences, StringComparer.Ordinal).ThenBy(g => g.Key.Leaf)
            .Select(g => new ReportGroup(g.Key.Item1, Split(g.Key.Models), Split(g.Key.Licences), g.Key.Leaf, g.Value.Rows, g.Value.First)),
    ];

    private static string Joined(IReadOnlyList<Evidence> evidence, Func<Evidence, string?> name) =>
        string.Join('\n', evidence.Select(name).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string[] Split(string names) => names.Length == 0 ? [] : names.Split('\n');
}
