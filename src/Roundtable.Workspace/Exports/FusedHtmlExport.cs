using System.Net;
using System.Text;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Exports;

/// <summary>A session that was answered in full as one HTML page that needs nothing else, runs no script and loads nothing.</summary>
public static class FusedHtmlExport
{
    /// <summary>The page.</summary>
    public static string Of(FusedSession session)
    {
        var html = new StringBuilder(HtmlStyle.Head((session.Simulated ? "SIMULATED: " : "") + Line(session.Question.Text)));
        if (session.Simulated)
        {
            html.Append($"<p class=\"banner\" role=\"note\">{SessionFacts.Simulated}</p>\n");
        }

        html.Append($"<h1>{Line(session.Question.Text)}</h1>\n<p class=\"headline\">{Line(HeadlineText.Of(session))}</p>\n");
        html.Append($"<p class=\"soft\">{Line(FusedText.By(session))}</p>\n");
        Answer(session, html);
        Fields(session, html);
        html.Append(FusedText.Dropped(session) is { } dropped ? $"<p class=\"soft\">{Line(dropped)}</p>\n" : "");
        Comparison(session, html);
        Reviews(session, html);
        Answers(session, html);
        html.Append("<h2>Facts</h2>\n<table><tbody>\n");
        foreach (var (name, value) in SessionFacts.Of(session).Concat(session.Panel.Select(s =>
            ($"Seat {s.Number}", $"{s.Name}: {s.Model.Name}{(s.Persona is { } persona ? $"; {persona}" : "")}"))))
        {
            html.Append($"<tr><th scope=\"row\">{Line(name)}</th><td>{Line(value)}</td></tr>\n");
        }

        return html.Append("</tbody></table>\n</main></body></html>\n").ToString();
    }

    private static void Answer(FusedSession session, StringBuilder html)
    {
        html.Append("<h2>Answer</h2>\n");
        if (session.Fused.Kind != FusedKind.Moderated)
        {
            var whole = session.Text(withSupport: false);
            html.Append(whole.Length > 0 ? $"<blockquote>{Text(whole)}</blockquote>\n" : "<p>There is none.</p>\n");
            return;
        }

        var spans = FusedSpans.Of(session);
        foreach (var sentence in session.Fused.Sentences)
        {
            var words = sentence.Form == SentenceForm.Code ? $"<pre><code>{Text(sentence.Text)}</code></pre>"
                : $"{(sentence.Form == SentenceForm.Item ? "• " : "")}{Line(sentence.Text)}";
            html.Append($"<article>{words} <span class=\"soft\">({Line(SupportText.Of(sentence.Support))})</span>");
            var cited = spans.Of(sentence);
            if (cited.Count > 0)
            {
                html.Append("<details><summary class=\"soft\">The words that it rests on</summary><ul>")
                    .AppendJoin("", cited.Select(c => $"<li>{Quoted(session, c.Span)} <span class=\"soft\">({Line(c.Point)}: {Line(c.Claim)})</span></li>"))
                    .Append("</ul></details>");
            }

            html.Append("</article>\n");
        }

        html.Append($"<p class=\"soft\">{FusedText.SpansProve}</p>\n");
    }

    private static void Fields(FusedSession session, StringBuilder html)
    {
        if (session.Fields is not { } fields)
        {
            return;
        }

        html.Append("<h2>Fields</h2>\n<table><thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Value</th><th scope=\"col\">Who agrees</th></tr>")
            .Append("</thead><tbody>\n");
        foreach (var field in FieldText.Shown(fields))
        {
            html.Append($"<tr><th scope=\"row\">{Line(FieldText.Name(field))}</th><td><code>{Line(FieldText.Value(field.Value))}</code></td>")
                .Append($"<td>{Line(FieldText.Agreement(session, field))}</td></tr>\n");
        }

        html.Append("</tbody></table>\n").AppendJoin("", fields.Problems.Select(p => $"<p>{Line(p)}</p>\n"));
    }

    private static void Comparison(FusedSession session, StringBuilder html)
    {
        if (session.Comparison is not { } comparison)
        {
            return;
        }

        html.Append($"<h2>Comparison</h2>\n<p class=\"soft\">By {Line(comparison.By)}; spans checked and seats counted by the program.</p>\n");
        foreach (var group in comparison.Points.GroupBy(p => p.Kind).OrderBy(g => g.Key))
        {
            html.Append($"<h3>{FusedText.Title(group.Key)}</h3>\n");
            foreach (var point in group)
            {
                html.Append($"<article id=\"{point.Id}\"><strong>{Line(point.Topic)}</strong>")
                    .Append(point is { Kind: not PointKind.Contradiction, IsDisputed: true } ? " <span class=\"soft\">(disputed)</span>" : "");
                foreach (var side in point.Sides)
                {
                    html.Append($"<p>{Line(side.Claim)} <span class=\"soft\">({Line(FusedText.Names(session, side.Seats))})</span></p><ul>")
                        .AppendJoin("", side.Spans.Select(s => $"<li>{Quoted(session, s)}</li>")).Append("</ul>");
                }

                html.Append("</article>\n");
            }
        }
    }

    private static void Reviews(FusedSession session, StringBuilder html)
    {
        if (session.Reviews.Count + session.ReviewAbsences.Count == 0)
        {
            return;
        }

        html.Append("<h2>Reviews</h2>\n<ul>").AppendJoin("", session.Standings.Select(s => $"<li>{Line(FusedText.Place(session, s))}</li>")).Append("</ul>\n");
        foreach (var review in session.Reviews)
        {
            html.Append($"<p><strong>{Line(FusedText.Seat(session, review.Seat))}</strong> ")
                .Append(Line(review.Problem is { } why ? $"could not be read: {why}" : $"ranks {FusedText.Names(session, review.Ranking)}."))
                .Append("</p><ul>")
                .AppendJoin("", review.Errors.Select(e => $"<li>{Quoted(session, new AnswerSpan(e.Seat, e.Span))}: {Line(e.Why)}</li>")).Append("</ul>\n");
        }
    }

    private static void Answers(FusedSession session, StringBuilder html)
    {
        html.Append("<h2>Answers</h2>\n");
        foreach (var answer in session.Answers)
        {
            var thinking = FusedText.Thinking(answer);
            html.Append($"<article id=\"{answer.Id}\"><strong>{Line(FusedText.Seat(session, answer.Seat))}</strong>")
                .Append(FusedText.Problem(answer) is { } problem ? $" {Line(problem)}" : "")
                .Append($"<blockquote>{Text(answer.Words)}</blockquote>")
                .Append(
                    thinking.Length > 0
                        ? $"<details><summary>{BallotText.ThinkingTitle(thinking)}</summary><blockquote>{Text(thinking)}</blockquote></details>"
                        : "")
                .Append(HtmlExport.Tools(answer.Tools))
                .Append($"<span class=\"soft\">Leaf {answer.Receipt.Leaf} of the log, <code>{answer.Receipt.Hash}</code></span></article>\n");
        }

        foreach (var absence in session.Absences)
        {
            html.Append($"<p><strong>{Line(FusedText.Seat(session, absence.Seat))}</strong> was absent: {Line(absence.Reason)}</p>\n");
        }
    }

    private static string Quoted(FusedSession session, AnswerSpan span) =>
        $"<a href=\"#s{span.Seat}\">{Line(FusedText.Seat(session, span.Seat))}</a>: “{Line(span.Text)}”";

    private static string Line(string text) => WebUtility.HtmlEncode(Neutralise.Line(text));

    private static string Text(string text) => WebUtility.HtmlEncode(Neutralise.Text(text));
}
