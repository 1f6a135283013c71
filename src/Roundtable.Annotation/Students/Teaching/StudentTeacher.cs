using Roundtable.Annotation.Students.Learning;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Students.Teaching;

/// <summary>
/// Teaches students: one all texts, and for its test one for each fold the texts of the others. Equal lessons and settings make equal students to the byte,
/// on any number of threads.
/// </summary>
public static class StudentTeacher
{
    /// <summary>The fewest texts that a student is taught from.</summary>
    public const int FewestTexts = 20;

    /// <summary>Maximum number of tested texts on which probabilities are calibrated.</summary>
    private const int CalibrationTexts = 20_000;

    /// <summary>What an error may cost beside large weights: little where the teacher's own errors would be learned.</summary>
    private static readonly double[] _costs = [1, 0.2];

    /// <summary>On how many folds the cost is chosen.</summary>
    private const int ChoosingFolds = 2;

    private static readonly double[] _curve = [1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2];

    /// <summary>Teaches a student.</summary>
    /// <param name="lesson">What it is taught from.</param>
    /// <param name="settings">How.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">
    /// When there are fewer than <see cref="FewestTexts"/> texts, or all have one label; the message is a sentence.
    /// </exception>
    public static TaughtStudent Teach(Lesson lesson, TeachingSettings settings, CancellationToken cancellation)
    {
        if (lesson.Texts.Count < FewestTexts)
        {
            throw new ArgumentException($"There are {lesson.Texts.Count} labelled texts, and a student needs {FewestTexts} at least.", nameof(lesson));
        }

        if (lesson.Texts.Select(t => t.Label).Distinct().Take(2).Count() < 2)
        {
            throw new ArgumentException("Every text has the same label: there is nothing to tell apart.", nameof(lesson));
        }

        var fold = ClusterFolds.Of([.. lesson.Texts.Select(t => t.Cluster)], settings.Folds, settings.Seed);
        var learning = new Learning(lesson, settings.Threads, cancellation);
        var (tested, sharpness) = Test(learning, fold, settings.Folds);
        var (vocabulary, weights) = learning.Learn(_ => true);
        var curve = settings.HasCurve ? Curve(learning, fold, tested) : [];
        return new TaughtStudent(new StudentModel(lesson.Classes, vocabulary, weights, sharpness), tested, curve, learning.Cost);
    }

    /// <summary>
    /// Tests each fold by a student of the others. Which cost fits the lesson is decided on the first folds, by how often students say what the lesson does:
    /// a teacher that errs at random is learned more loosely.
    /// </summary>
    private static (TestedText[] Tested, double Sharpness) Test(Learning learning, int[] fold, int folds)
    {
        var texts = learning.Lesson.Texts;
        var scores = new float[texts.Count][];
        var chosen = _costs.Select(cost => (Cost: cost, Scores: Folds(cost, 0, ChoosingFolds)))
            .MaxBy(c => c.Scores.Count(t => Sharpness.Best(t.Scores, 1).Class == texts[t.Text].Label));
        foreach (var (text, told) in chosen.Scores.Concat(Folds(chosen.Cost, ChoosingFolds, folds)))
        {
            scores[text] = told;
        }

        var sharpness = Sharpness.Fit([.. Enumerable.Range(0, Math.Min(texts.Count, CalibrationTexts)).Select(t => (scores[t], (int)texts[t].Label))]).Value;
        return ([.. texts.Select((t, i) =>
        {
            var (best, probability) = Sharpness.Best(scores[i], sharpness);
            return new TestedText(t.Id, t.Cluster, t.Teacher, t.Gold, (short)best, probability);
        })], sharpness);

        List<(int Text, float[] Scores)> Folds(double cost, int from, int to)
        {
            learning.Cost = cost;
            List<(int, float[])> all = [];
            for (var f = from; f < to; f++)
            {
                var (vocabulary, weights) = learning.Learn(t => fold[t] != f);
                int[] own = [.. Enumerable.Range(0, fold.Length).Where(t => fold[t] == f)];
                all.AddRange(own.Zip(learning.Score(vocabulary, weights, own)));
            }

            return all;
        }
    }

    /// <summary>Students that are taught parts of the other folds' texts, each in all the larger ones, and tested on the first fold.</summary>
    private static List<CurvePoint> Curve(Learning learning, int[] fold, TestedText[] tested)
    {
        var texts = learning.Lesson.Texts;
        int[] own = [.. Enumerable.Range(0, fold.Length).Where(t => fold[t] == 0)];
        int[] others = [.. Enumerable.Range(0, fold.Length).Where(t => fold[t] != 0)];
        var parts = ClusterFolds.Of([.. others.Select(t => texts[t].Cluster)], 16, 0);
        List<CurvePoint> points = [];
        foreach (var share in _curve)
        {
            var taught = others.Where((_, i) => parts[i] < share * 16).ToHashSet();
            if (taught.Count < FewestTexts || taught.Select(t => texts[t].Label).Distinct().Take(2).Count() < 2)
            {
                continue;
            }

            var (vocabulary, weights) = learning.Learn(taught.Contains);
            var said = own.Zip(learning.Score(vocabulary, weights, own), (t, s) => (Text: texts[t], Said: Sharpness.Best(s, 1).Class)).ToList();
            points.Add(new CurvePoint(
                taught.Count,
                Frequency.Of(said.Where(s => s.Text.Teacher != VoteTable.None), s => s.Said == s.Text.Teacher),
                Frequency.Of(said.Where(s => s.Text.Gold != VoteTable.None), s => s.Said == s.Text.Gold)));
        }

        points.Add(new CurvePoint(
            others.Length,
            Frequency.Of(own.Where(t => tested[t].Teacher != VoteTable.None), t => tested[t].Student == tested[t].Teacher),
            Frequency.Of(own.Where(t => tested[t].Gold != VoteTable.None), t => tested[t].Student == tested[t].Gold)));
        return points;
    }

    /// <summary>Learning from a part of a lesson.</summary>
    private sealed class Learning(Lesson lesson, int threads, CancellationToken cancellation)
    {
        private readonly string[] _texts = [.. lesson.Texts.Select(t => t.Text)];

        public Lesson Lesson => lesson;

        public double Cost { get; set; }

        public (FeatureVocabulary Vocabulary, PackedWeights Weights) Learn(Func<int, bool> isTaught)
        {
            int[] taught = [.. Enumerable.Range(0, _texts.Length).Where(isTaught)];
            string[] texts = [.. taught.Select(t => _texts[t])];
            var settings = new LearnerSettings { Cost = Cost };
            var vocabulary = FeatureVocabulary.Of(texts, settings);
            var targets = new SoftTargets(lesson.Classes.Count, [.. taught.Select(t => ((int)lesson.Texts[t].Label, lesson.Texts[t].Probability))]);
            var learner = new LinearLearner(vocabulary.Vectors(texts, threads), vocabulary.Count, targets, settings);
            return (vocabulary, PackedWeights.Of(learner.Learn(threads, cancellation)));
        }

        public float[][] Score(FeatureVocabulary vocabulary, PackedWeights weights, int[] texts)
        {
            var rows = vocabulary.Vectors([.. texts.Select(t => _texts[t])], threads);
            var scores = new float[texts.Length][];
            Parallel.For(0, texts.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
            {
                var all = new float[weights.Stride];
                weights.Score(rows.ColumnsOf(i), rows.ValuesOf(i), all);
                scores[i] = all[..weights.Classes];
            });
            return scores;
        }
    }
}
