using System.Text;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Imports;

namespace Roundtable.Cli.Import;

/// <summary>The result of an import for the eye.</summary>
internal static class ImportText
{
    /// <summary>One session with the findings.</summary>
    public static string Of(Session session, bool dryRun)
    {
        var found = session.Discrepancies ?? [];
        var text = new StringBuilder();
        text.AppendLine($"IMPORTED {Neutralise.Line(session.ImportedFrom!)}").AppendLine(Neutralise.Line(session.Question.Text));
        text.AppendLine($"Counted again: {Neutralise.Line(VerdictText.Headline(session.Verdict.Final, session.Verdict.Options))}");
        text.AppendLine($"{VerdictText.Beside(session.Verdict.Final)}.");
        text.AppendLine(ClaimText.Summary(session));
        foreach (var sentence in found)
        {
            text.AppendLine($"  {Neutralise.Line(sentence)}");
        }

        if (session.Claims is { NotChecked: { Count: > 0 } open })
        {
            text.AppendLine("Not checked:");
            foreach (var claim in open)
            {
                text.AppendLine($"  {Neutralise.Line(claim)}");
            }
        }

        return text.Append(dryRun ? "Nothing was kept." : $"Session {session.Id}; 'roundtable sessions show {session.Id}' shows it.").ToString();
    }

    /// <summary>All sources in one line.</summary>
    public static string Summary(IReadOnlyList<ImportResult> results) =>
        $"{VerdictText.Count(results.Count, "source")}: {results.Count(r => r.HasDiscrepancies)} with wrong claims, "
            + $"{results.Count(r => r.Error is not null)} not read.";
}
