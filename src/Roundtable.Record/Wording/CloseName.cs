namespace Roundtable.Record.Wording;

/// <summary>Finds what was probably meant by a name that is not known.</summary>
public static class CloseName
{
    /// <summary>The end of a sentence: <c>; did you mean 'x'?</c>, or a full stop where nothing comes close.</summary>
    public static string Suggest(string name, IEnumerable<string> candidates) =>
        Closest(name, candidates) is { Count: > 0 } close ? $"; did you mean {string.Join(" or ", close.Select(c => $"'{c}'"))}?" : ".";

    /// <summary>Up to three candidates within a third of the name's length in edits, or that contain it; the closest first.</summary>
    public static IReadOnlyList<string> Closest(string name, IEnumerable<string> candidates) =>
    [
        .. candidates
            .Select(c => (Candidate: c, Distance: c.Contains(name, StringComparison.OrdinalIgnoreCase) && name.Length > 2 ? 1 : Edits(name, c)))
            .Where(c => c.Distance <= Math.Max(1, name.Length / 3))
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Candidate, StringComparer.Ordinal)
            .Take(3)
            .Select(c => c.Candidate),
    ];

    /// <summary>Levenshtein's distance, letter case aside.</summary>
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 0; i < a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i]) == char.ToLowerInvariant(b[j]) ? 0 : 1;
                (diagonal, row[j + 1]) = (row[j + 1], Math.Min(Math.Min(row[j + 1], row[j]) + 1, diagonal + cost));
            }
        }

        return row[b.Length];
    }
}
