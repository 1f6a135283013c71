using System.Text.Json;

namespace Roundtable.Corpus.Origins;

/// <summary>
/// A score of a text by its words alone: logistic regression over 16,384 hash buckets of words, calibrated to a probability (Platt 1999) that holds where
/// people and models wrote the same shares of texts as in the calibration set. Its error rates on a test set of other sources show how well it transfers; it
/// is reported together with them and never decides.
/// </summary>
public sealed record TextScore
{
    /// <summary>The number of buckets, as a power of two.</summary>
    public const int Bits = 14;

    /// <summary>The minimum number of words of a text to be scored.</summary>
    public const int MinWords = 40;

    private readonly sbyte[] _weights = [];

    /// <summary>The score that is built into the program.</summary>
    public static TextScore Current { get; } = Read();

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The weights of the buckets, one signed byte each.</summary>
    public required byte[] Weights
    {
        get => [.. _weights.Select(w => (byte)w)];
        init => _weights = [.. value.Select(b => (sbyte)b)];
    }

    /// <summary>The factor of the mean weight of a text's words.</summary>
    public required double Slope { get; init; }

    /// <summary>The constant added to it.</summary>
    public required double Intercept { get; init; }

    /// <summary>The probability from which the score counts as evidence.</summary>
    public required double Threshold { get; init; }

    /// <summary>The test set.</summary>
    public required string TestSet { get; init; }

    /// <summary>The fraction of the test set's human texts that reach the threshold.</summary>
    public required double FalsePositives { get; init; }

    /// <summary>The fraction of the test set's synthetic texts that reach the threshold.</summary>
    public required double TruePositives { get; init; }

    /// <summary>The bucket of a word.</summary>
    public static int Bucket(ulong hash) => (int)(hash >> (64 - Bits));

    /// <summary>The probability that a model wrote a text, 0 to 1.</summary>
    /// <param name="words">The hashes of its words.</param>
    public double Of(ReadOnlySpan<ulong> words)
    {
        long sum = 0;
        foreach (var word in words)
        {
            sum += _weights[word >> (64 - Bits)];
        }

        return 1 / (1 + Math.Exp(-((Slope * sum / Math.Max(1, words.Length)) + Intercept)));
    }

    /// <summary>The evidence in a text; null where the score is below the threshold or the text is too short.</summary>
    public Evidence? Evidence(ReadOnlySpan<ulong> words)
    {
        if (words.Length < MinWords || Of(words) is var score && score < Threshold)
        {
            return null;
        }

        var rates = FormattableString.Invariant($"{FalsePositives:P1} of texts by people and {TruePositives:P1} of those by models do");
        var summary = $"its words score as a model's (version {Version}; on {TestSet} {rates})";
        return new Evidence(EvidenceKind.Statistical, Origin.Synthetic, Strength.Weak, summary);
    }

    private static TextScore Read()
    {
        using var stream = typeof(TextScore).Assembly.GetManifestResourceStream("text-score.json")!;
        return JsonSerializer.Deserialize(stream, TextScoreJson.Default.TextScore)!;
    }
}
