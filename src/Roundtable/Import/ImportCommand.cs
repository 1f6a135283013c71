using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Imports;

namespace Roundtable.Cli.Import;

/// <summary><c>roundtable import</c>: a published transcript becomes a session, checked like our own.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> _file = new("file")
    {
        Description = "A transcript as text or HTML, a conversation of llm-council as JSON, or - for standard input.",
    };

    private static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Check it and keep nothing." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "import", "Import a published transcript, re-tally it, and list where the page contradicts its own ballots.", [_file, _dryRun], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var source = await ReadAsync(invocation.Parse.GetValue(_file)!, cancellation);
        var service = new ImportService(invocation.Workspace);
        var dryRun = invocation.Parse.GetValue(_dryRun);
        var result = dryRun ? service.Check(source) : await service.KeepAsync(source, cancellation);
        if (result.IsKnown)
        {
            await invocation.Error.WriteLineAsync($"{source.Name} was imported before; nothing was added.");
        }

        foreach (var session in result.Sessions)
        {
            await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(Json(session)) : Neutralise.Text(Text(session, dryRun)));
        }

        return ExitCode.Ok;
    }

    private static async Task<TranscriptSource> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            await using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            return await TranscriptSource.ReadAsync(file == "-" ? "standard input" : Path.GetFileName(file), stream, cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(file)}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{Neutralise.Line(file)} cannot be read: {e.Message}", e);
        }
    }

    private static string Text(Session session, bool dryRun)
    {
        var found = session.Discrepancies ?? [];
        var text = new StringBuilder();
        text.AppendLine($"IMPORTED {Neutralise.Line(session.ImportedFrom!)}").AppendLine(Neutralise.Line(session.Question.Text));
        text.AppendLine($"Counted again: {Neutralise.Line(VerdictText.Headline(session.Verdict.Final, session.Verdict.Options))}");
        text.AppendLine($"{VerdictText.Beside(session.Verdict.Final)}.");
        text.AppendLine(found.Count == 0
            ? "The page agrees with its ballots."
            : $"{VerdictText.Count(found.Count, "disagreement")} between the page and its ballots:");
        foreach (var sentence in found)
        {
            text.AppendLine($"  {Neutralise.Line(sentence)}");
        }

        return text.Append(dryRun ? "Nothing was kept." : $"Session {session.Id}; 'roundtable sessions show {session.Id}' shows it.").ToString();
    }

    private static JsonObject Json(Session session) => new()
    {
        ["id"] = session.Id,
        ["importedFrom"] = session.ImportedFrom,
        ["headline"] = VerdictText.Headline(session.Verdict.Final, session.Verdict.Options),
        ["votes"] = Document.Array(session.Verdict.Final.Votes, v => v),
        ["options"] = Document.Array(session.Verdict.Options, o => o),
        ["discrepancies"] = Document.Array(session.Discrepancies ?? [], d => d),
    };
}
