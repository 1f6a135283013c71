using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Cli.Judging;

/// <summary><c>roundtable judge</c>: whether content may be used, and why.</summary>
internal static class JudgeCommand
{
    private static readonly Argument<string> _content = new("CONTENT")
    {
        Description = "A leaf (leaf:INDEX), a session's id or last, a model or dataset of the registry, a file of rows (.jsonl), or lineage:NAME for each thing that NAME came from.",
    };

    private static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Do not put the ruling on the record." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "judge",
        "Say whether content may be used, under which conditions, and which terms say so.",
        [_content, JudgeOptions.Use, JudgeOptions.On, JudgeOptions.As, JudgeOptions.Obtained, JudgeOptions.Without, JudgeOptions.Of, .. JudgeRows.Options, _dryRun],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var text = invocation.Parse.GetRequiredValue(_content);
        using var access = await RegistryAccess.OpenAsync(invocation.Workspace, cancellation);
        var intents = await JudgeOptions.ReadAsync(invocation, access, cancellation);
        var record = !invocation.Parse.GetValue(_dryRun);
        if (File.Exists(text))
        {
            return await JudgeRows.RunAsync(invocation, access, text, intents, record, cancellation);
        }

        JudgeRows.RefuseOptions(invocation);
        if (text.StartsWith(JudgeContent.LineagePrefix, StringComparison.Ordinal))
        {
            return await WholeLineageAsync(invocation, access, JudgeContent.Id(access, text[JudgeContent.LineagePrefix.Length..]), intents, cancellation);
        }

        var id = JudgeContent.Id(access, text);
        List<(Ruling Ruling, JsonObject Json, IReadOnlyList<Part> Parts, IReadOnlyList<Artifact>? Removal)> rulings = [];
        foreach (var intent in intents)
        {
            var ruling = access.Judge.Rule(id, intent, cancellation);
            var parts = ruling.Content.Edges.Count is > 0 and <= 2000 ? access.Judge.Parts(id, intent, cancellation) : [];
            var removal = ruling.IsAllowed ? null : access.Judge.SmallestRemoval(id, intent, cancellation);
            rulings.Add((ruling, RulingWriter.Json(ruling, parts, removal), parts, removal));
        }

        IReadOnlyList<long> leaves = record && rulings.TrueForAll(r => r.Ruling.Intent is { Without.Count: 0, Obtained: null })
            ? await RulingRecord.AppendAsync(invocation.Workspace, [.. rulings.Select(r => (r.Ruling, r.Json))], cancellation)
            : [];
        await TellAsync(invocation, rulings, leaves);
        return ExitOf(rulings.Select(r => r.Ruling.Outcome));
    }

    /// <summary>What the exit code says: 0 where every use is allowed, with conditions or without.</summary>
    public static int ExitOf(IEnumerable<Outcome> outcomes) =>
        outcomes.Max() switch { Outcome.Denied => ExitCode.Denied, Outcome.Unknown => ExitCode.NotKnown, _ => ExitCode.Ok };

    private static async Task TellAsync(Invocation invocation, List<(Ruling Ruling, JsonObject Json, IReadOnlyList<Part> Parts, IReadOnlyList<Artifact>? Removal)> rulings, IReadOnlyList<long> leaves)
    {
        if (invocation.Json)
        {
            for (var i = 0; i < leaves.Count; i++)
            {
                rulings[i].Json["leaf"] = leaves[i];
            }

            await invocation.Out.WriteLineAsync(Document.Line(rulings.Count == 1 ? rulings[0].Json : new JsonArray([.. rulings.Select(r => r.Json)])));
            return;
        }

        if (rulings.Count > 1)
        {
            await invocation.Out.WriteLineAsync(Neutralise.Text(JudgeView.Table(rulings[0].Ruling.Content.Title, rulings.Select(r => r.Ruling))));
        }
        else
        {
            await invocation.Out.WriteLineAsync(Neutralise.Text(JudgeView.Text(rulings[0].Ruling, rulings[0].Parts, rulings[0].Removal)));
        }

        if (leaves.Count > 0)
        {
            await invocation.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"On the record as leaf {string.Join(", ", leaves)}."));
        }
    }

    /// <summary>Each thing of a lineage by itself, the content first.</summary>
    private static async Task<int> WholeLineageAsync(Invocation invocation, RegistryAccess access, string id, IReadOnlyList<Intent> intents, CancellationToken cancellation)
    {
        List<string> ids = [id];
        for (var i = 0; i < ids.Count; i++)
        {
            ids.AddRange(access.Things.Find(ids[i]).Edges.Select(e => e.From).Where(e => !ids.Contains(e, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal));
        }

        List<(Artifact Artifact, IReadOnlyList<Ruling> Rulings)> all = [.. ids.Select(i => (access.Things.Find(i), (IReadOnlyList<Ruling>)[.. intents.Select(t => access.Judge.Rule(i, t, cancellation))]))];
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(Document.Array(all, a => new JsonObject
            {
                ["id"] = a.Artifact.Id,
                ["title"] = a.Artifact.Title,
                ["rulings"] = new JsonObject([.. a.Rulings.Select(r => KeyValuePair.Create<string, JsonNode?>(Kebab.Name(r.Intent.Use), Kebab.Name(r.Outcome)))]),
            }))
            : Neutralise.Text(JudgeView.Matrix(all)));
        return ExitOf(all[0].Rulings.Select(r => r.Outcome));
    }
}
