using System.Globalization;
using System.Net;
using System.Text;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Exports;

/// <summary>A session as one HTML page that needs nothing else, runs no script and loads nothing.</summary>
public static class HtmlExport
{
    /// <summary>The page.</summary>
    public static string Of(Session session)
    {
        var html = new StringBuilder(HtmlStyle.Head((session.Simulated ? "SIMULATED: " : "") + Line(session.Question.Text)));
        if (session.Simulated)
        {
            html.Append($"<p class=\"banner\" role=\"note\">{SessionFacts.Simulated}</p>\n");
        }

        if (session.ImportedFrom is { } title)
        {
            html.Append($"<p class=\"banner\" role=\"note\">IMPORTED: {Line(title)}</p>\n");
        }

        html.Append($"<h1>{Line(session.Question.Text)}</h1>\n");
        Verdict(session, html);
        Claims(session, html);
        Minutes(session, html);
        Ballots(session, html);
        html.Append("<h2>Facts</h2>\n<table><tbody>\n");
        foreach (var (name, value) in SessionFacts.Of(session).Concat(session.Panel.Select(s =>
            ($"Seat {s.Number}", $"{s.Name}: {s.Model.Name}{(s.Persona is { } persona ? $"; {persona}" : "")}"))))
        {
            html.Append($"<tr><th scope=\"row\">{Line(name)}</th><td>{Line(value)}</td></tr>\n");
        }

        return html.Append("</tbody></table>\n</main></body></html>\n").ToString();
    }

    private static void Verdict(Session session, StringBuilder html)
    {
        var verdict = session.Verdict;
        html.Append($"<p class=\"headline\">{Line(VerdictText.Headline(verdict.Final, verdict.Options))}</p>\n")
            .Append(
                "<table><thead><tr><th scope=\"col\"></th><th scope=\"col\">Option</th><th scope=\"col\">Final votes</th><th scope=\"col\" "
                    + "class=\"n\">Round one</th><th scope=\"col\" class=\"n\">Final</th></tr></thead><tbody>\n");
        var most = Math.Max(1, verdict.Final.Invited);
        for (var i = 0; i < verdict.Options.Count; i++)
        {
            var letter = VerdictText.Sign(verdict.Options, i);
            var votes = verdict.Final.Votes[i];
            html.Append(
                $"<tr><td>{letter}</td><td>{Line(verdict.Options[i])}</td><td>{Bar(votes, most)}</td><td class=\"n\">{verdict.First.Votes[i]}</td><td "
                    + $"class=\"n\">{votes}</td></tr>\n");
        }

        html.Append("</tbody></table>\n").Append($"<p>{Line(VerdictText.Beside(verdict.Final))}. {Line(VerdictText.Rounds(verdict))}</p>\n");
        if (LateText.Of(session) is { } late)
        {
            html.Append($"<p>{Line(late)}</p>\n");
        }

        if (verdict.Moves.Count > 0)
        {
            html.Append("<ul>").AppendJoin("", verdict.Moves.Select(m => $"<li>{Line(VerdictText.Move(session, m))}</li>")).Append("</ul>\n");
        }

        string?[] sentences = [VerdictText.Herding(verdict), VerdictText.Agreement(verdict), VerdictText.Samples(session), VerdictText.Independence(verdict)];
        foreach (var sentence in sentences)
        {
            html.Append(sentence is null ? "" : $"<p>{Line(sentence)}</p>\n");
        }
    }

    private static string Bar(int votes, int most) => string.Create(
        CultureInfo.InvariantCulture,
        $"<svg width=\"120\" height=\"12\" role=\"img\" aria-label=\"{votes} of {most}\"><rect class=\"rail\" width=\"120\" height=\"12\" rx=\"2\"/><rect "
            + $"class=\"bar\" width=\"{120 * votes / most}\" height=\"12\" rx=\"2\"/></svg>");

    private static void Claims(Session session, StringBuilder html)
    {
        if (session.Discrepancies is not { } found)
        {
            return;
        }

        html.Append($"<h2>{(found.Count > 0 ? "Where the page and its ballots disagree" : "The page's claims")}</h2>\n")
            .Append($"<p>{Line(ClaimText.Summary(session))}</p>\n");
        List(found);
        if (session.Claims is { NotChecked: { Count: > 0 } open })
        {
            html.Append("<p>Not checked:</p>\n");
            List(open);
        }

        void List(IReadOnlyList<string> lines) =>
            html.Append(lines.Count == 0 ? "" : $"<ul>{string.Concat(lines.Select(l => $"<li>{Line(l)}</li>"))}</ul>\n");
    }

    private static void Minutes(Session session, StringBuilder html)
    {
        var minutes = session.Minutes;
        html.Append($"<h2>Minutes</h2>\n<p class=\"soft\">{(minutes.By is { } by ? $"By {Line(by)}." : "Made without a model.")}</p>\n");
        Sentences(session, minutes.Summary, html);
        foreach (var argument in minutes.Arguments)
        {
            html.Append($"<h3>Strongest for {Line(session.Verdict.Options[argument.Option])}</h3>\n");
            Sentences(session, argument.Sentences, html);
        }

        if (minutes.Dropped > 0)
        {
            html.Append(
                $"<p class=\"soft\">{VerdictText.Count(minutes.Dropped, "sentence was", "sentences were")} left out: citations or quotations did not check "
                    + $"out.</p>\n");
        }

        html.Append(minutes.Note is { } note ? $"<p class=\"soft\">{Line(note)}</p>\n" : "");
    }

    private static void Sentences(Session session, IReadOnlyList<Sentence> sentences, StringBuilder html)
    {
        if (sentences.Count > 0)
        {
            html.Append("<p>")
                .AppendJoin(
                    ' ',
                    sentences.Select(
                        s => $"{Line(s.Text)} <span "
                            + $"class=\"soft\">({string.Join("; ", s.Ballots.Select(Cited))})</span>"))
                .Append("</p>\n");
        }

        string Cited(string ballot) => $"<a href=\"#{Line(ballot)}\">{Line(BallotText.Name(session.Panel, ballot))}</a>";
    }

    private static void Ballots(Session session, StringBuilder html)
    {
        html.Append("<h2>Ballots</h2>\n");
        foreach (var round in session.Rounds)
        {
            html.Append($"<h3>Round {round.Number}</h3>\n");
            foreach (var ballot in round.Ballots)
            {
                var asides = BallotText.Asides(ballot, session.Panel);
                html.Append(
                    $"<article id=\"{ballot.Id}\"><strong>{Line(VerdictText.Seat(session, ballot.Seat))}</strong>"
                        + $"{(ballot.Sample > 1 ? $", sample {ballot.Sample}" : "")}: "
                        + $"{Line(BallotText.Says(session, ballot))}")
                    .Append(asides.Length > 0 ? $" <span class=\"soft\">({Line(asides)})</span>" : "")
                    .Append($"<blockquote>{Text(BallotText.Said(ballot).Trim())}</blockquote>")
                    .Append(
                        BallotText.Thinking(ballot) is { Length: > 0 } thinking
                            ? $"<details><summary>{BallotText.ThinkingTitle(thinking)}</summary><blockquote>{Text(thinking)}</blockquote></details>"
                            : "")
                    .Append(Tools(ballot.Tools))
                    .Append($"<span class=\"soft\">Leaf {ballot.Receipt.Leaf} of the log, <code>{ballot.Receipt.Hash}</code></span></article>\n");
            }

            foreach (var absence in round.Absences)
            {
                html.Append($"<p><strong>{Line(VerdictText.Seat(session, absence.Seat))}</strong> was absent: {Line(absence.Reason)}</p>\n");
            }
        }
    }

    /// <summary>The calls of tools behind an answer and the pages that they returned, as links that can be opened and are not followed.</summary>
    internal static string Tools(IReadOnlyList<ToolUse>? uses)
    {
        if (uses is not { Count: > 0 })
        {
            return "";
        }

        var html = new StringBuilder("<details open><summary>Tools and sources</summary><ul>");
        foreach (var use in uses)
        {
            html.Append($"<li>{Line(ToolText.Line(use))}</li>");
        }

        foreach (var page in ToolText.Pages(uses))
        {
            html.Append($"<li>{(page.IsCited ? "cited" : "found")}: <a rel=\"nofollow noopener noreferrer ugc\" target=\"_blank\" ")
                .Append($"href=\"{WebUtility.HtmlEncode(page.Url)}\">{Line(page.Title)}</a> <span class=\"soft\">{Line(page.Host)}</span>")
                .Append(page.Quote is { } quote ? $"<blockquote>{Line(quote)}</blockquote>" : "").Append("</li>");
        }

        return html.Append("</ul></details>").ToString();
    }

    private static string Line(string text) => WebUtility.HtmlEncode(Neutralise.Line(text));

    private static string Text(string text) => WebUtility.HtmlEncode(Neutralise.Text(text));
}
