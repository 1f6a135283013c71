using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Lineage;

/// <summary>A walk over the lineage for people: what was reached, by distance, each with the step that led to it.</summary>
/// <param name="Groups">The distances, the nearest first.</param>
/// <param name="Further">How many nodes are further away than those.</param>
/// <param name="Furthest">The distance of the furthest node; 0 where there is none.</param>
/// <param name="Up">Whether it is what things came from; else what came from them.</param>
/// <param name="IsWhole">Whether the walk itself left nothing out.</param>
public sealed record LineageList(IReadOnlyList<LineageGroup> Groups, int Further, int Furthest, bool Up, bool IsWhole)
{
    private const int Distances = 5;

    /// <summary>How many nodes were reached.</summary>
    public int Count => Groups.Sum(g => g.Count) + Further;

    /// <summary>The list of a walk.</summary>
    /// <param name="graph">The walk.</param>
    /// <param name="most">How many nodes of one distance are listed, of five distances; the others are counted. Null lists all.</param>
    public static LineageList Of(LineageGraph graph, int? most)
    {
        var cameBy = graph.Ways();
        List<IGrouping<int, (long Id, int Distance)>> distances = [.. graph.Shown().GroupBy(n => n.Distance).OrderBy(g => g.Key)];
        var near = most is null ? distances : distances.Take(Distances);
        return new LineageList(
            [.. near.Select(g => new LineageGroup(g.Key, [.. g.Take(most ?? int.MaxValue).Select(n => Node(graph, cameBy, n.Id))], g.Count()))],
            most is null ? 0 : distances.Skip(Distances).Sum(g => g.Count()),
            distances.Select(g => g.Key).LastOrDefault(),
            graph.Up,
            graph.IsWhole);
    }

    private static ListedNode Node(LineageGraph graph, IReadOnlyDictionary<long, LineageStep?> cameBy, long id)
    {
        var step = cameBy[id]!.Value;
        while (step.Code == LineageStep.Means && cameBy[graph.Up ? step.Node : step.Source] is { } before)
        {
            // A name that only stands for this one is passed over for what led to that name.
            step = before;
        }

        var near = graph.Up ? step.Node : step.Source;
        return new ListedNode(graph.Names[id], step, graph.From.Contains(near) ? null : graph.Names[near]);
    }
}

/// <summary>What was reached at one distance.</summary>
/// <param name="Distance">The number of steps, from 1.</param>
/// <param name="Nodes">The nodes that are listed, in natural order.</param>
/// <param name="Count">How many there are, listed or not.</param>
public sealed record LineageGroup(int Distance, IReadOnlyList<ListedNode> Nodes, int Count)
{
    /// <summary>How many are not listed.</summary>
    public int More => Count - Nodes.Count;

    /// <summary>The distance in words: <c>2 steps away</c>.</summary>
    public string Away => T("{0, plural, one {# step away} other {# steps away}}", Distance);
}

/// <summary>A node that was reached, and the step that led to it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Step">The step: <c>made with</c>, and whether someone says so or the log shows it.</param>
/// <param name="Near">The name of the node before it on the way; null for where the walk began.</param>
public sealed record ListedNode(string Name, LineageStep Step, string? Near)
{
    /// <summary>The step as an English sentence without a subject of its own: <c>made with dataset:a (declared)</c>.</summary>
    /// <param name="up">Whether the walk goes to what things came from.</param>
    public string Text(bool up)
    {
        var declared = Step.Declared ? " (declared)" : "";
        return up
            ? $"{(Near is null ? "" : Near + ": ")}{Step.Says} {Name}{declared}"
            : $"{Name}, {Step.Says} {Near ?? "it"}{declared}";
    }
}
