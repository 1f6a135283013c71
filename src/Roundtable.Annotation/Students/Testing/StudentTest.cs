using Roundtable.Annotation.Scores;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Students.Testing;

/// <summary>
/// How good a student is, from texts that it was tested on: each by a student that was taught neither the text nor a near-duplicate of it.
/// </summary>
/// <param name="Agreement">How often the student says what its teacher says.</param>
/// <param name="Gold">Student and teacher beside people; null where no text has gold.</param>
/// <param name="Calibration">How far the student's probabilities are from how often it agrees with the teacher.</param>
/// <param name="Classes">The classes one by one.</param>
/// <param name="Confusions">What the student says where the teacher says what, without the pairs that never came.</param>
/// <param name="Errors">What the teacher gets wrong; null where no text has gold.</param>
public sealed record StudentTest(
    Frequency Agreement,
    GoldTest? Gold,
    CalibrationError Calibration,
    IReadOnlyList<ClassTest> Classes,
    IReadOnlyList<Confusion> Confusions,
    TeacherErrors? Errors)
{
    /// <summary>Tests a student.</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="tested">What it said of texts; one at least.</param>
    public static StudentTest Of(IReadOnlyList<string> classes, IReadOnlyList<TestedText> tested)
    {
        var taught = tested.Where(t => t.Teacher != VoteTable.None).ToList();
        return new StudentTest(
            Frequency.Of(taught, t => t.Student == t.Teacher),
            GoldTest.Of(tested),
            CalibrationError.Of([.. taught.Select(t => t.Probability)], [.. taught.Select(t => t.Student == t.Teacher ? 1.0 : 0)]),
            [.. classes.Select((name, c) => ClassTest.Of(name, (short)c, tested))],
            [
                .. taught.GroupBy(t => (t.Teacher, t.Student))
                    .Select(g => new Confusion(classes[g.Key.Teacher], classes[g.Key.Student], g.Count()))
                    .OrderByDescending(c => c.Texts).ThenBy(c => c.Teacher, StringComparer.Ordinal).ThenBy(c => c.Student, StringComparer.Ordinal),
            ],
            TeacherErrors.Of(classes, tested));
    }
}

/// <summary>Student and teacher on the texts that people labelled.</summary>
/// <param name="Student">How often the student is right.</param>
/// <param name="Teacher">How often the teacher is right.</param>
/// <param name="Difference">The student's accuracy minus the teacher's, with its paired bootstrap interval.</param>
/// <param name="Calibration">How far the student's probabilities are from how often it is right.</param>
public sealed record GoldTest(Frequency Student, Frequency Teacher, MeanWithInterval Difference, CalibrationError Calibration)
{
    /// <summary>Compares the two; null where no text has gold.</summary>
    public static GoldTest? Of(IReadOnlyList<TestedText> tested)
    {
        var known = tested.Where(t => t.Gold != VoteTable.None).ToList();
        if (known.Count == 0)
        {
            return null;
        }

        double[] student = [.. known.Select(t => t.Student == t.Gold ? 1.0 : 0)];
        double[] teacher = [.. known.Select(t => t.Teacher == t.Gold ? 1.0 : 0)];
        return new GoldTest(
            Frequency.Of(known, t => t.Student == t.Gold),
            Frequency.Of(known, t => t.Teacher == t.Gold),
            PairedBootstrap.Difference(student, teacher, 1),
            CalibrationError.Of([.. known.Select(t => t.Probability)], student));
    }
}

/// <summary>One class.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Found">Of the texts that the teacher puts into it, how many the student does (recall).</param>
/// <param name="Meant">Of the texts that the student puts into it, how many the teacher does (precision).</param>
/// <param name="Right">Of the texts that people put into it, how many the student does; no trials without gold.</param>
/// <param name="TeacherRight">Of the texts that people put into it, how many the teacher does; no trials without gold.</param>
public sealed record ClassTest(string Class, Frequency Found, Frequency Meant, Frequency Right, Frequency TeacherRight)
{
    internal static ClassTest Of(string name, short one, IReadOnlyList<TestedText> tested) => new(
        name,
        Frequency.Of(tested.Where(t => t.Teacher == one), t => t.Student == one),
        Frequency.Of(tested.Where(t => t.Student == one && t.Teacher != VoteTable.None), t => t.Teacher == one),
        Frequency.Of(tested.Where(t => t.Gold == one), t => t.Student == one),
        Frequency.Of(tested.Where(t => t.Gold == one), t => t.Teacher == one));
}

/// <summary>Texts of which teacher and student said so.</summary>
/// <param name="Teacher">The teacher's class.</param>
/// <param name="Student">The student's class.</param>
/// <param name="Texts">Number of texts.</param>
public sealed record Confusion(string Teacher, string Student, int Texts);
