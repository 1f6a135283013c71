using System.Numerics;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Windows;

/// <summary>A caller's prompts in one window of traffic: the mean of their vectors, and what tells how new they are.</summary>
/// <param name="embedding">Makes vectors of prompts.</param>
internal sealed class WindowCaller(PromptEmbedding embedding)
{
    private const int MaxPairs = 4096;

    private readonly float[] _mean = new float[embedding.Length];
    private readonly List<int> _words = [];
    private readonly List<int> _pairs = [];
    private readonly List<int> _forms = [];

    /// <summary>The hashed words of its prompts.</summary>
    public IReadOnlyList<int> Words => _words;

    /// <summary>Its pairs of words that follow each other.</summary>
    public IReadOnlyList<int> Pairs => _pairs;

    /// <summary>How each of its prompts is written, and how long it is: a class.</summary>
    public IReadOnlyList<int> Forms => _forms;

    /// <summary>How many prompts.</summary>
    public int Prompts => _forms.Count;

    /// <summary>Takes in a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="vector">Its sentence vector; empty for hashed words.</param>
    public void Add(PromptFeatures prompt, ReadOnlySpan<float> vector)
    {
        embedding.AddTo(prompt, _mean, vector);
        _forms.Add((prompt.Style << 4) | Math.Min(15, BitOperations.Log2(((uint)prompt.Words * (uint)prompt.Words) + 1)));
        if (_pairs.Count < MaxPairs)
        {
            _words.AddRange(prompt.Buckets.Select(b => (int)b));
            for (var i = 1; i < prompt.Buckets.Length; i++)
            {
                _pairs.Add((prompt.Buckets[i - 1] * PromptFeatures.BucketCount) + prompt.Buckets[i]);
            }
        }
    }

    /// <summary>Adds the mean of its prompts' vectors.</summary>
    /// <param name="into">Receives it.</param>
    public void MeanTo(Span<float> into)
    {
        for (var i = 0; i < _mean.Length; i++)
        {
            into[i] = _mean[i] / Prompts;
        }
    }
}
