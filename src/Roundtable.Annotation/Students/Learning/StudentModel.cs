namespace Roundtable.Annotation.Students.Learning;

/// <summary>
/// A student: a linear model over words and runs of characters, sentence vectors, or both, which gives each class a calibrated probability. Without vectors it
/// needs no other model, and never a network.
/// </summary>
public sealed class StudentModel
{
    internal StudentModel(IReadOnlyList<string> classes, FeatureVocabulary vocabulary, VectorPart? vectors, PackedWeights weights, double sharpness)
    {
        (Classes, Vocabulary, Vectors, Weights, Sharpness) = (classes, vocabulary, vectors, weights, sharpness);
    }

    /// <summary>The classes, in the order of the codebook.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Number of features.</summary>
    public int Features => Vocabulary.Count + Dimensions;

    /// <summary>The length of the sentence vector that it needs of each text; 0 where it needs none.</summary>
    public int Dimensions => Vectors?.Dimensions ?? 0;

    /// <summary>By what its scores are multiplied before they become probabilities; above 0.</summary>
    public double Sharpness { get; }

    internal FeatureVocabulary Vocabulary { get; }

    internal VectorPart? Vectors { get; }

    internal PackedWeights Weights { get; }

    /// <summary>What it says of texts, in their order.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="threads">Maximum number of threads; it changes nothing but the time.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="vectors">Their sentence vectors; null where it needs none.</param>
    /// <exception cref="ArgumentException">When it needs vectors, or vectors of another length.</exception>
    public IReadOnlyList<StudentAnswer> Answer(
        IReadOnlyList<string> texts, int threads, CancellationToken cancellation, IReadOnlyList<float[]>? vectors = null)
    {
        if (Dimensions > 0 ? vectors?.Count != texts.Count : vectors is not null)
        {
            throw new ArgumentException("There are not as many sentence vectors as it needs.", nameof(vectors));
        }

        const int Part = 256;
        var answers = new StudentAnswer[texts.Count];
        Parallel.For(
            0,
            (texts.Count + Part - 1) / Part,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            () => new StudentVoice(this),
            (part, _, voice) =>
            {
                for (var i = part * Part; i < Math.Min(texts.Count, (part + 1) * Part); i++)
                {
                    answers[i] = voice.Answer(texts[i], vectors is null ? default : vectors[i]);
                }

                return voice;
            },
            _ => { });
        return answers;
    }
}

/// <summary>What a student says of a text.</summary>
/// <param name="Class">Index of the most probable class; of equally probable ones the first.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
public readonly record struct StudentAnswer(int Class, double Probability);
