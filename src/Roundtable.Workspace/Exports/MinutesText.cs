using System.Globalization;
using System.Text;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>A session's question with its verdict and minutes, or its fused answer, as plain text for a panel that is asked a follow-up.</summary>
public static class MinutesText
{
    /// <summary>The text.</summary>
    public static string Of(SessionDocument session)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"An earlier panel was asked on {session.Opened:yyyy-MM-dd}: {session.Question.Text}\n");
        if (session.Simulated)
        {
            text.Append(SessionFacts.Simulated).Append('\n');
        }

        return session is FusedSession fused ? Answered(fused, text) : Voted((Session)session, text);
    }

    /// <summary>An answer in full, each sentence with who says it.</summary>
    private static string Answered(FusedSession session, StringBuilder text) =>
        text.Append(CultureInfo.InvariantCulture, $"{HeadlineText.Of(session)}.\n\nIts answer:\n{session.Text(withSupport: true)}\n").ToString();

    private static string Voted(Session session, StringBuilder text)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"Its verdict: {VerdictText.Headline(session.Verdict.Final, session.Verdict.Options)}. {VerdictText.Beside(session.Verdict.Final)}."
                + $"{(LateText.Of(session) is { } late ? $" {late}" : "")}\n\nMinutes:\n");
        text.AppendJoin(' ', session.Minutes.Summary.Select(s => s.Text)).Append('\n');
        foreach (var argument in session.Minutes.Arguments)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nFor \"{session.Verdict.Options[argument.Option]}\": ")
                .AppendJoin(' ', argument.Sentences.Select(s => s.Text)).Append('\n');
        }

        return text.ToString();
    }
}
