using Roundtable.Tests.Samples;
using Roundtable.Tests.Watching.Monitoring;
using Roundtable.Watching.Traffic;
using Roundtable.Workspace.Watching;

namespace Roundtable.Tests.Workspace.Watching;

/// <summary>Traffic that is read once and looked at several times is the same each time.</summary>
public sealed class TrafficCopyTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void It_is_read_once_and_every_reading_has_all_that_was_wanted()
    {
        var entries = new TrafficSimulator(4).People(40, 5, 7).Campaign(6, 5, 0.5, 7).Entries.Select((e, i) => e with
        {
            Position = (i * 3L) + 5,
            Model = i % 2 == 0 ? "m" : null,
            EndUser = i % 3 == 0 ? "user ü" : null,
            Payment = i % 5 == 0 ? "" : null,
            Address = i % 7 == 0 ? "a" : null,
            BarredFrom = i % 11 == 0 ? DateOnly.MaxValue : i % 13 == 0 ? DateOnly.MinValue : null,
        }).ToList();
        var source = new CountedTraffic(entries);
        using var copy = new TrafficCopy(source, (_, time, _) => time != entries[3].Time, _workspace.Path, Cancellation);
        var wanted = entries.Where(e => e.Time != entries[3].Time).ToList();
        for (var i = 0; i < 2; i++)
        {
            var read = copy.Read(-1, (_, _, _) => true, Cancellation).ToList();
            Assert.Equal(wanted.Select(Told), read.Select(Told));
        }

        // Two readings at the same time do not disturb each other.
        Assert.All(copy.Read(-1, (_, _, _) => true, Cancellation).Zip(copy.Read(-1, (_, _, _) => true, Cancellation)), p => Assert.Equal(Told(p.First), Told(p.Second)));
        var after = wanted[wanted.Count / 3].Position;
        Assert.Equal(
            wanted.Where(e => e.Position > after && e.Caller != wanted[0].Caller).Select(Told),
            copy.Read(after, (caller, _, _) => caller != wanted[0].Caller, Cancellation).Select(Told));
        var until = wanted[^10].Time;
        var before = wanted.Where(e => e.Time < until).ToList();
        Assert.Equal(before[(before.Count / 2) - 1].Position, copy.Middle(until, Cancellation));
        Assert.Equal(-1, copy.Middle(DateTimeOffset.MinValue, Cancellation));
        Assert.Equal((1, 7L), (source.Readings, copy.Unread));
    }

    [Fact]
    public void Nothing_is_a_copy_too_and_no_file_is_left()
    {
        using (var copy = new TrafficCopy(new CountedTraffic([]), (_, _, _) => true, _workspace.Path, Cancellation))
        {
            Assert.Empty(copy.Read(-1, (_, _, _) => true, Cancellation));
        }

        Assert.Empty(Directory.GetFiles(_workspace.Path));
    }

    private static string Told(TrafficEntry e) =>
        $"{e with { Prompt = null! }} {e.Prompt with { Shingles = [], Buckets = [] }} {string.Join(',', e.Prompt.Shingles)} {string.Join(',', e.Prompt.Buckets.Order())}";

    private sealed class CountedTraffic(IReadOnlyList<TrafficEntry> entries) : TrafficSource
    {
        public int Readings { get; private set; }

        public override IEnumerable<TrafficEntry> Read(long after, Func<string?, DateTimeOffset, long, bool> isWanted, CancellationToken cancellation)
        {
            Readings++;
            Unread = 7;
            return entries.Where(e => isWanted(e.Caller, e.Time, e.Position));
        }

        public override long Middle(DateTimeOffset? until, CancellationToken cancellation) => throw new NotSupportedException();

        public override string? Prompt(long position, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
