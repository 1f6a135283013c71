using Roundtable.Annotation.Students.Learning;
using Roundtable.Annotation.Students.Testing;

namespace Roundtable.Annotation.Students.Teaching;

/// <summary>Tests each fold of a lesson by a student of the others, and chooses how students are taught.</summary>
/// <param name="learner">Learns parts of the lesson.</param>
/// <param name="fold">The fold of each text.</param>
/// <param name="folds">Number of folds.</param>
internal sealed class FoldTest(LessonLearner learner, int[] fold, int folds)
{
    /// <summary>On how many folds the cost is chosen where students see words alone.</summary>
    private const int ChoosingFolds = 2;

    /// <summary>
    /// Tests students of words and letters. Which cost fits the lesson is decided on the first folds, by how often students say what the lesson does: a teacher
    /// that errs at random is learned more loosely.
    /// </summary>
    /// <returns>The scores of each text, and the recipe that was chosen.</returns>
    public (float[][] Scores, StudentRecipe Chosen) OfWords()
    {
        var scores = new float[fold.Length][];
        var chosen = StudentRecipe.OfWords
            .Select(recipe => (Recipe: recipe, Scores: Enumerable.Range(0, ChoosingFolds).SelectMany(f => Test(recipe, f)).ToList()))
            .MaxBy(c => c.Scores.Count(IsRight));
        foreach (var (text, told) in chosen.Scores.Concat(Enumerable.Range(ChoosingFolds, folds - ChoosingFolds).SelectMany(f => Test(chosen.Recipe, f))))
        {
            scores[text] = told;
        }

        return (scores, chosen.Recipe);
    }

    /// <summary>
    /// Tests students of sentence vectors. More is chosen here, and a choice on the texts of the test would flatter it: so for each fold the inputs and the
    /// cost are chosen within what its student is taught, on one of the other folds by students of the rest. Students of words alone are tried beside
    /// them, to tell what vectors gain.
    /// </summary>
    /// <returns>The scores of each text, the recipe that was best over all folds, and how each kind of inputs did.</returns>
    public (float[][] Scores, StudentRecipe Chosen, IReadOnlyList<TriedInputs> Tried) OfVectors()
    {
        var scores = new float[fold.Length][];
        StudentRecipe[] all = [.. StudentRecipe.OfVectors, .. StudentRecipe.OfWords];
        var (hits, trials) = (new int[all.Length], 0);
        for (var f = 0; f < folds; f++)
        {
            var (tested, inner) = (f, (f + 1) % folds);
            int[] own = [.. Enumerable.Range(0, fold.Length).Where(t => fold[t] == inner)];
            int[] right = [.. all.Select(recipe => own
                .Zip(learner.Score(learner.Learn(recipe, t => fold[t] != tested && fold[t] != inner), own)).Count(IsRight))];
            trials += own.Length;
            for (var r = 0; r < all.Length; r++)
            {
                hits[r] += right[r];
            }

            foreach (var (text, told) in Test(Best(right), f))
            {
                scores[text] = told;
            }
        }

        var tried = Enumerable.Range(0, all.Length).GroupBy(r => all[r].Inputs).Select(g => g.MaxBy(r => hits[r]))
            .Select(r => new TriedInputs(all[r].Inputs, all[r].Cost, new Frequency(hits[r], trials)));
        return (scores, Best(hits), [.. tried]);

        // Of equally good ones the first.
        StudentRecipe Best(int[] right) => StudentRecipe.OfVectors[Enumerable.Range(0, StudentRecipe.OfVectors.Count).MaxBy(r => right[r])];
    }

    private List<(int Text, float[] Scores)> Test(StudentRecipe recipe, int one)
    {
        int[] own = [.. Enumerable.Range(0, fold.Length).Where(t => fold[t] == one)];
        return [.. own.Zip(learner.Score(learner.Learn(recipe, t => fold[t] != one), own))];
    }

    private bool IsRight((int Text, float[] Scores) told) => Sharpness.Best(told.Scores, 1).Class == learner.Lesson.Texts[told.Text].Label;
}
