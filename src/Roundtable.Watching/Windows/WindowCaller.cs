using System.Numerics;
using Roundtable.Watching.Storage;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Windows;

/// <summary>
/// A caller's prompts in one window of traffic, those that nobody had sent in it before: the mean of their vectors, their words and their forms.
/// </summary>
/// <param name="embedding">Makes vectors of prompts.</param>
internal sealed class WindowCaller(PromptEmbedding embedding)
{
    private readonly float[] _sum = new float[embedding.Length];
    private readonly List<ushort[]> _prompts = [];
    private readonly List<int> _forms = [];

    /// <summary>The hashed words of each of its prompts.</summary>
    public IReadOnlyList<ushort[]> Prompts => _prompts;

    /// <summary>How each of its prompts is written, and how long it is: a class.</summary>
    public IReadOnlyList<int> Forms => _forms;

    /// <summary>Takes in a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="vector">Its sentence vector; empty for hashed words.</param>
    public void Add(PromptFeatures prompt, ReadOnlySpan<float> vector)
    {
        embedding.AddTo(prompt, _sum, vector);
        _prompts.Add(prompt.Buckets);
        _forms.Add((prompt.Style << 4) | Math.Min(15, BitOperations.Log2(((uint)prompt.Words * (uint)prompt.Words) + 1)));
    }

    /// <summary>Adds the mean of its prompts' vectors.</summary>
    /// <param name="into">Receives it.</param>
    public void MeanTo(Span<float> into)
    {
        for (var i = 0; i < _sum.Length; i++)
        {
            into[i] += _sum[i] / _prompts.Count;
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter to)
    {
        foreach (var number in _sum)
        {
            to.Write(number);
        }

        to.WriteNumber(_prompts.Count);
        for (var i = 0; i < _prompts.Count; i++)
        {
            to.WriteNumber(_forms[i]);
            to.WriteNumber(_prompts[i].Length);
            foreach (var word in _prompts[i])
            {
                to.Write(word);
            }
        }
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">When it is none.</exception>
    public static WindowCaller Read(BinaryReader from, PromptEmbedding embedding)
    {
        var caller = new WindowCaller(embedding);
        for (var k = 0; k < caller._sum.Length; k++)
        {
            caller._sum[k] = from.ReadSingle() is var number && float.IsFinite(number) ? number : throw StateBytes.Malformed("a caller of the reference");
        }

        for (var left = from.ReadNumber(int.MaxValue); left > 0; left--)
        {
            caller._forms.Add((int)from.ReadNumber(1023));
            var words = new ushort[(int)from.ReadNumber(PromptFeatures.MaxWords)];
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = from.ReadUInt16() is < PromptFeatures.BucketCount and var word ? word : throw StateBytes.Malformed("a word");
            }

            caller._prompts.Add(words);
        }

        return caller._prompts.Count > 0 ? caller : throw StateBytes.Malformed("a caller of the reference");
    }
}
