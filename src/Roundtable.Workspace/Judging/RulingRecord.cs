using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;

namespace Roundtable.Workspace.Judging;

/// <summary>Puts rulings on the record, and before them whatever of the starter set they rest on: what a ruling was based on stays findable.</summary>
public static class RulingRecord
{
    /// <summary>Appends rulings; the same ruling on the same day is one leaf.</summary>
    /// <returns>The indices of their leaves.</returns>
    public static async Task<IReadOnlyList<long>> AppendAsync(
        WorkspaceContext workspace, IReadOnlyList<(Ruling Ruling, JsonObject Json)> rulings, CancellationToken cancellation)
    {
        await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
        return await AppendAsync(log, rulings, workspace.Time, cancellation);
    }

    /// <summary>Appends rulings to an open log.</summary>
    public static async Task<IReadOnlyList<long>> AppendAsync(
        RecordLog log, IReadOnlyList<(Ruling Ruling, JsonObject Json)> rulings, TimeProvider time, CancellationToken cancellation)
    {
        List<long> leaves = [];
        foreach (var (ruling, json) in rulings)
        {
            var id = ruling.Content.Id;
            leaves.Add(await AppendAsync(
                log,
                ruling.Findings.Select(f => f.Ground.Terms).OfType<RegisteredEntry>().DistinctBy(e => e.Digest),
                id.StartsWith("leaf:", StringComparison.Ordinal) ? [long.Parse(id.AsSpan(5), CultureInfo.InvariantCulture)] : [],
                id.StartsWith("session:", StringComparison.Ordinal) ? id["session:".Length..] : null,
                json,
                time,
                cancellation));
        }

        return leaves;
    }

    /// <summary>Appends one ruling.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cited">The entries that it rests on; those of the starter set are put on the record first.</param>
    /// <param name="judged">The leaves that it rules on, where it rules on leaves.</param>
    /// <param name="session">The session that it rules on; null where it does not.</param>
    /// <param name="json">The ruling.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops before it is appended.</param>
    /// <returns>The leaf's index.</returns>
    public static async Task<long> AppendAsync(
        RecordLog log,
        IEnumerable<RegisteredEntry> cited,
        IEnumerable<long> judged,
        string? session,
        JsonObject json,
        TimeProvider time,
        CancellationToken cancellation)
    {
        SortedSet<long> inputs = [.. judged];
        foreach (var entry in cited)
        {
            inputs.Add(entry.Leaf ?? (await RegistryAppender.AppendAsync(log, entry.Entry, [], time, cancellation)).Leaf!.Value);
        }

        var document = RulingWriter.Write(json);
        var leaf = new Leaf
        {
            Kind = LeafKind.Ruling,
            Time = time.GetUtcNow(),
            Session = session,
            Document = Digest.Of(document),
            Inputs = [.. inputs.Take(Leaf.MaxInputs)],
        };
        return (await log.AppendOnceAsync(leaf, [document], cancellation)).Leaf;
    }
}
