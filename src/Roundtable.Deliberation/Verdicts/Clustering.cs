namespace Roundtable.Deliberation.Verdicts;

/// <summary>How the positions of one round of an open question were grouped.</summary>
/// <param name="Round">The round whose positions these are, from 1.</param>
/// <param name="Clusters">The groups, in the order in which they are shown; they play the part of options.</param>
/// <param name="By">Who grouped them: <c>moderator</c>, <c>person</c> or <c>text</c> (equal texts only, no moderator).</param>
public sealed record Clustering(int Round, IReadOnlyList<Cluster> Clusters, string By);
