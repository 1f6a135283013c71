using System.Globalization;
using System.Text;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Labelling;
using Roundtable.Workspace.Exports;

namespace Roundtable.Workspace.Labels;

/// <summary>The report on a run of labels in Markdown. It says nothing that <see cref="LabelReport"/> does not hold.</summary>
public static class LabelMarkdown
{
    private static readonly (string Kind, string Head)[] _kinds =
    [
        ("vote", "votes"), ("number", "votes"), ("cannot-tell", "cannot tell"), ("refusal", "refused"), ("objection", "objected"),
        ("unreadable", "not readable"), ("cut", "cut"), ("absent", "absent"),
    ];

    /// <summary>The report.</summary>
    public static string Of(LabelReport report)
    {
        var text = new StringBuilder("# Labels\n\n");
        Paragraph(text, [LabelSentences.Headline(report), LabelSentences.People(report)]);
        text.Append("## Shares\n\n");
        Paragraph(text, [LabelSentences.Shares(report), LabelSentences.Mean(report)]);
        Shares(text, report);
        text.Append("## Rule\n\n");
        Paragraph(text, [.. LabelSentences.Rule(report), LabelSentences.Promise(report)]);
        Candidates(text, report);
        text.Append("## Seats\n\n");
        Seats(text, report);
        Paragraph(text, [.. LabelSentences.Agreement(report), .. LabelSentences.Changes(report)]);
        foreach (var seat in report.Seats.Where(s => s.Confusion.Count > 0))
        {
            Confusion(text, report, seat);
        }

        return text.ToString();
    }

    private static void Shares(StringBuilder text, LabelReport report)
    {
        if (report.Shares is ShareReport.Estimated { Shares: var shares })
        {
            text.Append("| class | share | 95 % interval | the panel alone would have said | people alone | people’s labels |\n");
            text.Append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
            foreach (var s in shares)
            {
                Row(text, [
                    Escaped(s.Class), LabelSentences.Percent(s.Share), Between(s.Interval), LabelSentences.Percent(s.PanelShare),
                    $"{LabelSentences.Percent(s.GoldShare)} ({Between(s.GoldInterval)})", Number(s.GoldHits),
                ]);
            }
        }
        else
        {
            text.Append("| class | items labelled so |\n| --- | ---: |\n");
            foreach (var c in report.Classes)
            {
                Row(text, [Escaped(c.Class), Number(c.Labels)]);
            }

            Row(text, ["(no label)", Number(report.Unlabelled)]);
        }

        text.Append('\n');
    }

    private static void Candidates(StringBuilder text, LabelReport report)
    {
        if (report.Rule.Candidates.Count == 0)
        {
            return;
        }

        text.Append("| rule | right, held out | log loss |\n| --- | ---: | ---: |\n");
        foreach (var c in report.Rule.Candidates)
        {
            Row(text, [Escaped(c.Rule), LabelSentences.Percent(c.Accuracy), c.LogLoss.ToString("0.000", CultureInfo.InvariantCulture)]);
        }

        text.Append('\n');
    }

    private static void Seats(StringBuilder text, LabelReport report)
    {
        var kinds = _kinds.Where(k => report.Seats.Any(s => s.Answers.ContainsKey(k.Kind))).ToList();
        var gold = report.Seats.Any(s => s.Gold > 0);
        var flips = report.Seats.Any(s => s.OrderPairs > 0);
        string[] heads = ["seat", "model", .. kinds.Select(k => k.Head), .. gold ? ["right on gold"] : (string[])[], .. flips ? ["order flips"] : (string[])[]];
        Row(text, heads);
        Row(text, [.. heads.Select((_, i) => i < 2 ? "---" : "---:")]);
        foreach (var s in report.Seats)
        {
            Row(text, [
                Escaped(s.Seat), Escaped(s.Model), .. kinds.Select(k => Number(s.Answers.GetValueOrDefault(k.Kind))),
                .. gold ? [$"{Number(s.Right)} of {Number(s.Gold)}"] : (string[])[],
                .. flips ? [s.OrderFlips is { } f ? $"{LabelSentences.Percent(f)} of {Number(s.OrderPairs)}" : ""] : (string[])[],
            ]);
        }

        text.Append('\n');
    }

    private static void Confusion(StringBuilder text, LabelReport report, SeatSummary seat)
    {
        text.Append(CultureInfo.InvariantCulture, $"### {Escaped(seat.Seat)}: what people say (rows) and what it says (columns)\n\n");
        Row(text, ["", .. report.Classes.Select(c => Escaped(c.Class)), "no vote"]);
        Row(text, ["---", .. report.Classes.Select(_ => "---:"), "---:"]);
        foreach (var (name, counts) in report.Classes.Zip(seat.Confusion).Where(r => r.Second.Sum() > 0))
        {
            Row(text, [Escaped(name.Class), .. counts.Select(c => Number(c))]);
        }

        text.Append('\n');
    }

    private static void Paragraph(StringBuilder text, IEnumerable<string?> sentences)
    {
        var said = sentences.OfType<string>().Where(s => s.Length > 0).Select(Escaped).ToList();
        if (said.Count > 0)
        {
            text.AppendJoin(' ', said).Append("\n\n");
        }
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Between(Interval interval) => $"{LabelSentences.Percent(interval.Low)} to {LabelSentences.Percent(interval.High)}";

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => MarkdownText.Line(text);
}
