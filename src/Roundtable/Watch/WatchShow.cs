using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Watching;

namespace Roundtable.Cli.Watch;

/// <summary><c>watch show</c>: a finding, and prompts of it where somebody says why.</summary>
internal static class WatchShow
{
    private const int MaxOwners = 20;

    private static readonly Argument<string> _finding = new("FINDING") { Description = "The finding's id, as 'watch list' shows it." };

    private static readonly Option<bool> _prompts = new("--prompts")
    {
        Description = "Show some of its prompts; who looks at them and why goes on the record first.",
    };

    private static readonly Option<string?> _reason = new("--reason") { Description = "Why prompts are looked at.", HelpName = "TEXT" };

    private static readonly Option<string> _by = new("--by")
    {
        Description = "Who looks at them (default: this computer).",
        HelpName = "NAME",
        DefaultValueFactory = _ => Caller.Local.Name,
    };

    private static readonly Option<int> _count = new("--count")
    {
        Description = "Maximum number of prompts, 1 to 40 (default: 5).",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "show",
        "Show a finding with its evidence, error rates, innocent explanations, appeals, and who looked at its prompts. Prompts are masked unless --prompts and "
            + "--reason are given.",
        [_finding, _prompts, _reason, _by, _count],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (parse, cases) = (invocation.Parse, new WatchCases(invocation.Workspace));
        var id = parse.GetRequiredValue(_finding);
        IReadOnlyList<(long Position, string? Prompt)> prompts = [];
        if (parse.GetValue(_prompts))
        {
            var reason = parse.GetValue(_reason) ?? throw new WorkspaceException(ErrorKind.InvalidInput,
                "--prompts shows what callers wrote: say why with --reason TEXT. It goes on the record.");
            prompts = await cases.PromptsAsync(id, parse.GetRequiredValue(_by), reason, parse.GetValue(_count), cancellation);
        }

        var finding = (await cases.ReadAsync(cancellation)).Find(id);
        if (invocation.Json)
        {
            var json = finding.Json();
            if (prompts.Count > 0)
            {
                json["prompts"] = Document.Array(prompts, p => new JsonObject { ["at"] = p.Position, ["prompt"] = p.Prompt });
            }

            await invocation.Out.WriteLineAsync(Document.Line(json));
            return ExitCode.Ok;
        }

        await invocation.Out.WriteLineAsync(WatchMarkdown.One(finding.Finding).TrimEnd());
        await invocation.Out.WriteLineAsync($"\n{WatchMarkdown.Rates(finding.Document)}\n\nState: {Neutralise.Line(finding.State)}. Report: leaf "
            + $"{finding.Report}.");
        foreach (var appeal in finding.Appeals)
        {
            await invocation.Out.WriteLineAsync($"Appeal (leaf {appeal.Leaf}) by {Neutralise.Line(appeal.By)}: {Neutralise.Line(appeal.Text)}");
            foreach (var answer in appeal.Answers)
            {
                await invocation.Out.WriteLineAsync($"  {Neutralise.Line(answer.Decision)} by {Neutralise.Line(answer.By)}: {Neutralise.Line(answer.Text)}");
            }
        }

        foreach (var act in finding.Acts)
        {
            await invocation.Out.WriteLineAsync(Done(act));
        }

        foreach (var view in finding.Views)
        {
            await invocation.Out.WriteLineAsync($"{Neutralise.Line(view.By)} looked at {view.Prompts} prompts (leaf {view.Leaf}): "
                + $"{Neutralise.Line(view.Reason)}");
        }

        foreach (var (position, prompt) in prompts)
        {
            await invocation.Out.WriteLineAsync($"\n[{position}] {(prompt is null ? "not there any more, or not what was watched" : Neutralise.Text(prompt))}");
        }

        await invocation.Out.WriteLineAsync($"\n{WatchJson.Notice}");
        return ExitCode.Ok;
    }

    /// <summary>What was done to keys, in a line.</summary>
    private static string Done(JsonObject act)
    {
        var owners = act["keys"]!.AsArray().Select(k => Neutralise.Line((string)k!["owner"]!)).Distinct(StringComparer.Ordinal).ToList();
        var what = (string?)act["action"] switch
        {
            "throttle" => $"Limited to {act["rate"]} requests a minute",
            "suspend" => "Suspended",
            _ => "Given back what it took",
        };
        return $"{what}, by {Neutralise.Line((string?)act["by"] ?? "")}: {string.Join(", ", owners.Take(MaxOwners))}"
            + (owners.Count > MaxOwners ? $" and {owners.Count - MaxOwners} more" : "");
    }
}
