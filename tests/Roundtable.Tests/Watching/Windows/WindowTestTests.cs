using Roundtable.Tests.Samples;
using Roundtable.Tests.Watching.Monitoring;
using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;

namespace Roundtable.Tests.Watching.Windows;

/// <summary>Windows of traffic against the rolling reference.</summary>
public sealed class WindowTestTests
{
    private const int Size = 300;
    private static readonly PromptEmbedding _embedding = new(1);

    [Fact]
    public void Benign_windows_are_flagged_no_more_often_than_promised()
    {
        var (tested, flagged) = (0, 0);
        for (var seed = 0UL; seed < (ulong)TestDepth.Of(2, 40); seed++)
        {
            var test = new WindowTest(_embedding, Size, 0.05, 3);
            foreach (var (entry, i) in new TrafficSimulator(300 + seed).People(1500, 12, 7).Entries.Select((e, i) => (e, i)))
            {
                if (test.Add(entry, isReference: i < 3000) is { P: not null } window)
                {
                    tested++;
                    flagged += window.IsFlagged ? 1 : 0;
                }
            }
        }

        Assert.True(tested >= 60);
        Assert.True(flagged <= (0.05 * tested) + (3 * Math.Sqrt(0.05 * 0.95 * tested)), $"{flagged} of {tested}");
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.2)]
    public void Windows_with_a_campaign_are_flagged(double share)
    {
        var test = new WindowTest(_embedding, Size, 0.005, 3);
        foreach (var entry in new TrafficSimulator(1).People(400, 12, 7).Entries)
        {
            test.Add(entry, isReference: true);
        }

        test.Forget();
        var traffic = new TrafficSimulator(2).People((int)(150 * (1 - share) / share), 12, 7).Campaign(150, 12, 1, 7).Entries;
        List<TrafficWindow> windows = [.. traffic.Select(e => test.Add(e, isReference: false)).OfType<TrafficWindow>()];
        Assert.True(windows.Count >= 5);
        Assert.True(windows.Count(w => w.IsFlagged) >= 0.9 * windows.Count, string.Join("; ", windows));
    }

    [Fact]
    public void A_window_of_few_callers_is_not_tested()
    {
        var test = new WindowTest(_embedding, 10, 0.05, 3);
        List<TrafficWindow> windows = [.. Enumerable.Range(0, 40)
            .Select(i => test.Add(new TrafficEntry($"caller{i % 3}", TrafficSimulator.Start, PromptFeatures.Of($"question {i}"), i), isReference: false)).OfType<TrafficWindow>()];
        Assert.Equal(4, windows.Count);
        Assert.All(windows, w => Assert.Null(w.P));
    }
}
