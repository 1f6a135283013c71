using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>A member or source of a content, and what is ruled of it alone.</summary>
/// <param name="Artifact">The artifact.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Grounds">The grounds that decided it.</param>
public sealed record Part(Artifact Artifact, Outcome Outcome, IReadOnlyList<Ground> Grounds);

/// <summary>The parts of a content with one outcome, and the grounds of all of them.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Parts">The parts.</param>
/// <param name="Grounds">The grounds, each with the number of parts that it decided, the most frequent first.</param>
public sealed record PartsSide(Outcome Outcome, IReadOnlyList<Part> Parts, IReadOnlyList<(Ground Ground, int Parts)> Grounds)
{
    /// <summary>The sides of a content, the widest first.</summary>
    public static IReadOnlyList<PartsSide> Of(IReadOnlyList<Part> parts) =>
    [
        .. parts.GroupBy(p => p.Outcome).OrderBy(g => g.Key).Select(side => new PartsSide(
            side.Key,
            [.. side],
            [
                .. side.SelectMany(p => p.Grounds).GroupBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.First(), g.Count()))
                    .OrderByDescending(g => g.Item2).ThenBy(g => g.Item1.Key, StringComparer.Ordinal),
            ])),
    ];
}
