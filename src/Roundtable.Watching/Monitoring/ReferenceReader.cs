using Roundtable.Watching.Findings;
using Roundtable.Watching.Sketches;
using Roundtable.Watching.Spread;
using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;

namespace Roundtable.Watching.Monitoring;

/// <summary>Reads a reference once, in two halves: what the first half tells can be tested on the second before both become one.</summary>
/// <param name="settings">How traffic is watched.</param>
internal sealed class ReferenceReader(WatchSettings settings)
{
    private readonly CountMinSketch _shingles = new(settings.SketchBits);
    private readonly ModelReleases _models = new();
    private readonly WindowTest _windows = WindowsOf(settings);
    private readonly TrafficShard _callers = new();
    private readonly WordCoverage _words = new();
    private long _prompts;

    /// <summary>The first half, as soon as the second has begun.</summary>
    public LearnedReference? First { get; private set; }

    /// <summary>What the second half counts.</summary>
    public TrafficCount? Second { get; private set; }

    /// <summary>The test of windows that settings ask for, without a reference yet.</summary>
    public static WindowTest WindowsOf(WatchSettings settings) => new(
        new PromptEmbedding(settings.Vectors?.Dimensions ?? 0), settings.WindowSize, settings.FalseAlarmRate, settings.Seed, settings.Vectors);

    /// <summary>Takes in a prompt.</summary>
    /// <param name="entry">The prompt.</param>
    /// <param name="isFirst">Whether it is of the first half.</param>
    public void Add(TrafficEntry entry, bool isFirst)
    {
        if (!isFirst && Second is null)
        {
            _windows.Forget();
            First = Learned(new ErrorRates(0, 0, 0, 0));
            Second = new TrafficCount(settings.SketchBits, _models);
        }

        if (Second is null)
        {
            _shingles.Add(entry.Prompt.Shingles);
        }
        else
        {
            Second.Add(entry);
        }

        _prompts++;
        _words.Add(new WordSet(entry.Prompt));
        _models.Known(entry.Model);
        _windows.Add(entry, isReference: true);
        _callers.Add(entry, null, null);
    }

    /// <summary>Both halves as one. The first alone is not to be used after that.</summary>
    /// <param name="rates">How often the rules were wrong on the second half.</param>
    public LearnedReference Whole(ErrorRates rates)
    {
        _windows.Forget();
        if (Second is not null)
        {
            _shingles.Merge(Second.Shingles);
        }

        return Learned(rates);
    }

    private LearnedReference Learned(ErrorRates rates)
    {
        var spread = new PromptSpread();
        foreach (var caller in _callers.Callers.Values)
        {
            spread.Merge(caller.Spread);
        }

        return new LearnedReference(_prompts, _callers.Callers.Count, rates, _shingles, _models.Copy(), _windows.Copy())
        {
            MaxStyles = _callers.Callers.Values.Select(c => c.Styles).DefaultIfEmpty(64).Max(),
            Spread = spread,
            Words = _words.Copy(),
        };
    }
}
