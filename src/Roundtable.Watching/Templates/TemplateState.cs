using Roundtable.Watching.Sketches;
using Roundtable.Watching.Storage;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Templates;

/// <summary>
/// What is kept of the prompts that share an anchor: counters, and a sample by which it is told whether they share more than that. States add up.
/// </summary>
/// <param name="anchor">The shingle that stands for them.</param>
public sealed class TemplateState(ulong anchor)
{
    private const int MaxSample = 8;
    private const int MaxShingles = 64;
    private const int Shared = 3;

    private static readonly Comparer<Sampled> _byHash = Comparer<Sampled>.Create((a, b) => a.Whole.CompareTo(b.Whole));

    private readonly List<Sampled> _sample = [];
    private readonly long[] _hours = new long[24];

    /// <summary>The shingle that stands for them.</summary>
    public ulong Anchor => anchor;

    /// <summary>How many prompts.</summary>
    public long Prompts { get; private set; }

    /// <summary>Different prompts: the fillings of its slots.</summary>
    public DistinctCounter Fillings { get; private init; } = new(DistinctCounter.FineBits);

    /// <summary>How many of them ask for reasoning itself.</summary>
    public long Thinking { get; private set; }

    /// <summary>How many ask for grades.</summary>
    public long Rubric { get; private set; }

    /// <summary>How many have the form of test items.</summary>
    public long TestItems { get; private set; }

    /// <summary>How many prescribe the form of what is wanted.</summary>
    public long Forms { get; private set; }

    /// <summary>How many went to a new model within a day after it was first seen.</summary>
    public long Turned { get; private set; }

    /// <summary>How many went to another model within that day.</summary>
    public long Stayed { get; private set; }

    /// <summary>How many came before it.</summary>
    public long BeforeRelease { get; private set; }

    /// <summary>Prompts by the hour of the day, UTC.</summary>
    public IReadOnlyList<long> Hours => _hours;

    /// <summary>Some of its prompts: by hash, so that neither the first nor the last is preferred.</summary>
    public IEnumerable<SamplePrompt> Samples => _sample.Select(s => new SamplePrompt(s.Position, s.Whole));

    /// <summary>Takes in a prompt.</summary>
    /// <param name="entry">The prompt.</param>
    /// <param name="heavy">Its shingles that are frequent now and were not in the reference.</param>
    /// <param name="release">
    /// How it stands to the last release of a model: before it, within its first day on the new model or on another; null otherwise.
    /// </param>
    public void Add(TrafficEntry entry, ReadOnlySpan<ulong> heavy, ReleaseMove? release)
    {
        Prompts++;
        Fillings.Add(entry.Prompt.Whole);
        var marks = entry.Prompt.Marks;
        Thinking += marks.HasFlag(PromptMarks.Thinking) ? 1 : 0;
        Rubric += marks.HasFlag(PromptMarks.Rubric) ? 1 : 0;
        TestItems += marks.HasFlag(PromptMarks.TestItem) ? 1 : 0;
        Forms += marks.HasFlag(PromptMarks.Form) ? 1 : 0;
        BeforeRelease += release == ReleaseMove.Before ? 1 : 0;
        Turned += release == ReleaseMove.Turned ? 1 : 0;
        Stayed += release == ReleaseMove.Stayed ? 1 : 0;
        _hours[entry.Time.UtcDateTime.Hour]++;
        var whole = entry.Prompt.Whole;
        if (_sample.Count < MaxSample || whole < _sample[^1].Whole)
        {
            Take(new Sampled(whole, entry.Position, heavy[..Math.Min(heavy.Length, MaxShingles)].ToArray(), new WordSet(entry.Prompt)));
        }
    }

    /// <summary>Adds what another state of the same anchor has.</summary>
    public void Merge(TemplateState other)
    {
        Prompts += other.Prompts;
        Fillings.Merge(other.Fillings);
        Thinking += other.Thinking;
        Rubric += other.Rubric;
        TestItems += other.TestItems;
        Forms += other.Forms;
        BeforeRelease += other.BeforeRelease;
        Turned += other.Turned;
        Stayed += other.Stayed;
        for (var i = 0; i < _hours.Length; i++)
        {
            _hours[i] += other._hours[i];
        }

        foreach (var sampled in other._sample)
        {
            Take(sampled);
        }
    }

    /// <summary>Writes it.</summary>
    internal void Write(BinaryWriter to)
    {
        to.Write(anchor);
        foreach (var number in (ReadOnlySpan<long>)[Prompts, Thinking, Rubric, TestItems, Forms, Turned, Stayed, BeforeRelease, .. _hours])
        {
            to.WriteNumber(number);
        }

        Fillings.Write(to);
        to.WriteList(_sample, (w, s) =>
        {
            w.Write(s.Whole);
            w.WriteNumber(s.Position);
            w.WriteList(s.Heavy, (v, h) => v.Write(h));
            s.Words.Write(w);
        });
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">When it is none.</exception>
    internal static TemplateState Read(BinaryReader from)
    {
        var name = from.ReadUInt64();
        var numbers = Enumerable.Range(0, 8 + 24).Select(_ => from.ReadNumber()).ToArray();
        var state = new TemplateState(name)
        {
            Prompts = numbers[0],
            Thinking = numbers[1],
            Rubric = numbers[2],
            TestItems = numbers[3],
            Forms = numbers[4],
            Turned = numbers[5],
            Stayed = numbers[6],
            BeforeRelease = numbers[7],
            Fillings = DistinctCounter.Read(from, DistinctCounter.FineBits),
        };
        numbers[8..].CopyTo(state._hours, 0);
        foreach (var sampled in from.ReadList(
            f => new Sampled(f.ReadUInt64(), f.ReadNumber(), [.. f.ReadList(g => g.ReadUInt64(), MaxShingles)], WordSet.Read(f)), MaxSample))
        {
            state.Take(sampled);
        }

        return state;
    }

    /// <summary>The shingles that at least three of its sampled prompts share, or half of fewer than six: its fixed part.</summary>
    public IReadOnlyList<ulong> FixedPart()
    {
        var needed = _sample.Count >= 2 * Shared ? Shared : Math.Max(2, (_sample.Count + 1) / 2);
        return [.. _sample.SelectMany(s => s.Heavy).GroupBy(s => s).Where(g => g.Count() >= needed).Select(g => g.Key).Order()];
    }

    /// <summary>The words that nearly all of its sampled prompts have: those of the fixed part, and some that nearly every prompt has.</summary>
    public WordSet FixedWords()
    {
        var counts = new int[PromptFeatures.BucketCount];
        foreach (var sampled in _sample)
        {
            foreach (var word in sampled.Words)
            {
                counts[word]++;
            }
        }

        return new WordSet(Enumerable.Range(0, counts.Length).Where(b => counts[b] * 4 >= 3 * _sample.Count));
    }

    /// <summary>Keeps the prompts with the smallest hashes, each once: the same sample in whatever order they come.</summary>
    private void Take(Sampled sampled)
    {
        var at = _sample.BinarySearch(sampled, _byHash);
        if (at >= 0)
        {
            _sample[at] = sampled.Position < _sample[at].Position ? sampled : _sample[at];
            return;
        }

        _sample.Insert(~at, sampled);
        if (_sample.Count > MaxSample)
        {
            _sample.RemoveAt(MaxSample);
        }
    }

    private sealed record Sampled(ulong Whole, long Position, ulong[] Heavy, WordSet Words);
}
