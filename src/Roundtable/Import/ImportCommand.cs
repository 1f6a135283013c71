using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Imports;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Import;

/// <summary><c>roundtable import</c>: published transcripts become sessions, checked like our own.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string[]> _files = new("file")
    {
        Description = "Transcripts as text or HTML, conversations of llm-council as JSON, folders of such files, or - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Check them and keep nothing." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "import",
        "Import published transcripts, re-tally them, and check every claim of a page against its own ballots. "
            + "Exits with 1 where a claim is wrong, 65 where a page cannot be read.",
        [_files, _dryRun],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var dryRun = invocation.Parse.GetValue(_dryRun);
        var service = new ImportService(invocation.Workspace);
        List<ImportResult> results = [];
        RecordLog? log = null;
        try
        {
            foreach (var (name, path) in ImportFiles.Of(invocation.Parse.GetValue(_files)!))
            {
                var result = await ImportAsync(name, path);
                results.Add(result);
                if (result.Error is { } error)
                {
                    await invocation.Error.WriteLineAsync($"roundtable: {error}");
                }
                else if (result.Status is ImportStatus.Known or ImportStatus.ReadAnew)
                {
                    await invocation.Error.WriteLineAsync(
                        $"{Neutralise.Line(name)} was imported before; "
                            + (result.Status == ImportStatus.Known ? "nothing was added." : "it is read otherwise now, so a new session was added."));
                }

                if (!invocation.Json)
                {
                    foreach (var session in result.Sessions)
                    {
                        await invocation.Out.WriteLineAsync(Neutralise.Text(ImportText.Of(session, dryRun)));
                    }
                }
            }
        }
        finally
        {
            if (log is not null)
            {
                await log.DisposeAsync();
            }
        }

        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(ImportJson.Of(results)));
        }
        else if (results.Count > 1)
        {
            await invocation.Out.WriteLineAsync(ImportText.Summary(results));
        }

        return Code(results);

        async Task<ImportResult> ImportAsync(string name, string path)
        {
            try
            {
                var source = await ImportFiles.ReadAsync(name, path, cancellation);

                // Read before anything is recorded: what cannot be read leaves no trace.
                var result = service.Check(source);
                if (dryRun || result.Error is not null)
                {
                    return result;
                }

                log ??= await LogAccess.OpenAsync(invocation.Workspace, cancellation);
                return await service.KeepAsync(source, log, cancellation);
            }
            catch (WorkspaceException e) when (e.Kind is ErrorKind.BadData or ErrorKind.NotFound)
            {
                return ImportResult.Unread(name, e);
            }
        }
    }

    /// <summary>A source that is missing or unreadable weighs more than a wrong claim: of that page nothing is known.</summary>
    private static int Code(List<ImportResult> results) =>
        results.Exists(r => r.Kind == ErrorKind.BadData) ? ExitCode.BadData
        : results.Exists(r => r.Kind == ErrorKind.NotFound) ? ExitCode.NotFound
        : results.Exists(r => r.HasDiscrepancies) ? ExitCode.CheckFailed
        : ExitCode.Ok;
}
