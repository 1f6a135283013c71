using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Search;

namespace Roundtable.Cli.Index;

/// <summary><c>roundtable reindex</c>: session files and the search index, rebuilt from the log.</summary>
internal static class ReindexCommand
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("reindex", "Restore missing session files from the log, and rebuild the search index.", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        ReindexResult result;
        using (var counter = CountLine.Open(invocation, "sessions", every: 20))
        {
            result = await new Reindexing(invocation.Workspace).RunAsync(counter, cancellation);
        }

        var restored = result.Restored.Count == 0 ? "no file was missing" : $"restored from the log: {string.Join(", ", result.Restored)}";
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(result.Json())
            : $"{VerdictText.Count(result.Sessions, "session is", "sessions are")} in the index; {restored}.");
        if (result.Newer.Count > 0 && !invocation.Json)
        {
            var files = VerdictText.Count(result.Newer.Count, "session file was", "session files were");
            await invocation.Out.WriteLineAsync($"{files} written by a newer program and left as found: {string.Join(", ", result.Newer)}.");
        }

        return ExitCode.Ok;
    }
}
