using System.Text;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>A session as Markdown: to be read, sent and kept beside the JSON that can be checked.</summary>
public static class MarkdownExport
{
    /// <summary>The document.</summary>
    public static string Of(Session session)
    {
        var text = new StringBuilder();
        if (session.Simulated)
        {
            text.AppendLine($"> **{SessionFacts.Simulated}**").AppendLine();
        }

        if (session.ImportedFrom is { } title)
        {
            text.AppendLine($"> **IMPORTED:** {MarkdownText.Line(title)}").AppendLine();
        }

        text.AppendLine($"# {MarkdownText.Line(session.Question.Text)}").AppendLine();
        Verdict(session, text);
        Claims(session, text);
        Minutes(session, text);
        Ballots(session, text);
        text.AppendLine("## Facts").AppendLine().AppendLine("| | |").AppendLine("| --- | --- |");
        foreach (var (name, value) in SessionFacts.Of(session))
        {
            text.AppendLine($"| {name} | {MarkdownText.Line(value)} |");
        }

        foreach (var seat in session.Panel)
        {
            text.AppendLine(
                $"| Seat {seat.Number} | {MarkdownText.Line(seat.Name)}: "
                    + $"{MarkdownText.Line(seat.Model.Name)}{(seat.Persona is { } persona ? $"; {MarkdownText.Line(persona)}" : "")} |");
        }

        return text.ToString();
    }

    private static void Verdict(Session session, StringBuilder text)
    {
        var verdict = session.Verdict;
        text.AppendLine($"**{MarkdownText.Line(VerdictText.Headline(verdict.Final, verdict.Options))}**").AppendLine();
        text.AppendLine("| | Option | Round one | Final |").AppendLine("| --- | --- | ---: | ---: |");
        for (var i = 0; i < verdict.Options.Count; i++)
        {
            var letter = VerdictText.Sign(verdict.Options, i);
            text.AppendLine($"| {letter} | {MarkdownText.Line(verdict.Options[i])} | {verdict.First.Votes[i]} | {verdict.Final.Votes[i]} |");
        }

        text.AppendLine().AppendLine($"{VerdictText.Beside(verdict.Final)}. {VerdictText.Rounds(verdict)}").AppendLine();
        if (LateText.Of(session) is { } late)
        {
            text.AppendLine(MarkdownText.Line(late)).AppendLine();
        }

        foreach (var move in verdict.Moves)
        {
            text.AppendLine($"- {MarkdownText.Line(VerdictText.Move(session, move))}");
        }

        text.AppendLine();
        string?[] sentences = [VerdictText.Herding(verdict), VerdictText.Agreement(verdict), VerdictText.Samples(session), VerdictText.Independence(verdict)];
        foreach (var sentence in sentences)
        {
            if (sentence is not null)
            {
                text.AppendLine(sentence).AppendLine();
            }
        }
    }

    private static void Claims(Session session, StringBuilder text)
    {
        if (session.Discrepancies is not { } found)
        {
            return;
        }

        text.AppendLine(found.Count > 0 ? "## Where the page and its ballots disagree" : "## The page's claims").AppendLine();
        text.AppendLine(ClaimText.Summary(session)).AppendLine();
        List(found);
        if (session.Claims is { NotChecked: { Count: > 0 } open })
        {
            text.AppendLine("Not checked:").AppendLine();
            List(open);
        }

        void List(IReadOnlyList<string> lines)
        {
            if (lines.Count > 0)
            {
                text.AppendJoin('\n', lines.Select(l => $"- {MarkdownText.Line(l)}")).AppendLine().AppendLine();
            }
        }
    }

    private static void Minutes(Session session, StringBuilder text)
    {
        var minutes = session.Minutes;
        text.AppendLine("## Minutes").AppendLine().AppendLine(minutes.By is { } by ? $"By {MarkdownText.Line(by)}." : "Made without a model.").AppendLine();
        Sentences(minutes.Summary, text);
        foreach (var argument in minutes.Arguments)
        {
            text.AppendLine($"### Strongest for {MarkdownText.Line(session.Verdict.Options[argument.Option])}").AppendLine();
            Sentences(argument.Sentences, text);
        }

        if (minutes.Dropped > 0)
        {
            text.AppendLine($"{VerdictText.Count(minutes.Dropped, "sentence was", "sentences were")} left out: citations or quotations did not check out.")
                .AppendLine();
        }

        if (minutes.Note is { } note)
        {
            text.AppendLine(MarkdownText.Line(note)).AppendLine();
        }
    }

    private static void Sentences(IReadOnlyList<Sentence> sentences, StringBuilder text)
    {
        if (sentences.Count > 0)
        {
            text.AppendLine(
                string.Join(
                    ' ',
                    sentences.Select(
                        s => $"{MarkdownText.Line(s.Text)} "
                            + $"({string.Join(", ", s.Ballots.Select(b => $"[{MarkdownText.Line(b)}](#{MarkdownText.Line(b)})"))})")))
                .AppendLine();
        }
    }

    private static void Ballots(Session session, StringBuilder text)
    {
        text.AppendLine("## Ballots").AppendLine();
        foreach (var round in session.Rounds)
        {
            text.AppendLine($"### Round {round.Number}").AppendLine();
            foreach (var ballot in round.Ballots)
            {
                var asides = BallotText.Asides(ballot, session.Panel);
                text.AppendLine(
                    $"<a id=\"{ballot.Id}\"></a>**{MarkdownText.Line(VerdictText.Seat(session, ballot.Seat))}** ({ballot.Id}): "
                    + $"{MarkdownText.Line(BallotText.Says(session, ballot))}{(asides.Length > 0 ? $" ({MarkdownText.Line(asides)})" : "")}").AppendLine();
                text.AppendLine(MarkdownText.Quote(BallotText.Said(ballot))).AppendLine();
                if (BallotText.Thinking(ballot) is { Length: > 0 } thinking)
                {
                    text.AppendLine($"<details><summary>{BallotText.ThinkingTitle(thinking)}</summary>").AppendLine()
                        .AppendLine(MarkdownText.Quote(thinking)).AppendLine().AppendLine("</details>").AppendLine();
                }

                MarkdownText.Tools(text, ballot.Tools);
                text.AppendLine($"Leaf {ballot.Receipt.Leaf} of the log, `{ballot.Receipt.Hash}`").AppendLine();
            }

            foreach (var absence in round.Absences)
            {
                text.AppendLine($"**{MarkdownText.Line(VerdictText.Seat(session, absence.Seat))}** was absent: {MarkdownText.Line(absence.Reason)}")
                    .AppendLine();
            }
        }
    }
}
