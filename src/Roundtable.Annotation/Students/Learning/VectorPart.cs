namespace Roundtable.Annotation.Students.Learning;

/// <summary>
/// What of a student's features is a sentence vector: a dense vector of length 1, one more feature for each of its places, behind the hashed ones.
/// </summary>
/// <param name="Dimensions">The length of a vector.</param>
/// <param name="Share">Share of a text's squared length that its vector has, above 0; 1 where there are no hashed features.</param>
/// <param name="Model">SHA-256 of the model that makes the vectors: 32 bytes.</param>
internal sealed record VectorPart(int Dimensions, double Share, byte[] Model)
{
    private readonly float _vectorLength = (float)Math.Sqrt(Share);
    private readonly float _wordLength = (float)Math.Sqrt(1 - Share);

    /// <summary>Puts vectors behind the hashed features of texts.</summary>
    /// <param name="words">The hashed features.</param>
    /// <param name="columns">Number of hashed features that there are.</param>
    /// <param name="vectors">The vectors, a text each.</param>
    public SparseRows Join(SparseRows words, int columns, IReadOnlyList<float[]> vectors)
    {
        var starts = new int[words.Count + 1];
        for (var i = 0; i < words.Count; i++)
        {
            starts[i + 1] = checked(starts[i] + words.ColumnsOf(i).Length + Dimensions);
        }

        var (found, values) = (new int[starts[^1]], new float[starts[^1]]);
        for (var i = 0; i < words.Count; i++)
        {
            Join(words.ColumnsOf(i), words.ValuesOf(i), columns, vectors[i], found.AsSpan(starts[i]), values.AsSpan(starts[i]));
        }

        return new SparseRows(starts, found, values);
    }

    /// <summary>Puts a vector behind the hashed features of a text.</summary>
    /// <param name="found">The hashed features.</param>
    /// <param name="values">Their values.</param>
    /// <param name="columns">Number of hashed features that there are.</param>
    /// <param name="vector">The vector.</param>
    /// <param name="allFound">Takes all features: as many more as the vector has places.</param>
    /// <param name="allValues">Takes their values.</param>
    public void Join(ReadOnlySpan<int> found, ReadOnlySpan<float> values, int columns, ReadOnlySpan<float> vector, Span<int> allFound, Span<float> allValues)
    {
        found.CopyTo(allFound);
        for (var i = 0; i < values.Length; i++)
        {
            allValues[i] = values[i] * _wordLength;
        }

        for (var d = 0; d < Dimensions; d++)
        {
            allFound[found.Length + d] = columns + d;
            allValues[found.Length + d] = vector[d] * _vectorLength;
        }
    }
}
