namespace Roundtable.Deliberation.Comparisons;

/// <summary>What a panel's answers have in common and what not. Found by a moderator, checked and counted by the program.</summary>
/// <param name="By">Name of the moderator's model.</param>
/// <param name="Shown">The answering seats in the order of the letters under which the moderator was shown their answers.</param>
/// <param name="Points">The points, in the moderator's order.</param>
/// <param name="DroppedPoints">Number of points left out because no span of theirs was found.</param>
/// <param name="DroppedSpans">Number of spans left out because they are no verbatim part of the answer.</param>
public sealed record Comparison(string By, IReadOnlyList<int> Shown, IReadOnlyList<ComparisonPoint> Points, int DroppedPoints, int DroppedSpans);
