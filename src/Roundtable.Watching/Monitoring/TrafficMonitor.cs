using Roundtable.Watching.Findings;
using Roundtable.Watching.Templates;
using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;

namespace Roundtable.Watching.Monitoring;

/// <summary>
/// Watches traffic for the collection of a model's answers: compared with a reference of benign traffic, in four passes and memory that grows with callers and
/// templates alone. docs/watch.md.
/// </summary>
/// <param name="settings">How.</param>
public sealed class TrafficMonitor(WatchSettings settings)
{
    /// <summary>The fewest callers of the reference's second half: with fewer the rate of false alarms would not be known, and nothing is reported.</summary>
    public const int MinReferenceCallers = 100;

    /// <summary>Reads benign traffic, and tests the rules on its second half.</summary>
    /// <param name="reference">
    /// Reads it, in the order of time, from behind a position on (-1 for all of it); called four times, once for all and three times for the second half.
    /// </param>
    /// <param name="middle">The position that ends its first half.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ReferenceTooSmallException">When the rate of false alarms cannot be told.</exception>
    public LearnedReference Learn(Func<long, IEnumerable<TrafficEntry>> reference, long middle, CancellationToken cancellation)
    {
        var reader = new ReferenceReader(settings);
        foreach (var entry in reference(-1))
        {
            cancellation.ThrowIfCancellationRequested();
            reader.Add(entry, entry.Position <= middle);
        }

        var tested = reader is { First: { } first, Second: { } second } ? Watch(first, second, () => reference(middle), cancellation) : null;
        if (tested is null || tested.Callers < MinReferenceCallers)
        {
            throw new ReferenceTooSmallException(tested?.Callers ?? 0, MinReferenceCallers);
        }

        var falseCallers = tested.Findings.Where(f => f.Grade > FindingGrade.Notice).SelectMany(f => f.Callers).Select(c => c.Name)
            .Distinct(StringComparer.Ordinal).Count();
        var windows = tested.Windows.Where(w => w.P is not null).ToList();
        return reader.Whole(new ErrorRates(tested.Callers, falseCallers, windows.Count, windows.Count(w => w.IsFlagged)));
    }

    /// <summary>Watches traffic.</summary>
    /// <param name="reference">What benign traffic is like.</param>
    /// <param name="traffic">Reads the traffic, in the order of time; called four times, with the same result each time.</param>
    /// <param name="cancellation">Stops.</param>
    public WatchResult Watch(LearnedReference reference, Func<IEnumerable<TrafficEntry>> traffic, CancellationToken cancellation)
    {
        var counted = new TrafficCount(settings.SketchBits, reference.Models);
        foreach (var entry in traffic())
        {
            cancellation.ThrowIfCancellationRequested();
            counted.Add(entry);
        }

        return Watch(reference, counted, traffic, cancellation);
    }

    private WatchResult Watch(LearnedReference reference, TrafficCount counted, Func<IEnumerable<TrafficEntry>> traffic, CancellationToken cancellation)
    {
        var finder = new TemplateFinder(counted.Shingles, counted.Prompts, reference.Shingles, reference.Prompts);
        var shards = Enumerable.Range(0, settings.Shards).Select(_ => new TrafficShard()).ToArray();
        foreach (var entry in traffic())
        {
            cancellation.ThrowIfCancellationRequested();
            shards[ShardOf(entry.Caller)].Add(entry, finder, counted.Releases.Of(entry));
        }

        var seen = new SeenTemplates();
        Array.ForEach(shards, seen.Add);

        // The shards look a second time, each at its callers.
        var templates = seen.Templates;
        var parts = Enumerable.Range(0, settings.Shards).Select(i => new TemplateCensus(templates, finder, seen.Busy.Where(b => ShardOf(b) == i))).ToArray();
        foreach (var entry in traffic())
        {
            cancellation.ThrowIfCancellationRequested();
            parts[ShardOf(entry.Caller)].Add(entry);
        }

        var uses = new SeenUses(new TemplateCensus(templates, finder, []), settings.MinPrompts);
        for (var i = 0; i < parts.Length; i++)
        {
            uses.Add(shards[i], parts[i]);
        }

        var (result, explained) = Judge(settings, reference, counted.Prompts, seen, uses);
        return result with
        {
            Windows = Windows(reference, traffic().Where(e => !explained.Contains(e.Caller)).Select(e =>
            {
                cancellation.ThrowIfCancellationRequested();
                return e;
            })),
        };
    }

    /// <summary>The findings that follow from who used which templates, and the callers whose traffic they explain: windows leave these out.</summary>
    internal static (WatchResult Result, IReadOnlySet<string> Explained) Judge(
        WatchSettings settings, LearnedReference reference, long prompts, SeenTemplates seen, SeenUses uses)
    {
        var rules = new FindingRules(reference.Rates, seen.Hours);
        var campaigns = new CampaignBuilder(uses.Callers, seen.Callers, uses.Census, reference.Words, settings.MinPrompts).Build();
        List<(Campaign Campaign, WatchFinding? Finding)> judged = [.. campaigns.Select(c => (c, rules.Of(c)))];

        // Whoever is in a graver finding asks for itself, and in as many ways as that takes.
        var graver = judged.Where(j => j.Finding is { Grade: > FindingGrade.Notice } && j.Campaign.DifferentPrompts is null).SelectMany(j => j.Campaign.Members)
            .Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        List<FoundReseller> resellers = [.. new ResellerRules(reference).Of(uses.Callers.Where(c => !graver.Contains(c.Key)))];
        List<WatchFinding> findings = [.. judged.Select(j => j.Finding).OfType<WatchFinding>().Where(f => !IsSaidAlready(f, judged, resellers))
            .Concat(resellers.Select(r => r.Finding)).OrderByDescending(f => f.Grade).ThenByDescending(f => f.Prompts)
            .ThenBy(f => f.Id, StringComparer.Ordinal)];

        // Whose traffic a class, an evaluation or one program explains is no news a second time.
        var explained = judged.Where(j => j.Finding is null or { Grade: FindingGrade.Notice }).SelectMany(j => j.Campaign.Members)
            .Where(m => m.Prompts * 2 >= m.State.Prompts).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        return (new WatchResult(reference.Prompts, reference.Callers, prompts, (int)seen.Callers, reference.Rates, findings, [], resellers), explained);
    }

    /// <summary>The windows of traffic.</summary>
    internal static IReadOnlyList<TrafficWindow> Windows(LearnedReference reference, IEnumerable<TrafficEntry> traffic)
    {
        var test = reference.Windows.Copy();
        return [.. traffic.Select(e => test.Add(e, isReference: false)).OfType<TrafficWindow>()];
    }

    /// <summary>Whether a finding about a caller without a template says no more than another about the same caller.</summary>
    private static bool IsSaidAlready(
        WatchFinding finding, List<(Campaign Campaign, WatchFinding? Finding)> judged, List<FoundReseller> resellers) =>
        finding is { Templates: 0, Callers: [var caller] }
        && (resellers.Exists(r => r.Caller == caller.Name)
            || judged.Exists(j => j.Finding is { Callers: [var same] } other && same.Name == caller.Name && other.Grade >= finding.Grade
                && (other.Templates > 0 || string.CompareOrdinal(other.Id, finding.Id) < 0)));

    /// <summary>The shard of a caller, from 0: the same on every machine.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="shards">How many shards there are.</param>
    public static int ShardOf(string caller, int shards) =>
        (int)(System.IO.Hashing.XxHash3.HashToUInt64(System.Runtime.InteropServices.MemoryMarshal.AsBytes(caller.AsSpan())) % (uint)shards);

    private int ShardOf(string caller) => ShardOf(caller, settings.Shards);
}
