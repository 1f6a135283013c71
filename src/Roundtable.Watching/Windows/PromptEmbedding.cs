using System.Numerics;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Windows;

/// <summary>
/// Prompts as vectors: hashed words or a sentence vector, with marks and lengths beside them. The distance between the means of two samples is their
/// maximum mean discrepancy with the linear kernel (Gretton et al. 2012). Hashed words need no model.
/// </summary>
/// <param name="dimensions">The length of the sentence vectors in the place of hashed words; 0 for hashed words.</param>
public sealed class PromptEmbedding(int dimensions = 0)
{
    // Marks and lengths of prompts stand beside their words, each as one more dimension.
    private const int Extra = 12;
    private const int Multiple = 16;

    private readonly int _words = dimensions > 0 ? dimensions : PromptFeatures.BucketCount;

    /// <summary>The length of the sentence vectors that it needs; 0 for none.</summary>
    public int Dimensions => dimensions;

    /// <summary>The length of a vector: a multiple of sixteen.</summary>
    public int Length => (_words + Extra + Multiple - 1) / Multiple * Multiple;

    /// <summary>Adds a prompt's vector to a sum.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="sum">Receives it: <see cref="Length"/> numbers.</param>
    /// <param name="vector">The prompt's sentence vector; empty for hashed words.</param>
    /// <exception cref="ArgumentException">When the vector has another length.</exception>
    public void AddTo(PromptFeatures prompt, Span<float> sum, ReadOnlySpan<float> vector = default)
    {
        if (vector.Length != dimensions)
        {
            throw new ArgumentException($"A sentence vector of length {dimensions} is needed, and this one has {vector.Length}.", nameof(vector));
        }

        if (dimensions == 0)
        {
            Hash(prompt, sum);
        }

        for (var i = 0; i < vector.Length; i++)
        {
            sum[i] += vector[i];
        }

        Mark(prompt, sum.Slice(_words, Extra));
    }

    private static void Hash(PromptFeatures prompt, Span<float> sum)
    {
        // The root of each word's count, as a vector of length 1: its squared length before is how many words there are.
        Span<ushort> counts = stackalloc ushort[PromptFeatures.BucketCount];
        counts.Clear();
        foreach (var bucket in prompt.Buckets)
        {
            counts[bucket]++;
        }

        foreach (var bucket in prompt.Buckets)
        {
            sum[bucket] += MathF.Sqrt(counts[bucket] / (float)prompt.Buckets.Length);
            counts[bucket] = 0;
        }
    }

    private static void Mark(PromptFeatures prompt, Span<float> extra)
    {
        extra[0] += prompt.Marks.HasFlag(PromptMarks.Thinking) ? 1 : 0;
        extra[1] += prompt.Marks.HasFlag(PromptMarks.Rubric) ? 1 : 0;
        extra[2] += prompt.Marks.HasFlag(PromptMarks.TestItem) ? 1 : 0;
        extra[3] += prompt.Marks.HasFlag(PromptMarks.Steps) ? 1 : 0;
        extra[4 + Math.Min(7, BitOperations.Log2((uint)prompt.Words + 1) * 7 / 10)]++;
    }
}
