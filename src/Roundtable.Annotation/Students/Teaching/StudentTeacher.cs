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

    /// <summary>One fold is tested, one chooses, and the rest is taught.</summary>
    private const int FewestFoldsOfVectors = 3;

    /// <summary>Maximum number of tested texts on which probabilities are calibrated.</summary>
    private const int CalibrationTexts = 20_000;

    private static readonly double[] _curve = [1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2];

    /// <summary>Teaches a student.</summary>
    /// <param name="lesson">What it is taught from.</param>
    /// <param name="settings">How.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">
    /// When there are fewer than <see cref="FewestTexts"/> texts, all have one label, not every text has a vector of the same length, or there are too few
    /// folds for them; the message is a sentence.
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

        if (lesson.Vectors is { } vectors
            && (vectors.Texts.Count != lesson.Texts.Count || vectors.Texts.Any(v => v.Length == 0 || v.Length != vectors.Texts[0].Length)))
        {
            throw new ArgumentException("Not every text has a sentence vector of the same length.", nameof(lesson));
        }

        if (lesson.Vectors is not null && settings.Folds < FewestFoldsOfVectors)
        {
            throw new ArgumentException($"A student of sentence vectors is tested in {FewestFoldsOfVectors} folds at least.", nameof(settings));
        }

        var fold = ClusterFolds.Of([.. lesson.Texts.Select(t => t.Cluster)], settings.Folds, settings.Seed);
        var learner = new LessonLearner(lesson, settings.Threads, cancellation);
        var test = new FoldTest(learner, fold, settings.Folds);
        IReadOnlyList<TriedInputs> tried = [];
        float[][] scores;
        StudentRecipe recipe;
        if (lesson.Vectors is null)
        {
            (scores, recipe) = test.OfWords();
        }
        else
        {
            (scores, recipe, tried) = test.OfVectors();
        }

        var (tested, sharpness) = Calibrate(lesson.Texts, scores);
        var learned = learner.Learn(recipe, _ => true);
        var curve = settings.HasCurve ? Curve(learner, recipe, fold, tested) : [];
        return new TaughtStudent(
            new StudentModel(lesson.Classes, learned.Vocabulary, learned.Vectors, learned.Weights, sharpness), tested, curve, recipe.Cost)
        {
            Inputs = recipe.Inputs,
            Tried = tried,
        };
    }

    private static (TestedText[] Tested, double Sharpness) Calibrate(IReadOnlyList<LessonText> texts, float[][] scores)
    {
        var sharpness = Sharpness.Fit([.. Enumerable.Range(0, Math.Min(texts.Count, CalibrationTexts)).Select(t => (scores[t], (int)texts[t].Label))]).Value;
        return ([.. texts.Select((t, i) =>
        {
            var (best, probability) = Sharpness.Best(scores[i], sharpness);
            return new TestedText(t.Id, t.Cluster, t.Teacher, t.Gold, (short)best, probability);
        })], sharpness);
    }

    /// <summary>Students that are taught parts of the other folds' texts, each in all the larger ones, and tested on the first fold.</summary>
    private static List<CurvePoint> Curve(LessonLearner learner, StudentRecipe recipe, int[] fold, TestedText[] tested)
    {
        var texts = learner.Lesson.Texts;
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

            var said = own
                .Zip(learner.Score(learner.Learn(recipe, taught.Contains), own), (t, s) => (Text: texts[t], Said: Sharpness.Best(s, 1).Class)).ToList();
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
}
