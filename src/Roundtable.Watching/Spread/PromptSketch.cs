using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;

namespace Roundtable.Watching.Spread;

/// <summary>
/// A prompt as sixteen numbers: its hashed words, projected at random (Achlioptas 2003). Sums of them tell whether callers ask about subjects of their own,
/// whatever these are.
/// </summary>
internal static class PromptSketch
{
    /// <summary>How many numbers.</summary>
    public const int Length = 16;

    // Not settable: sketches of shards and of the reference must agree.
    private const ulong Seed = 0x0A11CE5;

    private static readonly float[] _directions = Draw();

    /// <summary>The numbers of a prompt: its different words add up, divided by the root of how many they are.</summary>
    /// <param name="words">Its words, each once.</param>
    /// <param name="into">Receives <see cref="Length"/> numbers.</param>
    public static void Of(ReadOnlySpan<int> words, Span<float> into)
    {
        into.Clear();
        foreach (var word in words)
        {
            var direction = _directions.AsSpan(word * Length, Length);
            for (var k = 0; k < Length; k++)
            {
                into[k] += direction[k];
            }
        }

        var scale = words.IsEmpty ? 0 : 1 / MathF.Sqrt(words.Length);
        for (var k = 0; k < Length; k++)
        {
            into[k] *= scale;
        }
    }

    private static float[] Draw()
    {
        var random = new SplitMix(Seed);
        var directions = new float[PromptFeatures.BucketCount * Length];
        for (var i = 0; i < directions.Length; i++)
        {
            directions[i] = (random.Next() & 1) == 0 ? 1 : -1;
        }

        return directions;
    }
}
