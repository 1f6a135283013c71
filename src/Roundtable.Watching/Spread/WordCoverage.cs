using Roundtable.Watching.Storage;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Spread;

/// <summary>
/// In how many prompts each word is, and from that how wide their subjects are. Two prompts of a narrow scope share words that two of a wide one do not: the
/// number of different words divided by how many two prompts share is an effective vocabulary (the inverse of Simpson's index, 1949), whatever their length.
/// Words that many prompts of the reference have count little. Coverages add up.
/// </summary>
public sealed class WordCoverage
{
    private const int MinPrompts = 20;

    private readonly int[] _prompts = new int[PromptFeatures.BucketCount];

    /// <summary>How many prompts.</summary>
    public int Prompts { get; private set; }

    /// <summary>Takes in a prompt's words.</summary>
    /// <param name="words">Each once.</param>
    public void Add(IEnumerable<int> words)
    {
        Prompts++;
        foreach (var word in words)
        {
            _prompts[word]++;
        }
    }

    /// <summary>Adds what another has seen.</summary>
    public void Merge(WordCoverage other)
    {
        Prompts += other.Prompts;
        for (var i = 0; i < _prompts.Length; i++)
        {
            _prompts[i] += other._prompts[i];
        }
    }

    /// <summary>Writes it.</summary>
    internal void Write(BinaryWriter to)
    {
        to.WriteNumber(Prompts);
        to.WriteCounters(System.Runtime.InteropServices.MemoryMarshal.Cast<int, uint>(_prompts));
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">When it is none.</exception>
    internal static WordCoverage Read(BinaryReader from)
    {
        var coverage = new WordCoverage { Prompts = (int)from.ReadNumber(int.MaxValue) };
        from.ReadCounters(System.Runtime.InteropServices.MemoryMarshal.Cast<int, uint>(coverage._prompts.AsSpan()));
        return Array.TrueForAll(coverage._prompts, p => p >= 0 && p <= coverage.Prompts) ? coverage : throw StateBytes.Malformed("a coverage");
    }

    /// <summary>What it has seen now.</summary>
    public WordCoverage Copy()
    {
        var copy = new WordCoverage();
        copy.Merge(this);
        return copy;
    }

    /// <summary>The effective vocabulary as a share of the reference's; null where either has fewer than twenty prompts.</summary>
    /// <param name="reference">Benign prompts.</param>
    public double? Width(WordCoverage reference)
    {
        if (Prompts < MinPrompts || reference.Prompts < MinPrompts)
        {
            return null;
        }

        var weights = Array.ConvertAll(reference._prompts, p => Math.Log((reference.Prompts + 1.0) / (p + 1.0)));
        return Vocabulary(weights) is var own && reference.Vocabulary(weights) is var all && all > 0 ? own / all : null;
    }

    private double Vocabulary(double[] weights)
    {
        var (words, shared) = (0.0, 0.0);
        for (var i = 0; i < _prompts.Length; i++)
        {
            double count = _prompts[i];
            words += weights[i] * count / Prompts;
            shared += weights[i] * count * (count - 1) / ((double)Prompts * (Prompts - 1));
        }

        return shared > 0 ? words * words / shared : 0;
    }
}
