using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Scan;
using Roundtable.Corpus.References;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Cli.Trace;

/// <summary><c>roundtable trace</c>: where a text comes from: answers on the record with their sessions, rows of scanned corpora, reference collections.</summary>
internal static class TraceCommand
{
    private static readonly Argument<string> _text = new("TEXT") { Description = "A sentence or more; - reads it from standard input." };

    private static readonly Option<int> _most = new("--most") { Description = "How many places are told for each collection.", HelpName = "N", DefaultValueFactory = _ => 10 };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "trace",
        "Find where a text comes from: answers on the record, rows of scanned corpora, reference collections; equal, near, or in part.",
        [_text, ScanReferences.Against, _most],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var text = invocation.Parse.GetRequiredValue(_text);
        text = text == "-" ? await Console.In.ReadToEndAsync(cancellation) : text;
        var most = invocation.Parse.GetValue(_most) is >= 1 and <= 1000 and var n ? n : throw new WorkspaceException(ErrorKind.InvalidInput, "--most is a number from 1 to 1000.");
        if (text.Trim().Length == 0)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "There is no text to trace.");
        }

        using var access = await RegistryAccess.OpenAsync(invocation.Workspace, cancellation);
        using var references = await ScanReferences.ForTraceAsync(invocation, access, cancellation);
        List<(ReferenceStore Store, IReadOnlyList<ReferenceHit> Hits)> found = await Task.Run(
            () => references.Stores.Select(s => (s, TraceSearch.Find(s, text, most, cancellation))).ToList(), cancellation);
        var any = found.Exists(f => f.Hits.Count > 0);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonObject
            {
                ["looked"] = Document.Array(found, f => new JsonObject { ["collection"] = f.Store.Manifest.Name, ["texts"] = f.Store.Manifest.Rows }),
                ["found"] = Document.Array(found.SelectMany(f => f.Hits), h => Json(access.Log, h)),
            }));
        }
        else
        {
            await TellAsync(invocation, access.Log, found);
        }

        return any ? ExitCode.Ok : ExitCode.NotKnown;
    }

    private static async Task TellAsync(Invocation invocation, LogStore? log, List<(ReferenceStore Store, IReadOnlyList<ReferenceHit> Hits)> found)
    {
        foreach (var (store, hits) in found.Where(f => f.Hits.Count > 0))
        {
            await invocation.Out.WriteLineAsync(Neutralise.Line(store.Manifest.Name));
            foreach (var hit in hits)
            {
                await invocation.Out.WriteLineAsync("  " + Neutralise.Line($"{Place(log, hit)}: {How(hit)}{What(hit)}"));
            }
        }

        if (found.Count == 0)
        {
            await invocation.Out.WriteLineAsync("There is nothing to look in yet: no answer is on the record and no corpus was scanned. Name files with --against PATH.");
        }
        else if (found.TrueForAll(f => f.Hits.Count == 0))
        {
            await invocation.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Not found, neither as a whole nor near nor in part, in {found.Sum(f => f.Store.Manifest.Rows):N0} texts of {string.Join(", ", found.Select(f => Neutralise.Line(f.Store.Manifest.Name)))}."));
        }
    }

    private static string How(ReferenceHit hit) =>
        hit.IsEqual ? "equal"
        : hit.Similarity >= 0.5 ? string.Create(CultureInfo.InvariantCulture, $"near, similarity {hit.Similarity:F2}")
        : string.Create(CultureInfo.InvariantCulture, $"{hit.Runs.Max(r => r.Length)} words in a row");

    private static string What(ReferenceHit hit)
    {
        var model = hit.Model is null ? "" : $" by {hit.Model}";
        return hit.IsSimulated ? $", simulated{model}" : hit.Origin == Corpus.Origins.Origin.Unknown ? model.Length > 0 ? $",{model}" : "" : $", {Kebab.Name(hit.Origin)}{model}";
    }

    private static string Place(LogStore? log, ReferenceHit hit) => Session(log, hit) is { } session ? $"{hit.Place}, session {session}" : hit.Place;

    private static string? Session(LogStore? log, ReferenceHit hit) =>
        hit.File is null && log is not null && log.Leaves(hit.Row).FirstOrDefault() is { Length: > 0 } bytes ? RecordLog.ReadLeaf(log, hit.Row, bytes.Span).Session : null;

    private static JsonObject Json(LogStore? log, ReferenceHit hit) => new()
    {
        ["collection"] = hit.Collection,
        ["file"] = hit.File,
        ["row"] = hit.File is null ? null : hit.Row,
        ["leaf"] = hit.File is null ? hit.Row : null,
        ["session"] = Session(log, hit),
        ["equal"] = hit.IsEqual,
        ["similarity"] = Math.Round(hit.Similarity, 4),
        ["words"] = hit.Runs.Count == 0 ? 0 : hit.Runs.Max(r => r.Length),
        ["origin"] = Kebab.Name(hit.Origin),
        ["model"] = hit.Model,
        ["simulated"] = hit.IsSimulated,
    };
}
