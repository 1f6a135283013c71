using System.Globalization;
using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Workspace.Students;

/// <summary>The card of a student: what it is, who taught it, under which conditions, and how good it is.</summary>
internal static class StudentCard
{
    /// <summary>The card as Markdown, with metadata that the Hugging Face hub reads.</summary>
    /// <param name="report">What is known of the student.</param>
    /// <param name="ruling">The ruling under which it was taught.</param>
    public static string Of(StudentReport report, Ruling ruling)
    {
        var text = new StringBuilder("---\nlicense: other\nlicense_name: see-license-file\nlicense_link: LICENSE.md\n")
            .Append("pipeline_tag: text-classification\n---\n\n")
            .Append(CultureInfo.InvariantCulture, $"# {report.Name}\n\n")
            .Append(CultureInfo.InvariantCulture, $"A linear classifier of texts by the codebook `{report.Codebook}` with {report.Classes.Count} classes, ")
            .Append(CultureInfo.InvariantCulture, $"taught {report.Texts:N0} texts by a panel of models. ").Append(report.Vectors is { } vectors
                ? $"It needs the sentence-vector model `{Neutralise.Line(vectors.Name)}`, which is not part of it, and no network: "
                : "It needs no other model and no network: ")
            .Append("`roundtable classify` runs it.\n\n")
            .Append(RulingParagraph.Of(ruling)).Append("\n\n`LICENSE.md` says what has to be kept by whoever uses it.\n\n## Taught by\n\n");
        foreach (var teacher in report.Teachers)
        {
            text.Append(CultureInfo.InvariantCulture, $"- `{teacher.Labels}`: {string.Join(", ", teacher.Models.Select(m => Neutralise.Line(m)))}; ")
                .Append(CultureInfo.InvariantCulture, $"answers in leaves {StudentSentences.Ranges(teacher.Answers)}\n");
        }

        text.Append("\n## How good it is\n\n");
        foreach (var sentence in StudentSentences.Test(report))
        {
            text.Append(Neutralise.Line(sentence)).Append('\n');
        }

        return text.Append("\n`report.md` has it by class.\n\n")
            .Append(CultureInfo.InvariantCulture, $"SHA-256 of `student.bin`: `{report.Digest}`. ")
            .Append("The registry of the log that it was taught from has it as taught by these labels, and rules on it through them.\n\n")
            .Append(RulingText.NotAdvice).Append('\n').ToString();
    }
}
