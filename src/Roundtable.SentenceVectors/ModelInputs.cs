using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Roundtable.SentenceVectors.Folders;

namespace Roundtable.SentenceVectors;

/// <summary>What a model reads: the tokens of a text, which of them are the text's, and that there is one text.</summary>
/// <param name="Names">The names of its inputs.</param>
/// <param name="AreWide">Whether their numbers have 64 bits, otherwise 32.</param>
/// <param name="FixedLength">How many tokens it reads always; null where their number is free.</param>
internal sealed record ModelInputs(IReadOnlyList<string> Names, bool AreWide, int? FixedLength)
{
    private const string Ids = "input_ids";
    private const string Mask = "attention_mask";
    private const string Types = "token_type_ids";

    /// <summary>The inputs of a model.</summary>
    /// <exception cref="InvalidDataException">When it reads something else.</exception>
    public static ModelInputs Of(InferenceSession session, ModelFolder folder, string weights)
    {
        var inputs = session.InputMetadata;
        if (!inputs.TryGetValue(Ids, out var ids) || inputs.Keys.FirstOrDefault(n => n is not (Ids or Mask or Types)) is not null
            || inputs.Values.Any(i => i.ElementDataType != ids.ElementDataType || i.Dimensions is not { Length: 2 })
            || ids.ElementDataType is not (TensorElementType.Int64 or TensorElementType.Int32) || ids.Dimensions[0] > 1)
        {
            throw folder.Fault(
                weights,
                $"reads {string.Join(", ", inputs.Keys)}; known are {Ids}, {Mask} and {Types}, whole numbers of one text or any number of texts: "
                    + "export it for the task feature-extraction.");
        }

        return new ModelInputs([.. inputs.Keys], ids.ElementDataType == TensorElementType.Int64, ids.Dimensions[1] > 0 ? ids.Dimensions[1] : null);
    }

    /// <summary>The inputs for the tokens of a text.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="padding">What fills up a model of fixed length.</param>
    public (IReadOnlyCollection<string> Names, IReadOnlyCollection<OrtValue> Values) Of(long[] tokens, int padding)
    {
        var length = FixedLength ?? tokens.Length;
        return ([.. Names], [.. Names.Select(name => Value(name switch
        {
            Ids => [.. tokens, .. Enumerable.Repeat((long)padding, length - tokens.Length)],
            Mask => [.. Enumerable.Repeat(1L, tokens.Length), .. Enumerable.Repeat(0L, length - tokens.Length)],
            _ => new long[length],
        }))]);
    }

    private OrtValue Value(long[] numbers) => AreWide
        ? OrtValue.CreateTensorValueFromMemory(numbers, [1, numbers.Length])
        : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, n => (int)n), [1, numbers.Length]);
}
