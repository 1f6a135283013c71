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

    /// <summary>The hashed words of its prompts.</summary>
    public List<ushort> Words { get; } = [];

    /// <summary>How each of its prompts is written, and how long it is: a class below 1,024.</summary>
    public List<ushort> Forms { get; } = [];

    /// <summary>Takes in a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="vector">Its sentence vector; empty for hashed words.</param>
    public void Add(PromptFeatures prompt, ReadOnlySpan<float> vector)
    {
        embedding.AddTo(prompt, _sum, vector);
        Words.AddRange(prompt.Buckets);
        Forms.Add((ushort)((prompt.Style << 4) | Math.Min(15, BitOperations.Log2(((uint)prompt.Words * (uint)prompt.Words) + 1))));
    }

    /// <summary>Adds the mean of its prompts' vectors.</summary>
    /// <param name="into">Receives it.</param>
    public void MeanTo(Span<float> into)
    {
        var count = new Vector<float>(Forms.Count);
        WindowSample.Each(_sum, into, (sum, mean) => mean + (sum / count));
    }

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter to)
    {
        foreach (var number in _sum)
        {
            to.Write(number);
        }

        foreach (var values in new[] { Forms, Words })
        {
            to.WriteNumber(values.Count);
            foreach (var value in values.Order())
            {
                to.Write(value);
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

        foreach (var values in new[] { caller.Forms, caller.Words })
        {
            for (var left = from.ReadNumber(int.MaxValue); left > 0; left--)
            {
                values.Add(from.ReadUInt16() is < PromptFeatures.BucketCount and var value ? value : throw StateBytes.Malformed("a word or a form"));
            }
        }

        return caller.Forms.Count > 0 ? caller : throw StateBytes.Malformed("a caller of the reference");
    }
}
