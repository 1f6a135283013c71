using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Gold;

/// <summary><c>gold queue</c>.</summary>
internal static class GoldQueueing
{
    private static readonly Argument<string> _labels = new("LABELS")
    {
        Description = "A panel's labels with id, text, label and probability, as a run exports them: JSON Lines, CSV or Parquet.",
    };

    private static readonly Option<string> _codebook = new("--codebook")
    {
        Description = "The codebook (YAML) of the labels.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<int> _size = new("--size") { Description = "At most how many items.", HelpName = "N", Required = true };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "queue",
        "Put the items before people whose label would change most. What they say trains rules; for shares draw at random.",
        [_labels, _codebook, _size],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var size = invocation.Parse.GetRequiredValue(_size);
        if (size < 1)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--size must be at least 1.");
        }

        var codebook = await CodebookFile.ReadAsync(invocation.Parse.GetRequiredValue(_codebook), cancellation);
        var gold = new GoldService(invocation.Workspace);
        await using var log = await LogAccess.OpenPatientlyAsync(invocation.Workspace, cancellation);
        var known = (await gold.SetAsync(log, codebook, cancellation)).Truths.Select(t => t.Item.Text).ToHashSet();
        var items = GoldQueueFile.Read(invocation.Parse.GetRequiredValue(_labels), codebook, known, size);
        if (items.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "People have labelled every item of the file: there is nothing to put in a queue.");
        }

        var sheet = await gold.QueueAsync(log, codebook, items, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(GoldJson.Whole(sheet))
            : string.Create(CultureInfo.InvariantCulture, $"Queued {sheet.Items.Count} items: gold {sheet.Id}, leaf {sheet.Leaf}. ")
                + $"Label it in the site at /gold/{sheet.Id}.");
        return ExitCode.Ok;
    }
}
