using Roundtable.Tests.Samples;
using Roundtable.Tests.Watching.Monitoring;
using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;

namespace Roundtable.Tests.Watching.Windows;

/// <summary>Windows of traffic against the rolling reference.</summary>
public sealed class WindowTestTests
{
    private const int Size = 300;
    private static readonly PromptEmbedding _embedding = new();

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
    public void Prompts_that_many_callers_share_are_counted_once()
    {
        // Forty callers send half of each window, two prompts that were there before: what is counted is two prompts, and not forty callers who ask the same.
        var test = new WindowTest(_embedding, Size, 0.005, 3);
        var people = new TrafficSimulator(300).People(1500, 12, 7).Entries;
        List<TrafficWindow> windows = [];
        foreach (var (entry, i) in people.Take(6000).Select((e, i) => (e, i)))
        {
            if (i < 3000)
            {
                test.Add(entry, isReference: true);
                continue;
            }

            var shared = entry with { Caller = $"pupil{i % 40}", Prompt = people[i % 2].Prompt };
            windows.AddRange(new[] { test.Add(entry, isReference: false), test.Add(shared, isReference: false) }.OfType<TrafficWindow>());
        }

        Assert.True(windows.Count >= 20);
        Assert.True(windows.Count(w => w.IsFlagged) <= 1, string.Join("; ", windows));
    }

    [Fact]
    public void Sums_of_many_choices_are_those_of_each_by_itself()
    {
        // Lengths that fill the last columns and that do not.
        foreach (var length in (int[])[32, 40, 62, 63, 64])
        {
            var random = new Random(length);
            var rows = Enumerable.Range(0, 90).Select(_ => Enumerable.Range(0, length + 16).Select(k => k < length + 2 ? random.NextSingle() - 0.5f : 0).ToArray()).ToArray();
            var scale = new WindowScale(rows, length, 30);
            var choices = Enumerable.Range(0, 7).Select(_ => Enumerable.Range(0, rows.Length).OrderBy(_ => random.Next()).Take(30).ToArray()).ToArray();
            var together = new WindowSums(rows, length, 30).Statistics([.. choices.SelectMany(c => c)]);
            for (var i = 0; i < choices.Length; i++)
            {
                var sum = choices[i].Aggregate(new float[length + 2], (s, row) => [.. s.Zip(rows[row], (a, b) => a + b)]);
                var distance = sum.Take(length).Aggregate(0.0, (d, x) => d + ((double)x * x)) * Math.Pow((1.0 / 30) + (1.0 / 60), 2);
                Assert.Equal(distance, together[i].Discrepancy, 1e-12 * distance);
                Assert.Equal(scale.Most(together[i].Discrepancy, sum.AsSpan(length)), together[i].Most);
            }
        }
    }

    [Fact]
    public void What_is_written_of_the_reference_tests_as_the_reference_does()
    {
        var test = new WindowTest(_embedding, Size, 0.05, 3);
        foreach (var entry in new TrafficSimulator(1).People(400, 12, 7).Entries)
        {
            test.Add(entry, isReference: true);
        }

        test.Forget();
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        test.Write(to);
        stream.Position = 0;
        var read = new WindowTest(_embedding, Size, 0.05, 3);
        read.Read(new BinaryReader(stream));
        Assert.Equal(stream.Length, stream.Position);
        var traffic = new TrafficSimulator(2).People(150, 12, 7).Campaign(20, 12, 0.5, 7).Entries;
        Assert.Equal(
            traffic.Select(e => test.Add(e, isReference: false)).OfType<TrafficWindow>().ToList(),
            traffic.Select(e => read.Add(e, isReference: false)).OfType<TrafficWindow>().ToList());
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
