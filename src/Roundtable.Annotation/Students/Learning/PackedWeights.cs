using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Roundtable.Annotation.Students.Learning;

/// <summary>
/// Weights as a student keeps them: for each feature one byte a class and one scale, so that a student of a hundred classes takes some megabytes. What is
/// tested, and what answers, are these and not the exact weights.
/// </summary>
internal sealed class PackedWeights
{
    private const int MaxByte = 127;

    /// <summary>The weights with every feature's padded to a multiple of sixteen: a text of some hundred features reads them all over memory.</summary>
    private readonly sbyte[] _rows;

    /// <summary>Takes packed weights.</summary>
    /// <param name="classes">Number of classes.</param>
    /// <param name="scales">The scale of each feature; the last one is the constant feature's.</param>
    /// <param name="bytes">The weights, feature by feature.</param>
    public PackedWeights(int classes, float[] scales, sbyte[] bytes)
    {
        (Classes, Scales, Bytes) = (classes, scales, bytes);
        Stride = (classes + LinearLearner.Lanes - 1) / LinearLearner.Lanes * LinearLearner.Lanes;
        _rows = new sbyte[scales.Length * Stride];
        for (var f = 0; f < scales.Length; f++)
        {
            bytes.AsSpan(f * classes, classes).CopyTo(_rows.AsSpan(f * Stride));
        }
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>The scale of each feature, the constant one last.</summary>
    public float[] Scales { get; }

    /// <summary>The weights, feature by feature.</summary>
    public sbyte[] Bytes { get; }

    /// <summary>Length of the scores of a text: the number of classes and what fills it up.</summary>
    public int Stride { get; }

    /// <summary>Packs weights; the constant feature's are multiplied by its value.</summary>
    public static PackedWeights Of(LinearWeights weights)
    {
        var (scales, bytes) = (new float[weights.Columns + 1], new sbyte[(weights.Columns + 1) * weights.Classes]);
        for (var f = 0; f <= weights.Columns; f++)
        {
            var most = 0f;
            for (var c = 0; c < weights.Classes; c++)
            {
                most = Math.Max(most, Math.Abs(weights[f, c]));
            }

            var scale = most / MaxByte;
            scales[f] = f == weights.Columns ? scale * weights.Bias : scale;
            for (var c = 0; c < weights.Classes && most > 0; c++)
            {
                bytes[(f * weights.Classes) + c] = (sbyte)MathF.Round(weights[f, c] / scale);
            }
        }

        return new PackedWeights(weights.Classes, scales, bytes);
    }

    /// <summary>The scores of a text.</summary>
    /// <param name="found">Its features.</param>
    /// <param name="values">Their values.</param>
    /// <param name="into">Takes them; <see cref="Stride"/> long.</param>
    public void Score(ReadOnlySpan<int> found, ReadOnlySpan<float> values, Span<float> into)
    {
        const int Wide = 4 * LinearLearner.Lanes;
        ref var start = ref MemoryMarshal.GetArrayDataReference(_rows);
        ref var scores = ref MemoryMarshal.GetReference(into);
        var stride = (nuint)Stride;
        var constant = (nuint)(Scales.Length - 1) * stride;
        var one = Vector512.Create(Scales[^1]);
        nuint at = 0;
        for (; at + Wide <= stride; at += Wide)
        {
            var first = Lanes(ref start, constant + at) * one;
            var second = Lanes(ref start, constant + at + 16) * one;
            var third = Lanes(ref start, constant + at + 32) * one;
            var fourth = Lanes(ref start, constant + at + 48) * one;
            for (var k = 0; k < found.Length; k++)
            {
                var row = ((nuint)found[k] * stride) + at;
                var value = Vector512.Create(values[k] * Scales[found[k]]);
                first += Lanes(ref start, row) * value;
                second += Lanes(ref start, row + 16) * value;
                third += Lanes(ref start, row + 32) * value;
                fourth += Lanes(ref start, row + 48) * value;
            }

            first.StoreUnsafe(ref scores, at);
            second.StoreUnsafe(ref scores, at + 16);
            third.StoreUnsafe(ref scores, at + 32);
            fourth.StoreUnsafe(ref scores, at + 48);
        }

        for (; at < stride; at += LinearLearner.Lanes)
        {
            var sum = Lanes(ref start, constant + at) * one;
            for (var k = 0; k < found.Length; k++)
            {
                sum += Lanes(ref start, ((nuint)found[k] * stride) + at) * (values[k] * Scales[found[k]]);
            }

            sum.StoreUnsafe(ref scores, at);
        }
    }

    /// <summary>Sixteen weights as numbers. Bytes become floats exactly, so that every processor has the same scores.</summary>
    private static Vector512<float> Lanes(ref sbyte start, nuint at)
    {
        var bytes = Vector128.LoadUnsafe(ref start, at);
        if (Avx512F.IsSupported)
        {
            return Avx512F.ConvertToVector512Single(Avx512F.ConvertToVector512Int32(bytes));
        }

        var (low, high) = Vector128.Widen(bytes);
        var (a, b) = Vector128.Widen(low);
        var (c, d) = Vector128.Widen(high);
        return Vector512.Create(
            Vector256.Create(Vector128.ConvertToSingle(a), Vector128.ConvertToSingle(b)),
            Vector256.Create(Vector128.ConvertToSingle(c), Vector128.ConvertToSingle(d)));
    }
}
