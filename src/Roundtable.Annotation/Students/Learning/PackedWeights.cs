using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Roundtable.Annotation.Students.Learning;

/// <summary>
/// Weights as a student keeps them: for each feature one byte a class and one scale, so that a student of a hundred classes takes some megabytes. What is
/// tested, and what answers, are these and not the exact weights.
/// </summary>
internal sealed class PackedWeights
{
    private const int MaxByte = 127;
    private readonly float[] _rows;
    private readonly int _stride;

    /// <summary>Takes packed weights.</summary>
    /// <param name="classes">Number of classes.</param>
    /// <param name="scales">The scale of each feature; the last one is the constant feature's.</param>
    /// <param name="bytes">The weights, feature by feature.</param>
    public PackedWeights(int classes, float[] scales, sbyte[] bytes)
    {
        (Classes, Scales, Bytes) = (classes, scales, bytes);
        _stride = (classes + LinearLearner.Lanes - 1) / LinearLearner.Lanes * LinearLearner.Lanes;
        _rows = new float[scales.Length * _stride];
        for (var f = 0; f < scales.Length; f++)
        {
            for (var c = 0; c < classes; c++)
            {
                _rows[(f * _stride) + c] = bytes[(f * classes) + c] * scales[f];
            }
        }
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>The scale of each feature, the constant one last.</summary>
    public float[] Scales { get; }

    /// <summary>The weights, feature by feature.</summary>
    public sbyte[] Bytes { get; }

    /// <summary>Length of the scores of a text: the number of classes and what fills it up.</summary>
    public int Stride => _stride;

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
        var constant = (nuint)(Scales.Length - 1) * (nuint)_stride;
        var at = 0;
        for (; at + Wide <= _stride; at += Wide)
        {
            var first = Vector512.LoadUnsafe(ref start, constant + (nuint)at);
            var second = Vector512.LoadUnsafe(ref start, constant + (nuint)at + 16);
            var third = Vector512.LoadUnsafe(ref start, constant + (nuint)at + 32);
            var fourth = Vector512.LoadUnsafe(ref start, constant + (nuint)at + 48);
            for (var k = 0; k < found.Length; k++)
            {
                var row = ((nuint)found[k] * (nuint)_stride) + (nuint)at;
                var value = Vector512.Create(values[k]);
                first += Vector512.LoadUnsafe(ref start, row) * value;
                second += Vector512.LoadUnsafe(ref start, row + 16) * value;
                third += Vector512.LoadUnsafe(ref start, row + 32) * value;
                fourth += Vector512.LoadUnsafe(ref start, row + 48) * value;
            }

            first.StoreUnsafe(ref scores, (nuint)at);
            second.StoreUnsafe(ref scores, (nuint)at + 16);
            third.StoreUnsafe(ref scores, (nuint)at + 32);
            fourth.StoreUnsafe(ref scores, (nuint)at + 48);
        }

        for (; at < _stride; at += LinearLearner.Lanes)
        {
            var sum = Vector512.LoadUnsafe(ref start, constant + (nuint)at);
            for (var k = 0; k < found.Length; k++)
            {
                sum += Vector512.LoadUnsafe(ref start, ((nuint)found[k] * (nuint)_stride) + (nuint)at) * values[k];
            }

            sum.StoreUnsafe(ref scores, (nuint)at);
        }
    }
}
