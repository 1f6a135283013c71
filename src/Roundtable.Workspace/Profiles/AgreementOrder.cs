namespace Roundtable.Workspace.Profiles;

/// <summary>Puts things that are alike beside each other, so that clusters show in a matrix.</summary>
public static class AgreementOrder
{
    /// <summary>
    /// The order of the leaves of an average-linkage tree (Sokal and Michener 1958): the two groups that are most alike are
    /// joined, again and again, each turned so that its like ends meet.
    /// </summary>
    /// <param name="items">The things.</param>
    /// <param name="likeness">How alike two of them are, 0 to 1.</param>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> items, Func<T, T, double> likeness)
    {
        List<List<T>> groups = [.. items.Select(i => new List<T> { i })];
        while (groups.Count > 1)
        {
            var (best, a, b) = (double.MinValue, 0, 1);
            for (var i = 0; i < groups.Count; i++)
            {
                for (var j = i + 1; j < groups.Count; j++)
                {
                    var average = groups[i].Average(x => groups[j].Average(y => likeness(x, y)));
                    if (average > best)
                    {
                        (best, a, b) = (average, i, j);
                    }
                }
            }

            var joined = Join(groups[a], groups[b], likeness);
            groups.RemoveAt(b);
            groups[a] = joined;
        }

        return groups.Count == 0 ? [] : groups[0];
    }

    private static List<T> Join<T>(List<T> left, List<T> right, Func<T, T, double> likeness)
    {
        List<List<T>> turned =
        [
            [.. left, .. right],
            [.. left, .. right.AsEnumerable().Reverse()],
            [.. left.AsEnumerable().Reverse(), .. right],
            [.. left.AsEnumerable().Reverse(), .. right.AsEnumerable().Reverse()],
        ];
        return turned.MaxBy(t => likeness(t[left.Count - 1], t[left.Count]))!;
    }
}
