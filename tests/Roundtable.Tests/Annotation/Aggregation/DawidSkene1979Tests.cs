using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Votes;

namespace Roundtable.Tests.Annotation.Aggregation;

/// <summary>
/// The example of Dawid and Skene (1979), table 1: five anaesthetists on 45 patients, the first of them three times, on a scale of four. Published: estimated
/// marginals 0.40, 0.42, 0.11, 0.07.
/// </summary>
public sealed class DawidSkene1979Tests
{
    // Per patient the three assessments of observer 1, then those of observers 2 to 5.
    private static readonly string[] s_patients =
    [
        "1111111", "3334334", "1122122", "2223121", "2223222", "2223322", "1222111", "3333433", "2222223", "2322223", "4444444", "2223343",
        "1111111", "2223212", "1211111", "1112111", "1111111", "1111111", "2222221", "2221322", "2222222", "2222221", "2223222", "2212222",
        "1111111", "1111111", "2322222", "1111111", "1111111", "1121121", "1111111", "3333233", "1111111", "2222222", "2223232", "4334343",
        "2212232", "2323233", "3333432", "1111111", "1111111", "1212111", "2322222", "1211111", "2222222",
    ];

    [Fact]
    public void The_published_marginals_and_classes_are_found()
    {
        var labels = new DawidSkeneRule(smoothing: 1e-6).Aggregate(Table(s_patients), GoldLabels.Nothing(45));
        double[] published = [0.40, 0.42, 0.11, 0.07];
        for (var c = 0; c < 4; c++)
        {
            Assert.Equal(published[c], Enumerable.Range(0, 45).Average(i => labels.Of(i)[c]), 0.015);
        }

        // Patients of whom the paper is sure: 1 fit, 11 in the worst class, 5 and 39 between them.
        Assert.Equal([0, 3, 1, 2], new[] { labels[0], labels[10], labels[4], labels[38] });
    }

    private static VoteTable Table(string[] rows) => Tables.Make(rows.Length, 7, 4, [.. rows.SelectMany(r => r.Select(c => (short)(c - '1')))],
        s => new VoteSource($"answer {s}") { Seat = s < 3 ? "observer 1" : $"observer {s - 1}" });
}
