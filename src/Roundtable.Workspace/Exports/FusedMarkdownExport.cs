using System.Text;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>A session that was answered in full as Markdown: the answer with its support first, then all that it rests on.</summary>
public static class FusedMarkdownExport
{
    /// <summary>The document.</summary>
    public static string Of(FusedSession session)
    {
        var text = new StringBuilder();
        if (session.Simulated)
        {
            text.AppendLine($"> **{SessionFacts.Simulated}**").AppendLine();
        }

        text.AppendLine($"# {MarkdownText.Line(session.Question.Text)}").AppendLine();
        text.AppendLine($"**{MarkdownText.Line(HeadlineText.Of(session))}**").AppendLine();
        text.AppendLine(MarkdownText.Line(FusedText.By(session))).AppendLine();
        Answer(session, text);
        Fields(session, text);
        if (FusedText.Dropped(session) is { } dropped)
        {
            text.AppendLine(dropped).AppendLine();
        }

        Comparison(session, text);
        Reviews(session, text);
        Answers(session, text);
        text.AppendLine("## Facts").AppendLine().AppendLine("| | |").AppendLine("| --- | --- |");
        foreach (var (name, value) in SessionFacts.Of(session))
        {
            text.AppendLine($"| {MarkdownText.Line(name)} | {MarkdownText.Line(value)} |");
        }

        foreach (var seat in session.Panel)
        {
            var persona = seat.Persona is { } given ? $"; {MarkdownText.Line(given)}" : "";
            text.AppendLine($"| Seat {seat.Number} | {MarkdownText.Line(seat.Name)}: {MarkdownText.Line(seat.Model.Name)}{persona} |");
        }

        return text.ToString();
    }

    /// <summary>The answer with its support, who took part and what is disputed: what a program that asked is told, without all that it rests on.</summary>
    public static string Brief(FusedSession session)
    {
        var text = new StringBuilder();
        text.AppendLine(session.Simulated ? $"> **{SessionFacts.Simulated}**\n" : "");
        text.AppendLine($"**{MarkdownText.Line(HeadlineText.Of(session))}**").AppendLine();
        Answer(session, text);
        Fields(session, text);
        foreach (var point in (session.Comparison?.Points ?? []).Where(p => p.Kind == PointKind.Contradiction))
        {
            var sides = point.Sides.Select(s => $"{MarkdownText.Line(s.Claim)} ({MarkdownText.Line(FusedText.Names(session, s.Seats))})");
            text.AppendLine($"- Disputed: {MarkdownText.Line(point.Topic)}: {string.Join("; ", sides)}");
        }

        text.AppendLine().AppendLine(MarkdownText.Line($"{FusedText.By(session)} {FusedText.Dropped(session)}"));
        return text.AppendLine().AppendLine($"Session {session.Id}").ToString().TrimStart();
    }

    private static void Answer(FusedSession session, StringBuilder text)
    {
        text.AppendLine("## Answer").AppendLine();
        if (session.Fused.Kind == FusedKind.Moderated)
        {
            var cited = session.Fused.Sentences.Select(s => s with
            {
                Text = s.Form == SentenceForm.Code ? s.Text : $"{MarkdownText.Formatted(s.Text)} {Points(s)}",
            });
            text.AppendLine(FusedMarkdown.Of([.. cited], withSupport: true)).AppendLine();
            text.AppendLine($"> {FusedText.SpansProve}").AppendLine();
        }
        else if (session.Text(withSupport: false) is { Length: > 0 } whole)
        {
            text.AppendLine(MarkdownText.Quote(whole)).AppendLine();
        }
        else
        {
            text.AppendLine("There is none.").AppendLine();
        }
    }

    private static string Points(FusedSentence sentence) =>
        string.Join(", ", sentence.Points.Select(p => $"[{MarkdownText.Line(p)}](#{MarkdownText.Line(p.Split('.')[0])})"));

    private static void Fields(FusedSession session, StringBuilder text)
    {
        if (session.Fields is not { } fields)
        {
            return;
        }

        text.AppendLine("## Fields").AppendLine().AppendLine("| Field | Value | Who agrees |").AppendLine("| --- | --- | --- |");
        foreach (var field in FieldText.Shown(fields))
        {
            text.AppendLine(
                $"| {MarkdownText.Line(FieldText.Name(field))} | {MarkdownText.Line(FieldText.Value(field.Value))} "
                    + $"| {MarkdownText.Line(FieldText.Agreement(session, field))} |");
        }

        text.AppendLine();
        foreach (var problem in fields.Problems)
        {
            text.AppendLine($"- {MarkdownText.Line(problem)}");
        }
    }

    private static void Comparison(FusedSession session, StringBuilder text)
    {
        if (session.Comparison is not { } comparison)
        {
            return;
        }

        text.AppendLine("## Comparison").AppendLine().AppendLine($"By {MarkdownText.Line(comparison.By)}; spans checked and seats counted by the program.")
            .AppendLine();
        foreach (var group in comparison.Points.GroupBy(p => p.Kind).OrderBy(g => g.Key))
        {
            text.AppendLine($"### {FusedText.Title(group.Key)}").AppendLine();
            foreach (var point in group)
            {
                var disputed = point is { Kind: not PointKind.Contradiction, DisputedIn: { Count: > 0 } where }
                    ? $" (disputed in {string.Join(", ", where)})"
                    : "";
                text.AppendLine($"- <a id=\"{point.Id}\"></a>**{MarkdownText.Line(point.Topic)}** ({point.Id}){disputed}");
                foreach (var side in point.Sides)
                {
                    text.AppendLine($"  - {MarkdownText.Line(side.Claim)} ({MarkdownText.Line(FusedText.Names(session, side.Seats))})");
                    foreach (var span in side.Spans)
                    {
                        text.AppendLine(
                            $"    - [{MarkdownText.Line(FusedText.Seat(session, span.Seat))}](#s{span.Seat}): “{MarkdownText.Line(span.Text)}”");
                    }
                }
            }

            text.AppendLine();
        }
    }

    private static void Reviews(FusedSession session, StringBuilder text)
    {
        if (session.Reviews.Count + session.ReviewAbsences.Count == 0)
        {
            return;
        }

        text.AppendLine("## Reviews").AppendLine();
        foreach (var standing in session.Standings)
        {
            text.AppendLine($"- {MarkdownText.Line(FusedText.Place(session, standing))}");
        }

        text.AppendLine();
        foreach (var review in session.Reviews)
        {
            text.AppendLine($"**{MarkdownText.Line(FusedText.Seat(session, review.Seat))}** "
                + MarkdownText.Line(review.Problem is { } problem ? $"could not be read: {problem}"
                    : $"ranks {FusedText.Names(session, review.Ranking)}.")).AppendLine();
            foreach (var error in review.Errors)
            {
                text.AppendLine(
                    $"- of {MarkdownText.Line(FusedText.Seat(session, error.Seat))}: “{MarkdownText.Line(error.Span)}”: {MarkdownText.Line(error.Why)}");
            }

            text.AppendLine();
        }
    }

    private static void Answers(FusedSession session, StringBuilder text)
    {
        text.AppendLine("## Answers").AppendLine();
        foreach (var answer in session.Answers)
        {
            var problem = FusedText.Problem(answer) is { } why ? $" {MarkdownText.Line(why)}" : "";
            text.AppendLine($"<a id=\"{answer.Id}\"></a>**{MarkdownText.Line(FusedText.Seat(session, answer.Seat))}** ({answer.Id}){problem}").AppendLine();
            text.AppendLine(MarkdownText.Quote(answer.Words)).AppendLine();
            if (FusedText.Thinking(answer) is { Length: > 0 } thinking)
            {
                text.AppendLine($"<details><summary>{BallotText.ThinkingTitle(thinking)}</summary>").AppendLine()
                    .AppendLine(MarkdownText.Quote(thinking)).AppendLine().AppendLine("</details>").AppendLine();
            }

            MarkdownText.Tools(text, answer.Tools);
            text.AppendLine($"Leaf {answer.Receipt.Leaf} of the log, `{answer.Receipt.Hash}`").AppendLine();
        }

        foreach (var absence in session.Absences)
        {
            text.AppendLine($"**{MarkdownText.Line(FusedText.Seat(session, absence.Seat))}** was absent: {MarkdownText.Line(absence.Reason)}").AppendLine();
        }
    }
}
