using Roundtable.Annotation.Scores;

namespace Roundtable.Annotation.Evaluation;

/// <summary>Scores by category.</summary>
internal static class CategoryScores
{
    // More are no categories but texts of the items.
    private const int MaxCategories = 200;

    /// <summary>The scores of each category, by name; none where there are no categories, one or too many.</summary>
    public static IReadOnlyList<CategoryScore> Of(BenchVotes bench, double[] majority, double[] best, long seed)
    {
        if (bench.Categories is not { } categories)
        {
            return [];
        }

        var groups = bench.Gold.Items.Select((item, place) => (Category: categories[item], place))
            .GroupBy(i => i.Category, i => i.place, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        return groups.Count is < 2 or > MaxCategories ? [] : [.. groups.Select(g =>
        {
            double[] panel = [.. g.Select(i => majority[i])];
            double[] seat = [.. g.Select(i => best[i])];
            return new CategoryScore(g.Key, panel.Length, panel.Average(), seat.Average(), PairedBootstrap.Difference(panel, seat, seed));
        })];
    }
}
