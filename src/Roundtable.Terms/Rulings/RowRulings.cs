using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Rulings;

/// <summary>
/// Rules on the rows of a file one after the other, in memory proportional to the number of distinct lineages, not of rows: rows
/// with the same grounds form one group.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="artifacts">The lineage that rows refer to.</param>
/// <param name="intent">The intended use.</param>
public sealed class RowRulings(RegistrySnapshot registry, IArtifacts artifacts, Intent intent)
{
    private const int MaxCached = 100_000;
    private const int MaxContradictions = 10;

    private readonly UseGrounds _grounds = new(registry, intent);
    private readonly Dictionary<string, RowGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RowGroup> _byLineage = new(StringComparer.Ordinal);

    /// <summary>The groups, those with the most rows first.</summary>
    public IReadOnlyList<RowGroup> Groups => [.. _groups.OrderByDescending(g => g.Value.Rows).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Value)];

    /// <summary>Number of rows counted.</summary>
    public long Rows { get; private set; }

    /// <summary>Counts a row into its group.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="number">Its number in the file, from 1.</param>
    /// <param name="rows">How many rows it represents.</param>
    public void Count(RowGroup group, long number, long rows = 1)
    {
        group.Count(number, rows);
        Rows += rows;
    }

    /// <summary>Rules on a row.</summary>
    /// <param name="lineage">A key that is equal for rows with the same lineage.</param>
    /// <param name="row">Creates the row's artifact; called only where the key is not cached.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The group of all rows with the same grounds.</returns>
    public RowGroup GroupOf(string lineage, Func<Artifact> row, CancellationToken cancellation)
    {
        if (!_byLineage.TryGetValue(lineage, out var group))
        {
            if (_byLineage.Count >= MaxCached)
            {
                _byLineage.Clear();
            }

            _byLineage[lineage] = group = GroupOf(row(), cancellation);
        }

        return group;
    }

    /// <summary>The conditions of all rows that are allowed individually.</summary>
    public IReadOnlyList<Condition> Conditions =>
    [
        .. Allowed.SelectMany(g => g.Ruling.Conditions)
            .Distinct()
            .OrderBy(c => c.Key, StringComparer.Ordinal)
            .ThenBy(c => c.Value, StringComparer.Ordinal),
    ];

    /// <summary>Conditions of different rows that cannot be met together.</summary>
    public IReadOnlyList<Conflict> Conflicts => new Conflicts(registry).Between(Conditions);

    /// <summary>The outcome for all rows together.</summary>
    public Outcome Outcome =>
        Rows == 0 ? Outcome.Unknown
        : Conflicts.Count > 0 ? Outcome.Denied
        : _groups.Values.Max(g => g.Ruling.Outcome);

    /// <summary>
    /// The groups that can be used together: of those that are allowed, as many rows as possible whose conditions can all be met.
    /// The other rows are the minimum to exclude.
    /// </summary>
    public IReadOnlySet<RowGroup> Remaining()
    {
        var conflicts = Conflicts;
        List<Condition> torn = [.. Conditions.Where(c => conflicts.Any(f => f.One == c || f.Other == c)).Take(MaxContradictions)];
        HashSet<RowGroup>? best = null;
        for (var kept = (1u << torn.Count) - 1; ; kept--)
        {
            bool Keeps(Condition? c) => c is not null && torn.IndexOf(c) is >= 0 and var i && (kept & (1u << i)) != 0;
            if (!conflicts.Any(f => Keeps(f.One) && Keeps(f.Other)))
            {
                HashSet<RowGroup> groups = [.. Allowed.Where(g => g.Ruling.Conditions.All(c => !torn.Contains(c) || Keeps(c)))];
                best = best is null || groups.Sum(g => g.Rows) > best.Sum(g => g.Rows) ? groups : best;
            }

            if (kept == 0)
            {
                return best!;
            }
        }
    }

    private IEnumerable<RowGroup> Allowed => _groups.Values.Where(g => g.Ruling.IsAllowed);

    private RowGroup GroupOf(Artifact row, CancellationToken cancellation)
    {
        var traversal = LineageTraversal.From(row.Id, new WithRow(artifacts, row), _grounds, cancellation);
        var grounds = traversal.Visits.SelectMany(v => v.Grounds).Select(g => g.Key);
        var key = string.Join('\n', grounds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        if (!_groups.TryGetValue(key, out var group))
        {
            _groups.Add(key, group = new RowGroup(Judge.Of(traversal, intent, registry)));
        }

        return group;
    }

    private sealed class WithRow(IArtifacts artifacts, Artifact row) : IArtifacts
    {
        public Artifact Find(string id) => id == row.Id ? row : artifacts.Find(id);
    }
}
