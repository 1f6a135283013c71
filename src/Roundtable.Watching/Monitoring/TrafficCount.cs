using Roundtable.Watching.Sketches;
using Roundtable.Watching.Storage;
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

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter to)
    {
        to.WriteNumber(Prompts);
        Releases.Write(to);
        Shingles.Write(to);
    }

    /// <summary>Adds what was counted of other traffic.</summary>
    public void Merge(TrafficCount other)
    {
        Prompts += other.Prompts;
        Releases.Merge(other.Releases);
        Shingles.Merge(other.Shingles);
    }

    /// <summary>Adds one that was written.</summary>
    /// <exception cref="InvalidDataException">When it is none, or its sketch has another width.</exception>
    public void Merge(BinaryReader from)
    {
        Prompts += from.ReadNumber();
        Releases.Merge(from);
        var sketch = CountMinSketch.Read(from);
        Shingles.Merge(sketch.Bytes == Shingles.Bytes ? sketch : throw StateBytes.Malformed("the width of a sketch"));
    }

    /// <summary>Takes in a prompt.</summary>
    public void Add(TrafficEntry entry)
    {
        Prompts++;
        Releases.Seen(entry);
        Shingles.Add(entry.Prompt.Shingles);
    }
}
