using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Runs;

/// <summary>Labels of a run as verbs make and print them.</summary>
internal static class RunLabels
{
    /// <summary>Makes the labels of a run whose every answer is there.</summary>
    /// <param name="invocation">The invocation.</param>
    /// <param name="folder">The run.</param>
    /// <param name="again">Whether labels that it has are kept as earlier ones.</param>
    /// <param name="promise">The promised precision; null for that which was asked for when the run began.</param>
    /// <param name="cancellation">Stops; nothing is lost.</param>
    public static async Task<LabelledRun> MakeAsync(Invocation invocation, LabelFolder folder, bool again, double? promise, CancellationToken cancellation)
    {
        var service = new LabelService(invocation.Workspace);
        await using var log = await LogAccess.OpenPatientlyAsync(invocation.Workspace, cancellation);
        return again ? await service.RecomputeAsync(folder, log, promise, cancellation) : await service.MakeAsync(folder, log, promise, cancellation);
    }

    /// <summary>Makes them anew and prints them, as <c>runs resume</c> ends.</summary>
    public static async Task<int> FinishAsync(Invocation invocation, LabelFolder folder, CancellationToken cancellation)
    {
        var labelled = await MakeAsync(invocation, folder, again: true, null, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(LabelledRunJson.Of(labelled)) : LabelText.Of(labelled).TrimEnd());
        return ExitCode.Ok;
    }
}
