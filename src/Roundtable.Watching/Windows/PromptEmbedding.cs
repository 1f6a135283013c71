using System.Numerics;
using System.Runtime.InteropServices;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Windows;

/// <summary>
/// Prompts as vectors whose inner product approximates a Gaussian kernel over their hashed words, or over sentence vectors (random Fourier features, Rahimi and
/// Recht 2007): the distance between the means of two samples is then their maximum mean discrepancy (Gretton et al. 2012). Hashed words need no model.
/// </summary>
public sealed class PromptEmbedding
{
    /// <summary>The length of a vector.</summary>
    public const int Length = 256;

    // Marks and lengths of prompts stand beside their words, each as one more dimension.
    private const int Extra = 12;
    private const int MaxOnStack = 8192;
    private const float Bandwidth = 0.8f;

    private readonly int _words;
    private readonly float[] _frequencies;
    private readonly float[] _phases = new float[Length];

    /// <summary>Draws the features.</summary>
    /// <param name="seed">The same seed gives the same vectors.</param>
    /// <param name="dimensions">The length of the sentence vectors in the place of hashed words; 0 for hashed words.</param>
    public PromptEmbedding(int seed, int dimensions = 0)
    {
        Dimensions = dimensions;
        _words = dimensions > 0 ? dimensions : PromptFeatures.BucketCount;
        _frequencies = new float[(_words + Extra) * Length];
        var random = new SplitMix(unchecked((ulong)seed ^ 0x5DEECE66D));
        for (var i = 0; i < _frequencies.Length; i++)
        {
            _frequencies[i] = (float)(random.NextGaussian() / Bandwidth);
        }

        for (var i = 0; i < Length; i++)
        {
            _phases[i] = (float)(random.NextDouble() * Math.Tau);
        }
    }

    /// <summary>The length of the sentence vectors that it needs; 0 for none.</summary>
    public int Dimensions { get; }

    /// <summary>Adds a prompt's vector to a sum.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="sum">Receives it: <see cref="Length"/> numbers.</param>
    /// <param name="vector">The prompt's sentence vector; empty for hashed words.</param>
    /// <exception cref="ArgumentException">When the vector has another length.</exception>
    public void AddTo(PromptFeatures prompt, Span<float> sum, ReadOnlySpan<float> vector = default)
    {
        if (vector.Length != Dimensions)
        {
            throw new ArgumentException($"A sentence vector of length {Dimensions} is needed, and this one has {vector.Length}.", nameof(vector));
        }

        var count = _words + Extra;
        Span<float> inputs = count <= MaxOnStack ? stackalloc float[count] : new float[count];
        inputs.Clear();
        if (Dimensions > 0)
        {
            vector.CopyTo(inputs);
        }
        else
        {
            Hash(prompt, inputs);
        }

        Mark(prompt, inputs[_words..]);
        Span<float> projected = stackalloc float[Length];
        _phases.CopyTo(projected);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is not 0 and var input)
            {
                var frequencies = MemoryMarshal.Cast<float, Vector<float>>(_frequencies.AsSpan(i * Length, Length));
                var into = MemoryMarshal.Cast<float, Vector<float>>(projected);
                for (var k = 0; k < into.Length; k++)
                {
                    into[k] += frequencies[k] * input;
                }
            }
        }

        var scale = MathF.Sqrt(2f / Length);
        for (var i = 0; i < Length; i++)
        {
            sum[i] += scale * MathF.Cos(projected[i]);
        }
    }

    private static void Hash(PromptFeatures prompt, Span<float> inputs)
    {
        foreach (var bucket in prompt.Buckets)
        {
            inputs[bucket]++;
        }

        var norm = 0f;
        for (var i = 0; i < PromptFeatures.BucketCount; i++)
        {
            inputs[i] = MathF.Sqrt(inputs[i]);
            norm += inputs[i] * inputs[i];
        }

        norm = MathF.Sqrt(norm) is > 0 and var root ? root : 1;
        for (var i = 0; i < PromptFeatures.BucketCount; i++)
        {
            inputs[i] /= norm;
        }
    }

    private static void Mark(PromptFeatures prompt, Span<float> extra)
    {
        extra[0] = prompt.Marks.HasFlag(PromptMarks.Thinking) ? 0.7f : 0;
        extra[1] = prompt.Marks.HasFlag(PromptMarks.Rubric) ? 0.5f : 0;
        extra[2] = prompt.Marks.HasFlag(PromptMarks.TestItem) ? 0.5f : 0;
        extra[3] = prompt.Marks.HasFlag(PromptMarks.Steps) ? 0.3f : 0;
        extra[4 + Math.Min(7, BitOperations.Log2((uint)prompt.Words + 1) * 7 / 10)] = 0.5f;
    }
}
