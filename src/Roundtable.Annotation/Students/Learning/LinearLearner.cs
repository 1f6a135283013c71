using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Roundtable.Annotation.Students.Learning;

/// <summary>
/// Learns one weight for each feature and class: for each class the squared hinge loss against all others, regularised, minimised over its dual one text at
/// a time (Hsieh, Chang, Lin, Keerthi and Sundararajan 2008), for sixteen classes side by side. A soft target costs as both: a text that is of a class with
/// probability p is p of a text of it and 1 − p of a text that is not. Blocks of classes are learned on several threads and do not see each other, so that the
/// number of threads changes no bit of the weights.
/// </summary>
/// <param name="rows">The texts.</param>
/// <param name="columns">Number of features.</param>
/// <param name="targets">What is known of each text.</param>
/// <param name="settings">What is taught with.</param>
internal sealed class LinearLearner(SparseRows rows, int columns, SoftTargets targets, LearnerSettings settings)
{
    /// <summary>Number of classes that are learned side by side.</summary>
    public const int Lanes = 16;

    /// <summary>Learns.</summary>
    /// <param name="threads">Maximum number of threads.</param>
    /// <param name="cancellation">Stops.</param>
    public LinearWeights Learn(int threads, CancellationToken cancellation)
    {
        var blocks = new float[(targets.Classes + Lanes - 1) / Lanes][];
        Parallel.For(
            0,
            blocks.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            b => blocks[b] = Block(b * Lanes, cancellation));
        return new LinearWeights(blocks, columns, targets.Classes, (float)settings.Bias);
    }

    private float[] Block(int first, CancellationToken cancellation)
    {
        var weights = new float[(columns + 1) * Lanes];
        var duals = new float[rows.Count * Lanes];
        var lengths = Lengths();
        var order = new int[rows.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var random = 0x2545_F491_4F6C_DD1DUL;
        Span<float> target = stackalloc float[Lanes];
        for (var pass = 0; pass < settings.Passes; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            Shuffle(order, ref random);
            foreach (var row in order)
            {
                targets.Read(row, first, target);
                Step(row, lengths[row], target, weights, duals.AsSpan(row * Lanes, Lanes));
            }
        }

        return weights;
    }

    private void Step(int row, float length, ReadOnlySpan<float> target, float[] weights, Span<float> dual)
    {
        var found = rows.ColumnsOf(row);
        var values = rows.ValuesOf(row);
        var bias = (float)settings.Bias;
        ref var start = ref MemoryMarshal.GetArrayDataReference(weights);
        var last = (nuint)columns * Lanes;
        var sum = Vector512.LoadUnsafe(ref start, last) * bias;
        var other = Vector512<float>.Zero;
        var k = 0;
        for (; k + 1 < found.Length; k += 2)
        {
            sum += Vector512.LoadUnsafe(ref start, (nuint)found[k] * Lanes) * values[k];
            other += Vector512.LoadUnsafe(ref start, (nuint)found[k + 1] * Lanes) * values[k + 1];
        }

        if (k < found.Length)
        {
            sum += Vector512.LoadUnsafe(ref start, (nuint)found[k] * Lanes) * values[k];
        }

        sum += other;
        var before = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(dual));
        var after = Solve(sum - (before * length), length, Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(target)));
        var step = after - before;
        if (step == Vector512<float>.Zero)
        {
            return;
        }

        after.StoreUnsafe(ref MemoryMarshal.GetReference(dual));
        for (k = 0; k < found.Length; k++)
        {
            var at = (nuint)found[k] * Lanes;
            (Vector512.LoadUnsafe(ref start, at) + (step * values[k])).StoreUnsafe(ref start, at);
        }

        (Vector512.LoadUnsafe(ref start, last) + (step * bias)).StoreUnsafe(ref start, last);
    }

    /// <summary>
    /// The dual variables of a text that minimise the loss with everything else fixed. With the scores g that the other texts give, the text's own dual
    /// variable b and the text's squared length q, the score is f = g + bq, and b is minus the slope of the loss a(1 − f)₊² + c(1 + f)₊² at f: linear in
    /// each of the three parts of the line.
    /// </summary>
    private Vector512<float> Solve(Vector512<float> others, float length, Vector512<float> target)
    {
        var one = Vector512<float>.One;
        var pull = target * (float)(settings.Cost * settings.PositiveCost);
        var push = (one - target) * (float)settings.Cost;
        var twice = Vector512.Create(2 * length);
        var both = pull + push;
        var score = (others + (twice * (pull - push))) / (one + (twice * both));
        var above = (others - (twice * push)) / (one + (twice * push));
        var below = (others + (twice * pull)) / (one + (twice * pull));
        score = Vector512.ConditionalSelect(Vector512.GreaterThan(score, one), above, score);
        score = Vector512.ConditionalSelect(Vector512.LessThan(score, -one), below, score);
        return (pull * Vector512.Max(one - score, Vector512<float>.Zero) * 2f) - (push * Vector512.Max(one + score, Vector512<float>.Zero) * 2f);
    }

    private float[] Lengths()
    {
        var lengths = new float[rows.Count];
        for (var i = 0; i < lengths.Length; i++)
        {
            var sum = (float)(settings.Bias * settings.Bias);
            foreach (var value in rows.ValuesOf(i))
            {
                sum += value * value;
            }

            lengths[i] = sum;
        }

        return lengths;
    }

    private static void Shuffle(int[] order, ref ulong state)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            var j = (int)((UInt128)state * (ulong)(i + 1) >> 64);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
