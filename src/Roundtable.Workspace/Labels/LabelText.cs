using System.Globalization;
using System.Text;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Gold;
using Roundtable.Annotation.Labelling;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Gold;

namespace Roundtable.Workspace.Labels;

/// <summary>Labels of a run as plain text, line by line; foreign text in it is made harmless.</summary>
public static class LabelText
{
    private const int MaxClasses = 20;

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
            Line(text, Safe(FieldMarkdown.Headline(fields)));
            foreach (var f in fields.Fields)
            {
                var path = Neutralise.Line(f.Path);
                Line(text, string.Create(
                    CultureInfo.InvariantCulture, $"  {path}: {f.Items:N0} items, all seats agree on {f.Unanimous:N0}, ties on {f.Ties:N0}"));
            }
        }

        foreach (var sheet in labelled.Sheets.Where(s => s.Labelled < s.Items))
        {
            var what = sheet.Origin == GoldOrigin.Queue ? "The queue of what people's labels would change most, gold" : "Gold";
            Line(text, string.Create(
                CultureInfo.InvariantCulture, $"{what} {sheet.Sheet}: {sheet.Labelled:N0} of {sheet.Items:N0} items are labelled. ")
                    + $"Go on in the site or by file ('roundtable gold --help'), then: roundtable label --recompute {labelled.Run}");
        }

        var files = labelled.Folder.Length > 0 ? $", files in {labelled.Folder}" : "";
        Line(text, string.Create(CultureInfo.InvariantCulture, $"Run {labelled.Run}, labels on record as leaf {labelled.Leaf}{files}."));
        return text.ToString();
    }

    /// <summary>What was drawn for people, and where they label it.</summary>
    public static string Drawn(StoredSheet sheet) => string.Create(
        CultureInfo.InvariantCulture, $"{sheet.Items.Count:N0} items are drawn at random for people to label, gold {sheet.Id} (leaf {sheet.Leaf}). ")
        + $"Label them on the site ('roundtable serve', Gold) or by file ('roundtable gold export {sheet.Id}'), now or later.";

    private static void Write(StringBuilder text, LabelReport report)
    {
        Line(text, Safe(LabelSentences.Headline(report)));
        Line(text, Safe(LabelSentences.People(report)));
        text.Append('\n');
        Line(text, Safe(LabelSentences.Shares(report)));
        Shares(text, report);
        Line(text, Safe(LabelSentences.Mean(report)));
        text.Append('\n');
        foreach (var sentence in LabelSentences.Rule(report).Append(LabelSentences.Promise(report)))
        {
            Line(text, Safe(sentence));
        }

        text.Append('\n');
        var names = report.Seats.Max(s => Neutralise.Line(s.Seat).Length);
        foreach (var seat in report.Seats)
        {
            var answers = string.Join(", ", seat.Answers.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Value:N0} {a.Key.Replace('-', ' ')}")));
            var right = seat.Gold > 0 ? string.Create(CultureInfo.InvariantCulture, $"; right on {seat.Right:N0} of {seat.Gold:N0}") : "";
            var flips = seat.OrderFlips is { } f ? $"; {LabelSentences.Percent(f)} flip with the order" : "";
            Line(text, $"  {Neutralise.Line(seat.Seat).PadRight(names)}  {answers}{right}{flips}");
        }

        foreach (var sentence in LabelSentences.Agreement(report).Concat(LabelSentences.Changes(report)))
        {
            Line(text, Safe(sentence));
        }
    }

    private static void Shares(StringBuilder text, LabelReport report)
    {
        var all = report.Shares is ShareReport.Estimated { Shares: var shares }
            ? shares.Select(s => (Name: Neutralise.Line(s.Class), s.Share, Told:
                $"{Percent(s.Share)}  ({Percent(s.Interval.Low).Trim()} to {Percent(s.Interval.High).Trim()})   "
                    + $"the panel alone would have said {Percent(s.PanelShare).Trim()}"))
            : report.Classes.Select(c => (
                Name: Neutralise.Line(c.Class),
                Share: (double)c.Labels,
                Told: string.Create(CultureInfo.InvariantCulture, $"{c.Labels,9:N0} items labelled so")));

        // In the codebook's order; of many classes those that most items have.
        var shown = report.Classes.Count > MaxClasses ? all.OrderByDescending(c => c.Share).Take(MaxClasses).ToList() : all.ToList();
        var width = shown.Max(c => c.Name.Length);
        foreach (var (name, _, rest) in shown)
        {
            Line(text, $"  {name.PadRight(width)}  {rest}");
        }

        Line(text, report.Classes.Count > MaxClasses ? $"  … {report.Classes.Count - MaxClasses} more in {LabelFolder.MarkdownName}" : null);
    }

    private static string Percent(double share) => LabelSentences.Percent(share).PadLeft(7);

    private static string? Safe(string? sentence) => sentence is null ? null : Neutralise.Line(sentence);

    private static void Line(StringBuilder text, string? line)
    {
        if (line is { Length: > 0 })
        {
            text.Append(line).Append('\n');
        }
    }
}
