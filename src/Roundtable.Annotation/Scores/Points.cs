using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Scores;

/// <summary>Points of answers against a known one: 1 for right, 0 for wrong or missing; ties share the point.</summary>
public static class Points
{
    /// <summary>
    /// The points of a plurality: 1 ÷ the number of classes with the most votes if the right one is among them, else 0. No votes have no points.
    /// </summary>
    public static double OfPlurality(ReadOnlySpan<short> votes, short gold)
    {
        if (gold == VoteTable.None)
        {
            throw new ArgumentException("Without gold there are no points.", nameof(gold));
        }

        var counts = new Dictionary<short, int>();
        foreach (var vote in votes)
        {
            if (vote != VoteTable.None)
            {
                counts[vote] = counts.GetValueOrDefault(vote) + 1;
            }
        }

        var most = counts.Count == 0 ? 0 : counts.Values.Max();
        return counts.GetValueOrDefault(gold) == most && most > 0 ? 1.0 / counts.Values.Count(c => c == most) : 0;
    }
}
