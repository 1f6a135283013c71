using System.Globalization;
using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>Rules on what content may be used for, and puts rulings on the record.</summary>
/// <param name="workspace">The data directory, its registry and its log.</param>
public sealed class JudgeService(WorkspaceContext workspace)
{
    /// <summary>Rules on content for each use of a request.</summary>
    /// <param name="request">The question.</param>
    /// <param name="record">Whether the rulings go on the record; hypothetical ones never do.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When something of the question is not accepted.</exception>
    public async Task<IReadOnlyList<ContentRuling>> RuleAsync(JudgeRequest request, bool record, CancellationToken cancellation)
    {
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var intents = await request.IntentsAsync(workspace, access, cancellation);
        var id = JudgeContent.Id(access, (request.Content ?? "").Trim());
        List<ContentRuling> rulings = [.. intents.Select(i => ContentRuling.Make(access, id, i, cancellation))];
        if (!record || !intents.All(IsActual))
        {
            return rulings;
        }

        var leaves = await RulingRecord.AppendAsync(workspace, [.. rulings.Select(r => (r.Ruling, r.Json()))], cancellation);
        return [.. rulings.Zip(leaves, (ruling, leaf) => ruling with { Leaf = leaf })];
    }

    /// <summary>Rules on content and on everything that it came from, each by itself, the content first. Nothing goes on the record.</summary>
    /// <exception cref="WorkspaceException">When something of the question is not accepted.</exception>
    public async Task<IReadOnlyList<(Artifact Artifact, IReadOnlyList<Ruling> Rulings)>> RuleLineageAsync(
        JudgeRequest request, CancellationToken cancellation)
    {
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var intents = await request.IntentsAsync(workspace, access, cancellation);
        List<string> ids = [JudgeContent.Id(access, (request.Content ?? "").Trim())];
        HashSet<string> seen = new(ids, StringComparer.Ordinal);
        for (var i = 0; i < ids.Count; i++)
        {
            ids.AddRange(access.Artifacts.Find(ids[i]).Edges.Select(e => e.From).Where(seen.Add));
        }

        return [.. ids.Select(i => (access.Artifacts.Find(i), (IReadOnlyList<Ruling>)[.. intents.Select(t => access.Judge.Rule(i, t, cancellation))]))];
    }

    /// <summary>Rules on each row of a JSON Lines file and on the file as a whole.</summary>
    /// <param name="request">The question; its content is the file's path, its use one.</param>
    /// <param name="outputs">What is written of it.</param>
    /// <param name="record">Whether the ruling goes on the record; a hypothetical one never does.</param>
    /// <param name="progress">Is told how many rows were read, now and then; null for nobody.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When something of the question is not accepted, or a file is there already.</exception>
    public async Task<RowsRuling> RuleRowsAsync(
        JudgeRequest request, RowsOutput outputs, bool record, IProgress<long>? progress, CancellationToken cancellation)
    {
        var path = request.Content ?? "";
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var intent = await request.IntentsAsync(workspace, access, cancellation) is [var one]
            ? one
            : throw new WorkspaceException(ErrorKind.InvalidInput, "A file is judged for one use at a time.");
        outputs.Check(path);
        var judged = new RowFile(access, intent);
        await using (var answers = outputs.Answers is null ? null : new StreamWriter(outputs.Answers, append: false, new UTF8Encoding(false), 1 << 16))
        {
            await judged.ReadAsync(path, count: true, (number, _, group) => answers?.WriteLine(Answer(number, group)), progress, cancellation);
        }

        var remaining = judged.Rulings.Remaining();
        if (outputs.Allowed is { } kept)
        {
            await using var output = new FileStream(kept, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
            await judged.ReadAsync(path, count: false, (_, line, group) => Keep(output, line, group, remaining), null, cancellation);
        }

        var ruling = new RowsRuling(path, intent, judged, remaining, outputs.Allowed);
        return record && IsActual(intent)
            ? ruling with { Leaf = await RowsRecord.AppendAsync(workspace, judged, ruling.Json(), cancellation) }
            : ruling;
    }

    /// <summary>Whether an intent asks what is, and not what would be.</summary>
    private static bool IsActual(Intent intent) => intent is { Without.Count: 0, Obtained: null };

    private static string Answer(long number, RowGroup? group) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"row\":{number},\"outcome\":\"{(group is null ? "unreadable" : Kebab.Name(group.Ruling.Outcome))}\"}}");

    private static void Keep(FileStream output, ReadOnlySpan<byte> line, RowGroup? group, IReadOnlySet<RowGroup> remaining)
    {
        if (group is not null && remaining.Contains(group))
        {
            output.Write(line);
            output.WriteByte((byte)'\n');
        }
    }
}
