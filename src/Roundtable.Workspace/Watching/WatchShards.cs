using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Watching.Monitoring;
using Roundtable.Watching.Windows;

namespace Roundtable.Workspace.Watching;

/// <summary>
/// Watching by several processes, each for callers of its own, in four rounds: in each every process writes a part, and one merges the parts. Findings are
/// those of one process over the same traffic. docs/watch.md.
/// </summary>
/// <param name="workspace">The data directory.</param>
public sealed class WatchShards(WorkspaceContext workspace)
{
    /// <summary>Writes a shard's part of a round.</summary>
    /// <param name="request">What is watched.</param>
    /// <param name="shard">Which shard, from 1.</param>
    /// <param name="shards">How many there are.</param>
    /// <param name="after">What the round before was merged into; null in the first round.</param>
    /// <param name="to">The file for the part.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>What the part is of.</returns>
    /// <exception cref="WorkspaceException">
    /// When something cannot be read, or what came before is of other traffic, another reference or other settings.
    /// </exception>
    public async Task<JsonObject> WriteAsync(WatchRequest request, int shard, int shards, string? after, string to, CancellationToken cancellation)
    {
        var before = after is null ? null : new ShardFile(after).Check();
        var round = before is null ? 1 : 1 + Number(before.Header, "round");
        if (before is not null && ((string?)before.Header["kind"] != "merged" || round > ShardRounds.Count))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"{Neutralise.Line(after!)} is not what a round before the last was merged into.");
        }

        var prompts = new ShardPrompts(workspace, request, shard, shards, to);
        var kept = await prompts.OpenAsync(before?.Header, cancellation);
        if (before is not null)
        {
            Compare(kept.Header, before.Header, after!, ["program", "shards", "settings", "referenceDigest", "since", "until", "traffic"]);
        }

        var file = new ShardFile(to);
        await Task.Run(
            () => file.Write(
                writer =>
                {
                    using var from = before?.Open();
                    using var own = kept.Open();
                    ShardFile.Reading(after ?? to, () =>
                    {
                        var (learned, traffic) = prompts.Read(own);
                        ShardRounds.WritePart(round, request.Settings, learned, from, Stopped(traffic, cancellation), writer);
                        return true;
                    });
                },
                () =>
                {
                    var header = kept.Header.DeepClone().AsObject();
                    header["kind"] = "part";
                    header["round"] = round;
                    header["after"] = before?.Digest;
                    header["report"] = before?.Header["report"]?.DeepClone();
                    return header;
                }),
            cancellation);
        if (round == ShardRounds.Count)
        {
            prompts.Delete();
        }

        return file.Header;
    }

    /// <summary>Merges all parts of a round; after the last the report is made.</summary>
    /// <param name="parts">The parts, in any order.</param>
    /// <param name="to">The file for what the next round begins with; not used in the last.</param>
    /// <param name="by">Who asks; it is on the record.</param>
    /// <param name="record">Whether the report becomes a leaf of the log.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The round, and after the last the report.</returns>
    /// <exception cref="WorkspaceException">
    /// When a part is missing, twice there, malformed, or of other traffic, another reference or other settings.
    /// </exception>
    public async Task<(int Round, JsonObject? Report)> MergeAsync(
        IReadOnlyList<string> parts, string? to, string by, bool record, CancellationToken cancellation)
    {
        var files = parts.Select(p => (Path: p, File: new ShardFile(p).Check())).ToList();
        var first = files[0].File.Header;
        var (round, shards) = (Number(first, "round"), Number(first, "shards"));
        foreach (var (path, file) in files)
        {
            if ((string?)file.Header["kind"] != "part")
            {
                throw new WorkspaceException(ErrorKind.InvalidInput,
                    $"{Neutralise.Line(path)} is {((string?)file.Header["kind"] == "merged" ? "merged already, and " : "")}not a part.");
            }

            Compare(file.Header, first, parts[0], ["program", "round", "shards", "settings", "referenceDigest", "since", "until", "traffic", "after"]);
        }

        var missing = Enumerable.Range(1, shards).Except(files.Select(f => Number(f.File.Header, "shard"))).ToList();
        if (missing.Count > 0 || files.Count != shards || round is < 1 or > ShardRounds.Count)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, missing.Count > 0
                ? $"Of {shards} shards these are missing: {string.Join(", ", missing.Take(20))}. Without them nothing can be told."
                : $"There are {files.Count} parts of {shards} shards: one is given twice.");
        }

        if (round < ShardRounds.Count && to is null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--out FILE is needed: round {round} of {ShardRounds.Count} is merged into it for the next.");
        }

        var sorted = files.OrderBy(f => Number(f.File.Header, "shard")).ToList();
        return await Task.Run(() => Merge(round, sorted, to, by, record, cancellation), cancellation);
    }

    private async Task<(int Round, JsonObject? Report)> Merge(
        int round, List<(string Path, ShardFile File)> parts, string? to, string by, bool record, CancellationToken cancellation)
    {
        var settings = WatchJson.Settings(parts[0].File.Header["settings"]);
        var readers = parts.ConvertAll(p => p.File.Open());
        try
        {
            if (round == ShardRounds.Count)
            {
                var windows = Whole(BinaryWriter.Null).Windows!;
                return (round, await ReportAsync(parts[0].File.Header, windows, parts.Count, by, record, cancellation));
            }

            WatchResult? result = null;
            new ShardFile(to!).Write(
                writer => result = Whole(writer).Result,
                () =>
                {
                    var header = parts[0].File.Header.DeepClone().AsObject();
                    foreach (var name in (string[])["shard", "own", "after"])
                    {
                        header.Remove(name);
                    }

                    header["kind"] = "merged";
                    header["source"] = parts.Select(p => (string?)p.File.Header["source"]).Distinct(StringComparer.Ordinal).Count() == 1
                        ? header["source"]?.DeepClone() : WatchJson.ShardSource;
                    header["unread"] = parts.Sum(p => (long?)p.File.Header["unread"] ?? 0);
                    header["report"] = result is null ? null : WatchJson.Of(Request(header, by), workspace.Time.GetUtcNow(), result, (long)header["unread"]!);
                    return header;
                });
            return (round, null);
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }

        (WatchResult? Result, IReadOnlyList<TrafficWindow>? Windows) Whole(BinaryWriter writer) =>
            ShardFile.Reading(string.Join(", ", parts.Select(p => p.Path)), () =>
            {
                var merged = ShardRounds.Merge(round, settings, readers, writer);
                return readers.TrueForAll(r => r.BaseStream.Position == r.BaseStream.Length) ? merged
                    : throw new InvalidDataException("there is more than a state.");
            });
    }

    private async Task<JsonObject> ReportAsync(
        JsonObject header, IReadOnlyList<TrafficWindow> windows, int shards, string by, bool record, CancellationToken cancellation)
    {
        if (header["report"]?.DeepClone() is not JsonObject report)
        {
            throw new WorkspaceException(ErrorKind.BadData, "The parts of the last round have no report: they are malformed.");
        }

        if ((long?)report["prompts"] is null or 0)
        {
            throw new WorkspaceException(ErrorKind.NotFound,
                "There is no traffic to watch: nothing was looked at, which does not mean that nothing is there.");
        }

        report["by"] = by;
        report["windows"] = WatchJson.Windows(windows);
        if (shards > 1)
        {
            report["windows"]!["shards"] = shards;
        }

        report = JsonNode.Parse(report.ToJsonString())!.AsObject();
        if (!record)
        {
            return report;
        }

        report["leaf"] = await new WatchService(workspace).RecordAsync(report, cancellation);
        return report;
    }

    private static WatchRequest Request(JsonObject header, string by) => new(by)
    {
        Since = Moment(header["since"]),
        Until = Moment(header["until"]),
        Settings = WatchJson.Settings(header["settings"]),
        MergedSource = (string?)header["source"],
        MergedReference = (string?)header["reference"],
    };

    private static DateTimeOffset? Moment(JsonNode? node) => (string?)node is { } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : null;

    private static IEnumerable<T> Stopped<T>(IEnumerable<T> items, CancellationToken cancellation) => items.Select(i =>
    {
        cancellation.ThrowIfCancellationRequested();
        return i;
    });

    private static int Number(JsonObject header, string name) => header[name] is JsonValue value && value.TryGetValue(out int number) && number > 0 ? number
        : throw new WorkspaceException(ErrorKind.BadData, $"A state of watching does not tell its '{name}'.");

    /// <summary>Whether two members are the same, as they are written.</summary>
    internal static bool AreSame(JsonNode? one, JsonNode? two) =>
        JsonNode.DeepEquals(JsonNode.Parse(one?.ToJsonString() ?? "null"), JsonNode.Parse(two?.ToJsonString() ?? "null"));

    /// <summary>Compares what two states are of.</summary>
    private static void Compare(JsonObject own, JsonObject other, string path, string[] names)
    {
        if (Array.Find(names, n => !AreSame(own[n], other[n])) is { } name)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput,
                $"It does not belong to {Neutralise.Line(path)}: '{name}' differs ({Brief(own)} and {Brief(other)}). "
                    + "All parts need the same traffic, reference, settings and version of the program.");

            string Brief(JsonObject header) => Neutralise.Line(header[name]?.ToJsonString() ?? "none");
        }
    }
}
