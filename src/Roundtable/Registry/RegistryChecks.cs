using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;

namespace Roundtable.Cli.Registry;

/// <summary><c>registry check</c>.</summary>
internal static class RegistryChecks
{
    /// <summary><c>--since DAY</c>.</summary>
    public static Option<string?> Since { get; } = new("--since")
    {
        Description = "Tell which answers the entries that were added since this day changed, and by which right they widened any.",
        HelpName = "YYYY-MM-DD",
    };

    /// <summary><c>--thin</c>.</summary>
    public static Option<bool> Thin { get; } = new("--thin")
    {
        Description = "List where the registry is thin instead: terms from memory, uses left open, models and providers without terms.",
    };

    /// <summary>Writes the check.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var text = invocation.Parse.GetValue(Since);
        DateOnly? since = text is null ? null
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : throw new WorkspaceException(ErrorKind.InvalidInput, $"since: '{Neutralise.Line(text)}' is not a date (YYYY-MM-DD).");
        using var access = await RegistryAccess.OpenAsync(invocation.Workspace, cancellation);
        if (invocation.Parse.GetValue(Thin))
        {
            var gaps = RegistryGaps.Of(access.Registry);
            await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(gaps.Json()) : Neutralise.Text(gaps.Text()));
            return ExitCode.Ok;
        }

        var check = await RegistryCheck.OfAsync(invocation.Workspace, access, since, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(check.Json()) : Neutralise.Text(check.Text()));
        return ExitCode.Ok;
    }
}
