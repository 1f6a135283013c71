using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Runs;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Runs;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Runs;

namespace Roundtable.Cli.Students;

/// <summary>Labels that a panel gives on the way: of the texts that a student is taught, and of those that it hands over.</summary>
internal static class PanelLabels
{
    /// <summary>Has a panel label texts, for the use distil: what it says may be learned.</summary>
    /// <returns>The labels; null where the run stands still. How it stands was printed then, and the exit code says it.</returns>
    public static async Task<(LabelledRun? Labels, int Exit)> AskAsync(
        Invocation invocation, Codebook codebook, PanelQuestion question, CancellationToken cancellation)
    {
        var console = new RunConsole(invocation);
        var service = new LabelService(console.Workspace);
        var prepared = await service.PrepareAsync(
            new LabelRequest(
                codebook,
                new RunRequest
                {
                    Kind = RunKind.Label,
                    Items = question.Items,
                    Template = "",
                    Question = new RunQuestion.FreeText(),
                    IdColumn = question.IdColumn,
                    Panel = question.Panel,
                    Seats = question.Models.Count == 0 ? null : [.. question.Models.Select(m => new SeatPlan(m))],
                    Seed = RunSettings.UsualSeed,
                    For = ["distil"],
                    Limits = RunOptions.Limits(invocation.Parse),
                })
            {
                TextColumn = question.TextColumn,
                Gold = question.Gold,
            },
            cancellation);
        var (folder, outcome) = await console.BeginAsync(prepared.Run, cancellation, async log => await service.DrawAsync(prepared, log, cancellation));
        if (outcome.State != RunState.Finished)
        {
            return (null, await console.ReportAsync(folder, outcome));
        }

        return (await RunLabels.MakeAsync(invocation, new LabelFolder(folder), again: false, null, cancellation), ExitCode.Ok);
    }
}

/// <summary>Texts that a panel is asked to label.</summary>
/// <param name="Items">The file with the texts.</param>
/// <param name="Panel">The panel; null for <paramref name="Models"/>, or the configured one.</param>
/// <param name="Models">Models instead of a panel; empty for none.</param>
internal sealed record PanelQuestion(string Items, string? Panel, IReadOnlyList<string> Models)
{
    /// <summary>The column with the texts; null for the usual one.</summary>
    public string? TextColumn { get; init; }

    /// <summary>The column with the ids; null for the usual one.</summary>
    public string? IdColumn { get; init; }

    /// <summary>How many texts are drawn for people to label.</summary>
    public int Gold { get; init; }
}
