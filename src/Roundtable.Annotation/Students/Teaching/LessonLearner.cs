using Roundtable.Annotation.Students.Learning;
using Roundtable.Annotation.Students.Testing;

namespace Roundtable.Annotation.Students.Teaching;

/// <summary>Learns from parts of a lesson.</summary>
/// <param name="lesson">The lesson.</param>
/// <param name="threads">Maximum number of threads.</param>
/// <param name="cancellation">Stops.</param>
internal sealed class LessonLearner(Lesson lesson, int threads, CancellationToken cancellation)
{
    private readonly string[] _texts = [.. lesson.Texts.Select(t => t.Text)];

    /// <summary>The lesson.</summary>
    public Lesson Lesson => lesson;

    /// <summary>Learns the texts of a part.</summary>
    /// <param name="recipe">How.</param>
    /// <param name="isTaught">Whether a text is of the part.</param>
    public Learned Learn(StudentRecipe recipe, Func<int, bool> isTaught)
    {
        int[] taught = [.. Enumerable.Range(0, _texts.Length).Where(isTaught)];
        var settings = new LearnerSettings { Cost = recipe.Cost };
        var vectors = recipe.Inputs == StudentInputs.Words ? null : lesson.Vectors is { Texts: [var first, ..] } given
            ? new VectorPart(first.Length, recipe.VectorShare, given.Model.ToArray())
            : throw new InvalidOperationException("The lesson has no vectors.");
        var vocabulary = recipe.Inputs == StudentInputs.Vectors
            ? new FeatureVocabulary([], [], settings.WordShare)
            : FeatureVocabulary.Of([.. taught.Select(t => _texts[t])], settings);
        var targets = new SoftTargets(lesson.Classes.Count, [.. taught.Select(t => ((int)lesson.Texts[t].Label, lesson.Texts[t].Probability))]);
        var learner = new LinearLearner(
            Rows(vocabulary, vectors, taught), vocabulary.Count + (vectors?.Dimensions ?? 0), targets, settings);
        return new Learned(vocabulary, vectors, PackedWeights.Of(learner.Learn(threads, cancellation)));
    }

    /// <summary>The scores of texts.</summary>
    public float[][] Score(Learned learned, int[] texts)
    {
        var rows = Rows(learned.Vocabulary, learned.Vectors, texts);
        var scores = new float[texts.Length][];
        Parallel.For(0, texts.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
        {
            var all = new float[learned.Weights.Stride];
            learned.Weights.Score(rows.ColumnsOf(i), rows.ValuesOf(i), all);
            scores[i] = all[..learned.Weights.Classes];
        });
        return scores;
    }

    private SparseRows Rows(FeatureVocabulary vocabulary, VectorPart? vectors, int[] texts)
    {
        var words = vocabulary.Count == 0 && vectors is not null
            ? new SparseRows(new int[texts.Length + 1], [], [])
            : vocabulary.Vectors([.. texts.Select(t => _texts[t])], threads);
        return vectors is null ? words : vectors.Join(words, vocabulary.Count, [.. texts.Select(t => lesson.Vectors!.Texts[t])]);
    }
}

/// <summary>What was learned.</summary>
/// <param name="Vocabulary">The hashed features.</param>
/// <param name="Vectors">The vectors behind them; null for none.</param>
/// <param name="Weights">Their weights.</param>
internal sealed record Learned(FeatureVocabulary Vocabulary, VectorPart? Vectors, PackedWeights Weights);
