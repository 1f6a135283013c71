using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Watching.Traffic;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Watching;

/// <summary>What people do about findings: appeals, answers, and looking at prompts. All of it is on the record before it has an effect.</summary>
/// <param name="workspace">The data directory.</param>
public sealed class WatchCases(WorkspaceContext workspace)
{
    private const int MaxText = 10_000;

    private static readonly string[] _decisions = [TLater("upheld"), TLater("lowered"), TLater("withdrawn")];

    /// <summary>What is on record.</summary>
    public async Task<WatchRecords> ReadAsync(CancellationToken cancellation)
    {
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        return await Task.Run(() => WatchRecords.Read(access, cancellation), cancellation);
    }

    /// <summary>Puts an appeal on record.</summary>
    /// <param name="finding">The finding's id.</param>
    /// <param name="by">Who appeals, or for whom it is entered.</param>
    /// <param name="text">Why: 1 to 10,000 characters.</param>
    /// <param name="cancellation">Stops before it is recorded.</param>
    /// <returns>The appeal's leaf.</returns>
    /// <exception cref="WorkspaceException">When there is no such finding, or nothing is said.</exception>
    public async Task<long> AppealAsync(string finding, string by, string text, CancellationToken cancellation)
    {
        var found = (await ReadAsync(cancellation)).Find(finding);
        return await AppendAsync(
            new JsonObject { ["format"] = WatchRecords.AppealFormat, ["finding"] = found.Id, ["by"] = Named(by), ["text"] = Said(text, "An appeal") },
                found.Report, cancellation);
    }

    /// <summary>Answers an appeal. Where the finding is lowered or withdrawn, what was done to keys because of it is undone.</summary>
    /// <param name="appeal">The appeal's leaf.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="decision">upheld, lowered or withdrawn: the finding as it is, as a notice, or not at all.</param>
    /// <param name="text">Why: 1 to 10,000 characters.</param>
    /// <param name="cancellation">Stops before it is recorded.</param>
    /// <returns>The answer's leaf.</returns>
    /// <exception cref="WorkspaceException">When there is no such appeal, an unknown decision, or nothing is said.</exception>
    public async Task<long> AnswerAsync(long appeal, string by, string decision, string text, CancellationToken cancellation)
    {
        var records = await ReadAsync(cancellation);
        var found = records.Appeal(appeal);
        var leaf = _decisions.Contains(decision, StringComparer.Ordinal)
            ? await AppendAsync(
                new JsonObject
                {
                    ["format"] = WatchRecords.AnswerFormat,
                    ["appeal"] = found.Leaf,
                    ["finding"] = found.Finding,
                    ["by"] = Named(by),
                    ["decision"] = decision,
                    ["text"] = Said(text, "An answer"),
                },
                found.Leaf,
                cancellation)
            : throw new WorkspaceException(ErrorKind.InvalidInput,
                $"Unknown decision '{Neutralise.Line(decision)}'. Known decisions: {string.Join(", ", _decisions)}.");
        if (decision != "upheld")
        {
            await new WatchActions(workspace).UndoAsync(records.Find(found.Finding), by, cancellation);
        }

        return leaf;
    }

    /// <summary>Shows prompts of a finding, once it is on record who looks at them and why.</summary>
    /// <param name="finding">The finding's id.</param>
    /// <param name="by">Who looks.</param>
    /// <param name="reason">What for: 1 to 10,000 characters.</param>
    /// <param name="count">How many at most: 1 to 40.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The prompts by where they stand; null for those that are not there any more or are not what was watched.</returns>
    /// <exception cref="WorkspaceException">When there is no such finding, or no reason.</exception>
    public async Task<IReadOnlyList<(long Position, string? Prompt)>> PromptsAsync(string finding, string by, string reason, int count,
        CancellationToken cancellation)
    {
        var found = (await ReadAsync(cancellation)).Find(finding);
        List<(long At, string Words)> samples =
            [.. found.Finding["samples"]!.AsArray().Select(s => ((long)s!["at"]!, (string)s["words"]!)).Take(Math.Clamp(count, 1, 40))];
        await AppendAsync(
            new JsonObject
            {
                ["format"] = WatchRecords.ViewFormat,
                ["finding"] = found.Id,
                ["by"] = Named(by),
                ["reason"] = Said(reason, "A reason to look at prompts"),
                ["at"] = new JsonArray([.. samples.Select(s => (JsonNode)s.At)]),
            },
            found.Report,
            cancellation);
        var source = (string)found.Document["source"]!;
        if (source == WatchJson.ShardSource)
        {
            throw new WorkspaceException(ErrorKind.NotFound,
                "The report was merged from shards that each read a file of its own name, so that it cannot be told here where a prompt stands.");
        }

        var log = source == "gateway" ? await LogAccess.ReadAsync(workspace, cancellation) : null;
        TrafficSource traffic = log is null ? new FileTraffic(source, needsText: false) : new LogTraffic(log, needsText: false);
        return await Task.Run(() => samples.ConvertAll(s => (s.At, Same(traffic.Prompt(s.At, cancellation), s.Words))), cancellation);
    }

    /// <summary>A prompt, if it is the one that was watched.</summary>
    private static string? Same(string? prompt, string words) =>
        prompt is not null && PromptFeatures.Of(prompt).Whole.ToString("x16", CultureInfo.InvariantCulture) == words ? prompt : null;

    internal static string Named(string by) => string.IsNullOrWhiteSpace(by)
        ? throw new WorkspaceException(ErrorKind.InvalidInput, "It goes on the record by whom it is said: give a name.")
        : Neutralise.Line(by);

    private static string Said(string text, string what) => text.Trim() is { Length: > 0 and <= MaxText } said ? said
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"{what} is a text of 1 to {MaxText.ToString(CultureInfo.InvariantCulture)} characters.");

    private Task<long> AppendAsync(JsonObject json, long about, CancellationToken cancellation) => AppendAsync(workspace, json, about, cancellation);

    /// <summary>Puts a document on record, and waits until it is durable.</summary>
    internal static async Task<long> AppendAsync(WorkspaceContext workspace, JsonObject json, long about, CancellationToken cancellation)
    {
        var document = CanonicalJson.Write(json);
        await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
        var receipt = await log.AppendAsync(
            new Leaf { Kind = LeafKind.HumanContribution, Time = workspace.Time.GetUtcNow(), Document = Digest.Of(document), Inputs = [about] },
                [document], cancellation);
        await log.PublishAsync();
        return receipt.Leaf;
    }
}
