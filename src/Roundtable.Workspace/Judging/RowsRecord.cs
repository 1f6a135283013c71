using System.Text.Json.Nodes;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Judging;

/// <summary>Puts the ruling on a file of rows on the record: one leaf, with the terms it rests on as its inputs.</summary>
public static class RowsRecord
{
    /// <summary>Appends the ruling; the same ruling on the same file and day is one leaf.</summary>
    /// <returns>The leaf's index.</returns>
    public static async Task<long> AppendAsync(WorkspaceContext workspace, RowFile file, JsonObject json, CancellationToken cancellation)
    {
        await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
        var cited = file.Rulings.Groups.SelectMany(g => g.Ruling.Findings).Select(f => f.Ground.Terms).OfType<RegisteredEntry>().DistinctBy(e => e.Digest);
        return await RulingRecord.AppendAsync(log, cited, [], null, json, workspace.Time, cancellation);
    }
}
