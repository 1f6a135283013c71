using System.Globalization;
using System.Text;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Labelling;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Gold;

namespace Roundtable.Workspace.Labels;

/// <summary>Labels of a run as plain text, line by line; foreign text in it is made harmless.</summary>
public static class LabelText
{
    private const int MaxClasses = 30;

    /// <summary>The report.</summary>
    public static string Of(LabelledRun labelled)
    {
        var text = new StringBuilder();
        if (labelled.Report is { } report)
        {
            Write(text, report);
        }
        else if (labelled.Fields is { } fields)
        {
            Line(text, FieldMarkdown.Headline(fields));
            foreach (var f in fields.Fields)
            {
                Line(text, string.Create(CultureInfo.InvariantCulture, $"  {f.Path}: {f.Items:N0} items, all seats agree on {f.Unanimous:N0}, ties on {f.Ties:N0}"));
            }
        }

        foreach (var sheet in labelled.Sheets.Where(s => s.Labelled < s.Items))
        {
            Line(text, string.Create(
                CultureInfo.InvariantCulture, $"Gold {sheet.Sheet}: {sheet.Labelled:N0} of {sheet.Items:N0} items are labelled. Go on in the site or by file ")
                    + $"('roundtable gold --help'), then: roundtable label --recompute {labelled.Run}");
        }

        Line(text, string.Create(CultureInfo.InvariantCulture, $"Run {labelled.Run}, labels on record as leaf {labelled.Leaf}, files in {labelled.Folder}."));
        return text.ToString();
    }

    /// <summary>What was drawn for people, and where they label it.</summary>
    public static string Drawn(StoredSheet sheet) => string.Create(
        CultureInfo.InvariantCulture, $"{sheet.Items.Count:N0} items were drawn at random for people to label, gold {sheet.Id} (leaf {sheet.Leaf}). ")
        + $"Label them on the site ('roundtable serve', Gold) or by file ('roundtable gold export {sheet.Id}'), now or later.";

    private static void Write(StringBuilder text, LabelReport report)
    {
        Line(text, LabelSentences.Headline(report));
        Line(text, LabelSentences.People(report));
        text.Append('\n');
        Line(text, LabelSentences.Shares(report));
        if (report.Shares is ShareReport.Estimated { Shares: var shares })
        {
            var width = shares.Max(s => s.Class.Length);
            foreach (var s in shares.Take(MaxClasses))
            {
                Line(text, $"  {s.Class.PadRight(width)}  {Percent(s.Share)}  ({Percent(s.Interval.Low).Trim()} to {Percent(s.Interval.High).Trim()})"
                    + $"   the panel alone would have said {Percent(s.PanelShare).Trim()}");
            }
        }
        else
        {
            var width = report.Classes.Max(c => c.Class.Length);
            foreach (var c in report.Classes.Where(c => c.Labels > 0).Take(MaxClasses))
            {
                Line(text, string.Create(CultureInfo.InvariantCulture, $"  {c.Class.PadRight(width)}  {c.Labels,9:N0} items labelled so"));
            }
        }

        Line(text, report.Classes.Count > MaxClasses ? $"  … labels.md has all {report.Classes.Count} classes" : null);
        Line(text, LabelSentences.Mean(report));
        text.Append('\n');
        foreach (var sentence in LabelSentences.Rule(report).Append(LabelSentences.Promise(report)))
        {
            Line(text, sentence);
        }

        text.Append('\n');
        var names = report.Seats.Max(s => s.Seat.Length);
        foreach (var seat in report.Seats)
        {
            var answers = string.Join(", ", seat.Answers.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Value:N0} {a.Key.Replace('-', ' ')}")));
            var right = seat.Gold > 0 ? string.Create(CultureInfo.InvariantCulture, $"; right on {seat.Right:N0} of {seat.Gold:N0}") : "";
            var flips = seat.OrderFlips is { } f ? $"; {LabelSentences.Percent(f)} flip with the order" : "";
            Line(text, $"  {seat.Seat.PadRight(names)}  {answers}{right}{flips}");
        }

        foreach (var sentence in LabelSentences.Agreement(report).Concat(LabelSentences.Changes(report)))
        {
            Line(text, sentence);
        }
    }

    private static string Percent(double share) => LabelSentences.Percent(share).PadLeft(7);

    private static void Line(StringBuilder text, string? line)
    {
        if (line is { Length: > 0 })
        {
            text.Append(Neutralise.Line(line)).Append('\n');
        }
    }
}
