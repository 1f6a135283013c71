using Roundtable.Watching.Storage;
using Roundtable.Watching.Templates;
using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;

namespace Roundtable.Watching.Monitoring;

/// <summary>
/// Traffic watched by several processes, each for callers of its own, in four rounds. In each round a process writes a part, and one merges all of them into
/// what the next round begins with: counts; templates; who used them, from which findings follow; windows. Findings are those of one process.
/// </summary>
public static class ShardRounds
{
    /// <summary>How many rounds there are.</summary>
    public const int Count = 4;

    private const int MaxWindows = 100_000_000;

    /// <summary>Writes a part.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="settings">How traffic is watched.</param>
    /// <param name="reference">What benign traffic is like.</param>
    /// <param name="before">What the round before was merged into; null in the first.</param>
    /// <param name="traffic">The traffic of its callers, in the order of time.</param>
    /// <param name="to">Receives the part.</param>
    /// <exception cref="InvalidDataException">When what came before is malformed.</exception>
    public static void WritePart(
        int round, WatchSettings settings, LearnedReference reference, BinaryReader? before, IEnumerable<TrafficEntry> traffic, BinaryWriter to)
    {
        var count = new TrafficCount(settings.SketchBits, reference.Models);
        reference.WriteBrief(to);
        if (round == 1)
        {
            foreach (var entry in traffic)
            {
                count.Add(entry);
            }

            count.Write(to);
            return;
        }

        if (round == Count)
        {
            var explained = before!.ReadList(f => f.ReadString()).ToHashSet(StringComparer.Ordinal);
            to.WriteList(TrafficMonitor.Windows(reference, traffic.Where(e => !explained.Contains(e.Caller))), Write);
            return;
        }

        count.Merge(before!);
        count.Write(to);
        var finder = new TemplateFinder(count.Shingles, count.Prompts, reference.Shingles, reference.Prompts);
        var shard = new TrafficShard();
        if (round == 2)
        {
            foreach (var entry in traffic)
            {
                shard.Add(entry, finder, count.Releases.Of(entry));
            }

            var own = new SeenTemplates();
            own.Add(shard);
            own.Write(to);
            return;
        }

        var seen = new SeenTemplates();
        seen.Add(before!);
        seen.Write(to);
        var part = new TemplateCensus(seen.Templates, finder, []);
        foreach (var entry in traffic)
        {
            shard.Add(entry, null, null);
            part.Add(entry, isBusy: seen.Busy.Contains(entry.Caller));
        }

        new SeenUses(part, settings.MinPrompts).Write(to, shard, part);
    }

    /// <summary>Merges all parts of a round.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="settings">How traffic is watched.</param>
    /// <param name="parts">The parts, in any order.</param>
    /// <param name="to">Receives what the next round begins with.</param>
    /// <returns>After the third round the result without windows, after the last the windows; null before.</returns>
    /// <exception cref="InvalidDataException">When a part is malformed or two have the same caller.</exception>
    public static (WatchResult? Result, IReadOnlyList<TrafficWindow>? Windows) Merge(
        int round, WatchSettings settings, IReadOnlyList<BinaryReader> parts, BinaryWriter to)
    {
        LearnedReference[] references = [.. parts.Select(LearnedReference.ReadBrief)];
        if (round == Count)
        {
            return (null, [.. parts.SelectMany(p => p.ReadList(ReadWindow, MaxWindows)).OrderBy(w => w.From).ThenBy(w => w.To).ThenBy(w => w.Discrepancy)
                .Select((w, i) => w with { Number = i + 1 })]);
        }

        // In the first round counts add up; later all parts have the same.
        var counts = parts.Select(p => Read(p, settings)).ToList();
        foreach (var other in round == 1 ? counts[1..] : [])
        {
            counts[0].Merge(other);
        }

        var seen = new SeenTemplates();
        if (round <= 2)
        {
            counts[0].Write(to);
            if (round == 2)
            {
                parts.ToList().ForEach(seen.Add);
                seen.Write(to);
            }

            return (null, null);
        }

        seen.Add(parts[0]);
        parts.Skip(1).ToList().ForEach(new SeenTemplates().Add);
        var uses = new SeenUses(new TemplateCensus(seen.Templates, null, []), settings.MinPrompts);
        parts.ToList().ForEach(uses.Add);
        var (result, explained) = TrafficMonitor.Judge(settings, references[0], counts[0].Prompts, seen, uses);
        to.WriteList([.. explained.Order(StringComparer.Ordinal)], (w, e) => w.Write(e));
        return (result, null);
    }

    private static TrafficCount Read(BinaryReader part, WatchSettings settings)
    {
        var count = new TrafficCount(settings.SketchBits, new ModelReleases());
        count.Merge(part);
        return count;
    }

    private static void Write(BinaryWriter to, TrafficWindow window)
    {
        to.WriteTime(window.From);
        to.WriteTime(window.To);
        to.WriteNumber(window.Prompts);
        to.WriteNumber(window.Callers);
        to.Write(window.Discrepancy);
        to.Write(window.P ?? -1);
        to.Write(window.IsFlagged);
    }

    private static TrafficWindow ReadWindow(BinaryReader from) => new(
        0, from.ReadTime(), from.ReadTime(), (int)from.ReadNumber(int.MaxValue), (int)from.ReadNumber(int.MaxValue), from.ReadDouble(),
        from.ReadDouble() is >= 0 and <= 1 and var p ? p : null, from.ReadBoolean());
}
