using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Watching;

namespace Roundtable.Cli.Audit;

/// <summary><c>audit memorised</c>: whether suspect models repeat one's own recorded outputs.</summary>
internal static class MemorisedCommand
{
    private static readonly Argument<string> _file = new("FILE")
    {
        Description = "Answers as JSON Lines: suspect, kind (recorded or control), expected, answer.",
    };

    private static readonly Option<int> _seed = new("--seed")
    {
        Description = "Random seed; same seed, same p-values.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "memorised",
        "Test whether suspect models repeat one's own recorded outputs more than controls that were never published: exact and near matches, a permutation "
            + "p-value, adjusted for the number of suspects. It says nothing of how they came to.",
        [_file, _seed],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var results = await Task.Run(() => MemorisedFile.Test(invocation.Parse.GetRequiredValue(_file), invocation.Parse.GetValue(_seed)), cancellation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonObject
            {
                ["suspects"] = Document.Array(results, r => new JsonObject
                {
                    ["suspect"] = r.Suspect,
                    ["recorded"] = r.Recorded,
                    ["controls"] = r.Controls,
                    ["exactRecorded"] = r.ExactRecorded,
                    ["exactControls"] = r.ExactControls,
                    ["meanRecorded"] = Math.Round(r.MeanRecorded, 6),
                    ["meanControls"] = Math.Round(r.MeanControls, 6),
                    ["p"] = Math.Round(r.P, 6),
                    ["holm"] = Math.Round(r.Holm, 6),
                    ["benjaminiHochberg"] = Math.Round(r.BenjaminiHochberg, 6),
                }),
            }));
            return ExitCode.Ok;
        }

        foreach (var r in results)
        {
            await invocation.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{Neutralise.Line(r.Suspect)}: repeats {r.MeanRecorded:P1} of {r.Recorded} recorded outputs and {r.MeanControls:P1} of {r.Controls} controls; "
                    + $"exact {r.ExactRecorded} and {r.ExactControls}; p {r.P:0.####}, for all {results.Count} suspects {r.Holm:0.####} (Holm), "
                        + $"{r.BenjaminiHochberg:0.####} (Benjamini-Hochberg)"));
        }

        await invocation.Out.WriteLineAsync("A small p says that recorded outputs are repeated more than controls, and not how that came to be.");
        return ExitCode.Ok;
    }
}
