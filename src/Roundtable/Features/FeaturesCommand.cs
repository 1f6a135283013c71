using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Features;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Features;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Runs;

namespace Roundtable.Cli.Features;

/// <summary><c>roundtable features</c>: what a panel said of each item as columns for somebody else's model.</summary>
internal static class FeaturesCommand
{
    private static readonly Argument<string?> _run = new("run")
    {
        Description = "The run's id or the beginning of it, 'last', or its folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> _votes = new("--votes") { Description = "A table of votes instead of a run (CSV or TSV).", HelpName = "FILE" };

    private static readonly Option<bool> _learn = new("--learn")
    {
        Description = "With --votes: learn the probabilities from the table's right answers, each item's own left out.",
    };

    private static readonly Option<string?> _format = new("--format")
    {
        Description = "csv, jsonl or parquet (default: by the file's name, else csv).",
        HelpName = "FORMAT",
    };

    private static readonly Option<string?> _out = new("--out") { Description = "The file to write; standard output where none is given.", HelpName = "FILE" };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "features",
        "Write what a panel said of each item as columns for another model: votes, shares, entropy, order flips, confidence, length, posterior.",
        [_run, _votes, _learn, _format, _out],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (run, votes, path) = (invocation.Parse.GetValue(_run), invocation.Parse.GetValue(_votes), invocation.Parse.GetValue(_out));
        var learn = invocation.Parse.GetValue(_learn);
        var format = FormatOf(invocation.Parse.GetValue(_format), path);
        if ((run is null) == (votes is null))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "Name a run, or a table of votes with --votes FILE: one of them.");
        }

        if (learn && votes is null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--learn needs the right answers of a table: it goes with --votes FILE.");
        }

        if (path is null && (invocation.Json || format == FeatureFormat.Parquet))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "Parquet, and any format with --json, is written to a file: give --out FILE.");
        }

        var features = run is not null
            ? new FeatureService(invocation.Workspace).OfRun(run, cancellation)
            : FeatureService.OfVotes(votes!, learn, cancellation);
        var waiting = run is null ? 0 : WaitingItems.Of(invocation.Workspace, RunFolders.Find(invocation.Workspace.DataDirectory, run)).Texts;
        if (waiting > 0)
        {
            await invocation.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{waiting:N0} texts wait for people ('roundtable gold show'): whoever labels them must not see these features before."));
        }

        if (path is null)
        {
            await using var output = Console.OpenStandardOutput();
            FeatureService.Write(features, output, format, cancellation);
            return ExitCode.Ok;
        }

        FeatureService.Write(features, path, format, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(Json(features, path, format, waiting)) : string.Create(
            CultureInfo.InvariantCulture, $"{features.Items} items with {features.Columns.Count} columns in {Neutralise.Line(path)}."));
        return ExitCode.Ok;
    }

    private static FeatureFormat FormatOf(string? format, string? path) => (format ?? Path.GetExtension(path)?.TrimStart('.').ToLowerInvariant()) switch
    {
        "jsonl" => FeatureFormat.JsonLines,
        "parquet" => FeatureFormat.Parquet,
        "csv" => FeatureFormat.Csv,
        _ when format is null => FeatureFormat.Csv,
        _ => throw new WorkspaceException(ErrorKind.InvalidInput, $"Unknown format '{Neutralise.Line(format)}'. Known formats: csv, jsonl, parquet."),
    };

    private static JsonObject Json(VoteFeatures features, string path, FeatureFormat format, int waiting) => new()
    {
        ["file"] = path,
        ["format"] = format switch { FeatureFormat.JsonLines => "jsonl", FeatureFormat.Parquet => "parquet", _ => "csv" },
        ["items"] = features.Items,
        ["columns"] = Document.Array(features.Columns, c => c.Name),
        ["waiting"] = waiting,
    };
}
