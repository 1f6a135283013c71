using Roundtable.Watching.Sketches;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Monitoring;

/// <summary>What the first reading of traffic counts: shingles and releases of models.</summary>
/// <param name="sketchBits">The width of the sketch as a power of two.</param>
/// <param name="models">The models of the reference.</param>
internal sealed class TrafficCount(int sketchBits, ModelReleases models)
{
    /// <summary>Its shingles.</summary>
    public CountMinSketch Shingles { get; } = new(sketchBits);

    /// <summary>The models that were first seen in it.</summary>
    public ModelReleases Releases { get; } = models.Copy();

    /// <summary>How many prompts.</summary>
    public long Prompts { get; private set; }

    /// <summary>Takes in a prompt.</summary>
    public void Add(TrafficEntry entry)
    {
        Prompts++;
        Releases.Seen(entry);
        Shingles.Add(entry.Prompt.Shingles);
    }
}
