using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;

namespace Roundtable.Cli.Judging;

/// <summary><c>roundtable judge</c>: whether content may be used, and why.</summary>
internal static class JudgeCommand
{
    private static readonly Argument<string?> _content = new("CONTENT")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "A leaf (leaf:INDEX), a session's id or last, a model or dataset of the registry, a file of rows (.jsonl), "
            + "or lineage:NAME for each thing that NAME came from.",
    };

    private static readonly Option<bool> _compare = new("--compare")
    {
        Description = "List the earlier rulings that would come out otherwise today, with the rule that makes the difference: "
            + "those of the log, or of CONTENT, a file of what 'judge --json' printed.",
    };

    private static readonly Option<bool> _explain = new("--explain") { Description = "Tell all that a ruling rests on, as a tree: sources, terms, clauses." };

    private static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Do not put the ruling on the record." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "judge",
        "Say whether content may be used, under which conditions, and which terms say so.",
        [_content, .. JudgeOptions.Options, .. JudgeRows.Options, _explain, _dryRun, _compare],
        RunAsync);

    /// <summary>The exit code of rulings: 0 where every use is allowed, with conditions or without.</summary>
    public static int ExitOf(IEnumerable<Outcome> outcomes) =>
        outcomes.Max() switch { Outcome.Denied => ExitCode.Denied, Outcome.Unknown => ExitCode.NotKnown, _ => ExitCode.Ok };

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (invocation.Parse.GetValue(_compare))
        {
            return await CompareAsync(invocation, cancellation);
        }

        var content = invocation.Parse.GetValue(_content)
            ?? throw new WorkspaceException(ErrorKind.InvalidInput, "CONTENT is missing: a leaf, a session, a model or dataset, or a file of rows.");
        var record = !invocation.Parse.GetValue(_dryRun);
        if (File.Exists(content))
        {
            return await JudgeRows.RunAsync(invocation, JudgeOptions.Read(invocation, content), record, cancellation);
        }

        JudgeRows.RefuseOptions(invocation);
        var service = new JudgeService(invocation.Workspace);
        if (content.StartsWith(JudgeContent.LineagePrefix, StringComparison.Ordinal))
        {
            var request = JudgeOptions.Read(invocation, content[JudgeContent.LineagePrefix.Length..]);
            var all = await service.RuleLineageAsync(request, cancellation);
            await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(Json(all)) : Neutralise.Text(JudgeView.Matrix(all)));
            return ExitOf(all[0].Rulings.Select(r => r.Outcome));
        }

        var rulings = await service.RuleAsync(JudgeOptions.Read(invocation, content), record, cancellation);
        await WriteAsync(invocation, rulings);
        return ExitOf(rulings.Select(r => r.Ruling.Outcome));
    }

    /// <summary>Exit code 0 whatever differs: a difference is what was asked for.</summary>
    private static async Task<int> CompareAsync(Invocation invocation, CancellationToken cancellation)
    {
        var service = new CompareService(invocation.Workspace);
        var file = invocation.Parse.GetValue(_content);
        if (file is not null && !File.Exists(file))
        {
            throw new WorkspaceException(
                ErrorKind.NotFound, $"There is no file {Neutralise.Line(file)}: give a file of what 'judge --json' printed, or nothing for the log.");
        }

        var comparison = file is null ? await service.OfLogAsync(cancellation) : await service.OfFileAsync(file, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(comparison.Json()) : Neutralise.Text(comparison.Text()));
        return ExitCode.Ok;
    }

    private static async Task WriteAsync(Invocation invocation, IReadOnlyList<ContentRuling> rulings)
    {
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(
                rulings is [var one] ? one.Json() : new JsonArray([.. rulings.Select(r => r.Json())])));
            return;
        }

        await invocation.Out.WriteLineAsync(Neutralise.Text(
            rulings is [var single]
                ? JudgeView.Text(single.Ruling, single.Parts, single.Removal, invocation.Parse.GetValue(_explain))
                : JudgeView.Table(rulings[0].Ruling.Content.Title, rulings.Select(r => r.Ruling))));
        if (rulings.Select(r => r.Leaf).OfType<long>().ToList() is { Count: > 0 } leaves)
        {
            await invocation.Out.WriteLineAsync($"On the record as leaf {string.Join(", ", leaves)}.");
        }
    }

    private static JsonArray Json(IReadOnlyList<(Artifact Artifact, IReadOnlyList<Ruling> Rulings)> all) => Document.Array(all, a => new JsonObject
    {
        ["id"] = a.Artifact.Id,
        ["title"] = a.Artifact.Title,
        ["rulings"] = new JsonObject([.. a.Rulings.Select(r => KeyValuePair.Create<string, JsonNode?>(Kebab.Name(r.Intent.Use), Kebab.Name(r.Outcome)))]),
    });
}
