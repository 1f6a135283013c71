using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Roundtable.SentenceVectors.Folders;

namespace Roundtable.SentenceVectors;

/// <summary>What of a model's outputs the vector of a text is made of.</summary>
/// <param name="Output">The output's name.</param>
/// <param name="IsPooled">Whether it is one vector a text already, otherwise one a token.</param>
internal sealed record ModelOutput(string Output, bool IsPooled)
{
    private const string Sentence = "sentence_embedding";

    /// <summary>The output of a model: the vectors of tokens where they are to be pooled here, else the vector that the model itself makes.</summary>
    /// <exception cref="InvalidDataException">When it has neither.</exception>
    public static ModelOutput Of(InferenceSession session, ModelFolder folder, string weights, FolderSettings settings)
    {
        var all = session.OutputMetadata.Where(o => o.Value.IsTensor && o.Value.ElementDataType == TensorElementType.Float)
            .ToDictionary(o => o.Key, o => o.Value.Dimensions.Length, StringComparer.Ordinal);
        var tokens = new[] { "token_embeddings", "last_hidden_state" }.FirstOrDefault(n => all.GetValueOrDefault(n) == 3)
            ?? (all.Where(o => o.Value == 3).Select(o => o.Key).ToArray() is [var one] ? one : null);
        var whole = all.GetValueOrDefault(Sentence) == 2 ? Sentence
            : tokens is null && all.Where(o => o.Value == 2).Select(o => o.Key).ToArray() is [var only] ? only : null;
        if (settings.Pooling.Count == 0)
        {
            return whole is not null ? new ModelOutput(whole, true) : throw folder.Fault(
                "modules.json",
                $"asks for a step that is not computed here, and {weights} has no output {Sentence} that holds it: export the model with all its modules.");
        }

        // Where the folder is silent, a model that pools by itself knows better than a guess.
        return whole is not null && (tokens is null || !settings.IsPoolingSaid) ? new ModelOutput(whole, true)
            : tokens is not null ? new ModelOutput(tokens, false)
            : throw folder.Fault(
                weights,
                $"gives {string.Join(", ", session.OutputMetadata.Keys)}, and no vectors of tokens or texts: export it for the task feature-extraction.");
    }

    /// <summary>How pooling is called on cards.</summary>
    public string Name(FolderSettings settings) => IsPooled ? "model" : string.Join("+", settings.Pooling.Select(p => p switch
    {
        PoolingMode.Cls => "cls",
        PoolingMode.Max => "max",
        PoolingMode.Mean => "mean",
        PoolingMode.MeanSqrtLen => "mean-sqrt-len",
        PoolingMode.WeightedMean => "weighted-mean",
        _ => "last-token",
    }));

    /// <summary>The vector of a text; null where the output has an unknown shape.</summary>
    /// <param name="value">What the model gave.</param>
    /// <param name="tokens">Number of the text's tokens: what stands behind them is filling, which the attention mask leaves out.</param>
    /// <param name="modes">The poolings.</param>
    public float[]? Pool(OrtValue value, int tokens, IReadOnlyList<PoolingMode> modes)
    {
        var shape = value.GetTensorTypeAndShape().Shape;
        var numbers = value.GetTensorDataAsSpan<float>();
        if (IsPooled)
        {
            return shape is [1, > 0] ? numbers.ToArray() : null;
        }

        if (shape is not [1, var length, > 0 and var width] || length < tokens)
        {
            return null;
        }

        var vector = new float[modes.Count * width];
        for (var m = 0; m < modes.Count; m++)
        {
            Pool(numbers[..(int)(tokens * width)], (int)width, modes[m], vector.AsSpan(m * (int)width, (int)width));
        }

        return vector;
    }

    private static void Pool(ReadOnlySpan<float> numbers, int width, PoolingMode mode, Span<float> into)
    {
        var tokens = numbers.Length / width;
        for (var d = 0; d < width; d++)
        {
            var (sum, weighted, most) = (0.0, 0.0, float.NegativeInfinity);
            for (var t = 0; t < tokens; t++)
            {
                var number = numbers[(t * width) + d];
                sum += number;
                weighted += (t + 1.0) * number;
                most = Math.Max(most, number);
            }

            into[d] = mode switch
            {
                PoolingMode.Cls => numbers[d],
                PoolingMode.Max => most,
                PoolingMode.Mean => (float)(sum / tokens),
                PoolingMode.MeanSqrtLen => (float)(sum / Math.Sqrt(tokens)),
                PoolingMode.WeightedMean => (float)(weighted / (tokens * (tokens + 1.0) / 2)),
                _ => numbers[((tokens - 1) * width) + d],
            };
        }
    }
}
