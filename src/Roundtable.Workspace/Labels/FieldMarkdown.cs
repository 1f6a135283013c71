using System.Globalization;
using System.Text;
using Roundtable.Workspace.Exports;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Labels;

/// <summary>The report on labels that are JSON by a schema, in Markdown.</summary>
public static class FieldMarkdown
{
    /// <summary>The report.</summary>
    public static string Of(FieldReport report)
    {
        var text = new StringBuilder("# Labels\n\n");
        text.Append(MarkdownText.Line(Headline(report))).Append("\n\n| field | items | all seats agree | ties |\n| --- | ---: | ---: | ---: |\n");
        foreach (var f in report.Fields)
        {
            var path = MarkdownText.Line(f.Path.Length > 0 ? f.Path : "(the whole)");
            text.Append(CultureInfo.InvariantCulture, $"| {path} | {f.Items:N0} | {f.Unanimous:N0} | {f.Ties:N0} |\n");
        }

        text.Append("\n| seat | model | answers |\n| --- | --- | --- |\n");
        foreach (var s in report.Seats)
        {
            var answers = string.Join(", ", s.Answers.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Value:N0} {a.Key}")));
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Line(s.Seat)} | {MarkdownText.Line(s.Model)} | {MarkdownText.Line(answers)} |\n");
        }

        return text.ToString();
    }

    /// <summary>How many items have a label.</summary>
    public static string Headline(FieldReport report) => T(
        "{0} of {1} items have a document by the codebook {2}, fused field by field; of {3} most seats cannot tell. There are no probabilities and no shares "
            + "for documents: what the seats agree on is told, and no more.",
        Written($"{report.Labelled:N0}"),
        Written($"{report.Items:N0}"),
        report.Codebook,
        Written($"{report.CannotTell:N0}"));
}
