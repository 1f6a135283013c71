using System.Globalization;
using System.Text;
using Roundtable.Annotation.Students.HandOver;
using Roundtable.Annotation.Students.Imitation;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Workspace.Students;

/// <summary>The report on a student in Markdown; the same numbers as its JSON.</summary>
public static class StudentMarkdown
{
    private const int MaxConfusions = 30;

    /// <summary>The report.</summary>
    public static string Of(StudentReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {report.Name}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Codebook `{report.Codebook}`, {report.Classes.Count} classes; taught {report.Texts:N0} texts in ")
            .Append(CultureInfo.InvariantCulture, $"{report.Clusters:N0} clusters of near-duplicates, {report.Gold:N0} of them labelled by people.\n\n");
        foreach (var sentence in StudentSentences.Test(report))
        {
            text.Append(Neutralise.Line(sentence)).Append("\n\n");
        }

        Classes(text, report);
        Confusions(text, report);
        Errors(text, report.Test.Errors);
        Curve(text, report.Curve);
        HandOver(text, report.HandOver);
        Imitation(text, report.Imitation);
        return text.ToString();
    }

    /// <summary>What each threshold costs and gains, as a table.</summary>
    public static void HandOver(StringBuilder text, HandOverTable table)
    {
        text.Append("## Hand-over\n\nTexts below a probability go to the teacher. \"Pair\" is how often the two are right together, by gold.\n\n")
            .Append("| Answers from | Handed over | Agrees with the teacher | Right | Pair right | Cost of 1,000 texts |\n")
            .Append("| ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var point in table.Points)
        {
            Row(
                text,
                point.MinProbability is { } probability ? probability.ToString("0.000", CultureInfo.InvariantCulture) : "never",
                Percent(point.HandedOver),
                Percent(point.Agreement),
                Percent(point.Right),
                Percent(point.Pair),
                StudentSentences.CostOf(table, point));
        }

        text.Append('\n');
    }

    /// <summary>The imitation report.</summary>
    public static void Imitation(StringBuilder text, ImitationReport? imitation)
    {
        text.Append("## Imitation\n\n");
        if (imitation is null)
        {
            text.Append("No text has a label of people, so that nothing can be said of agreement beyond what they explain.\n");
            return;
        }

        foreach (var sentence in StudentSentences.Imitation(imitation))
        {
            text.Append(sentence).Append("\n\n");
        }

        text.Append("| Class by gold | Agree | Expected | Excess | p |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var one in imitation.Classes)
        {
            Row(
                text,
                one.Class,
                Percent(one.Agreement),
                StudentSentences.Percent(one.Expected),
                StudentSentences.Interval(one.Excess),
                one.PValue.ToString("0.0000", CultureInfo.InvariantCulture));
        }
    }

    private static void Classes(StringBuilder text, StudentReport report)
    {
        text.Append("## Classes\n\n| Class | Found (of the teacher's) | Meant (of its own) | Right by gold | Teacher right by gold |\n")
            .Append("| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var one in report.Test.Classes)
        {
            Row(text, one.Class, WithInterval(one.Found), WithInterval(one.Meant), WithInterval(one.Right), WithInterval(one.TeacherRight));
        }

        text.Append('\n');
    }

    private static void Confusions(StringBuilder text, StudentReport report)
    {
        var wrong = report.Test.Confusions.Where(c => c.Teacher != c.Student).ToList();
        text.Append("## Confusion\n\n| Teacher says | Student says | Texts |\n| --- | --- | ---: |\n");
        foreach (var one in wrong.Take(MaxConfusions))
        {
            Row(text, one.Teacher, one.Student, one.Texts.ToString("N0", CultureInfo.InvariantCulture));
        }

        if (wrong.Count > MaxConfusions)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{wrong.Count - MaxConfusions} more pairs are in student.json.\n");
        }

        text.Append('\n');
    }

    private static void Errors(StringBuilder text, TeacherErrors? errors)
    {
        if (errors is not { Wrong.Hits: > 0 })
        {
            return;
        }

        text.Append("## What the teacher gets wrong\n\n");
        if (errors.Patterns.Count == 0)
        {
            text.Append("No pair of classes is confused more often than by chance: these errors are noise, as far as so many texts show.\n\n");
            return;
        }

        text.Append("Pairs of classes that are confused more often than by chance (binomial tests, Holm's correction at 5 %):\n\n")
            .Append("| Right | Teacher says | Of the texts of the class | Student repeats it |\n| --- | --- | ---: | ---: |\n");
        foreach (var pattern in errors.Patterns)
        {
            Row(text, pattern.Gold, pattern.Teacher, WithInterval(pattern.Errors), WithInterval(pattern.Repeated));
        }

        text.Append('\n');
    }

    private static void Curve(StringBuilder text, IReadOnlyList<CurvePoint> curve)
    {
        text.Append("## Learning curve\n\n| Texts | Agrees with the teacher | Right by gold |\n| ---: | ---: | ---: |\n");
        foreach (var point in curve)
        {
            Row(text, point.Texts.ToString("N0", CultureInfo.InvariantCulture), WithInterval(point.Agreement), WithInterval(point.Right));
        }

        text.Append('\n');
    }

    private static string Percent(Frequency frequency) => frequency.Share is { } share ? StudentSentences.Percent(share) : "–";

    private static string WithInterval(Frequency frequency) => frequency.Trials == 0 ? "–" : StudentSentences.Share(frequency);

    private static void Row(StringBuilder text, params ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            text.Append("| ").Append(Neutralise.Line(cell).Replace("|", "\\|", StringComparison.Ordinal)).Append(' ');
        }

        text.Append("|\n");
    }
}
