using Roundtable.Watching.Findings;
using Roundtable.Watching.Sketches;
using Roundtable.Watching.Templates;
using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;

namespace Roundtable.Watching.Monitoring;

/// <summary>
/// Watches traffic for the collection of a model's answers: compared with a reference of benign traffic, in three passes and memory that grows with callers and
/// templates alone. docs/watch.md.
/// </summary>
/// <param name="settings">How.</param>
public sealed class TrafficMonitor(WatchSettings settings)
{
    /// <summary>The fewest callers of the reference's second half: with fewer the rate of false alarms would not be known, and nothing is reported.</summary>
    public const int MinReferenceCallers = 100;

    private const int MinEndUsers = 30;

    /// <summary>Watches traffic.</summary>
    /// <param name="reference">Reads benign traffic, in the order of time; called several times, with the same result each time.</param>
    /// <param name="traffic">Reads the traffic, likewise.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ReferenceTooSmallException">When the rate of false alarms cannot be told.</exception>
    public WatchResult Run(Func<IEnumerable<TrafficEntry>> reference, Func<IEnumerable<TrafficEntry>> traffic, CancellationToken cancellation)
    {
        var prompts = reference().LongCount();
        var half = (int)Math.Min(int.MaxValue, prompts / 2);
        var unknown = new ErrorRates(0, 0, 0, 0);
        var tested = Look(() => reference().Take(half), () => reference().Skip(half), unknown, cancellation);
        if (tested.Callers < MinReferenceCallers)
        {
            throw new ReferenceTooSmallException(tested.Callers, MinReferenceCallers);
        }

        var falseCallers = tested.Findings.Where(f => f.Grade > FindingGrade.Notice).SelectMany(f => f.Callers).Select(c => c.Name)
            .Distinct(StringComparer.Ordinal).Count();
        var windows = tested.Windows.Where(w => w.P is not null).ToList();
        return Look(reference, traffic, new ErrorRates(tested.Callers, falseCallers, windows.Count, windows.Count(w => w.IsFlagged)), cancellation);
    }

    private WatchResult Look(Func<IEnumerable<TrafficEntry>> reference, Func<IEnumerable<TrafficEntry>> traffic, ErrorRates rates,
        CancellationToken cancellation)
    {
        var windowTest = new WindowTest(new PromptEmbedding(settings.Seed), settings.WindowSize, settings.FalseAlarmRate, settings.Seed);
        var (before, releases) = (new CountMinSketch(settings.SketchBits), new ModelReleases());
        var referenceCallers = new TrafficShard();
        var referencePrompts = 0L;
        foreach (var entry in reference())
        {
            cancellation.ThrowIfCancellationRequested();
            referencePrompts++;
            Count(entry, before);
            releases.Known(entry.Model);
            windowTest.Add(entry, isReference: true);
            referenceCallers.Add(entry, null, null);
        }

        windowTest.Forget();
        var (now, prompts) = (new CountMinSketch(settings.SketchBits), 0L);
        foreach (var entry in traffic())
        {
            cancellation.ThrowIfCancellationRequested();
            prompts++;
            Count(entry, now);
            releases.Seen(entry);
        }

        var finder = new TemplateFinder(now, prompts, before, referencePrompts);
        var shards = Enumerable.Range(0, settings.Shards).Select(_ => new TrafficShard()).ToArray();
        foreach (var entry in traffic())
        {
            cancellation.ThrowIfCancellationRequested();
            shards[ShardOf(entry.Caller)].Add(entry, finder, releases.Of(entry));
        }

        var all = new TrafficShard();
        foreach (var shard in shards)
        {
            all.Merge(shard);
        }

        var rules = new FindingRules(rates, all.Hours);
        var campaigns = new CampaignBuilder(all.Callers, settings.MinPrompts).Of(Template.Of(all.Templates));
        List<(Campaign Campaign, WatchFinding? Finding)> judged = [.. campaigns.Select(c => (c, rules.Of(c)))];
        List<WatchFinding> findings = [.. judged.Select(j => j.Finding).OfType<WatchFinding>()
            .OrderByDescending(f => f.Grade).ThenByDescending(f => f.Prompts).ThenBy(f => f.Id, StringComparer.Ordinal)];

        // Whose traffic a class, an evaluation or one program explains is no news a second time.
        var explained = judged.Where(j => j.Finding is null or { Grade: FindingGrade.Notice }).SelectMany(j => j.Campaign.Members)
            .Where(m => m.Prompts * 2 >= m.State.Prompts).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        List<TrafficWindow> windows = [];
        foreach (var entry in traffic().Where(e => !explained.Contains(e.Caller)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (windowTest.Add(entry, isReference: false) is { } window)
            {
                windows.Add(window);
            }
        }

        var styles = referenceCallers.Callers.Values.Select(c => c.Styles).DefaultIfEmpty(64).Max();
        return new WatchResult(
            referencePrompts,
            referenceCallers.Callers.Count,
            prompts,
            all.Callers.Count,
            rates,
            findings,
            windows,
            [.. all.Callers.Where(c => c.Value.EndUsers >= MinEndUsers || c.Value.Styles > styles).OrderBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => new FoundReseller(c.Key, Math.Round(c.Value.EndUsers), c.Value.Styles))]);
    }

    private static void Count(TrafficEntry entry, CountMinSketch sketch)
    {
        foreach (var shingle in entry.Prompt.Shingles)
        {
            sketch.Add(shingle);
        }
    }

    private int ShardOf(string caller) =>
        (int)(System.IO.Hashing.XxHash3.HashToUInt64(System.Runtime.InteropServices.MemoryMarshal.AsBytes(caller.AsSpan())) % (uint)settings.Shards);
}
