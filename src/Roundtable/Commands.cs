using System.CommandLine;
using Roundtable.Cli.Access;
using Roundtable.Cli.Ask;
using Roundtable.Cli.Audit;
using Roundtable.Cli.Benches;
using Roundtable.Cli.Canary;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Completion;
using Roundtable.Cli.Corpora;
using Roundtable.Cli.Disclose;
using Roundtable.Cli.Doctor;
using Roundtable.Cli.Features;
using Roundtable.Cli.Gateway;
using Roundtable.Cli.Gold;
using Roundtable.Cli.Import;
using Roundtable.Cli.Index;
using Roundtable.Cli.Judging;
using Roundtable.Cli.Label;
using Roundtable.Cli.Log;
using Roundtable.Cli.Mcp;
using Roundtable.Cli.Models;
using Roundtable.Cli.Panels;
using Roundtable.Cli.Poll;
using Roundtable.Cli.Registry;
using Roundtable.Cli.Runs;
using Roundtable.Cli.Scan;
using Roundtable.Cli.Serve;
using Roundtable.Cli.Sessions;
using Roundtable.Cli.Sets;
using Roundtable.Cli.Students;
using Roundtable.Cli.Trace;
using Roundtable.Cli.Verify;
using Roundtable.Cli.Watch;

namespace Roundtable.Cli;

/// <summary>Every verb of the program.</summary>
internal static class Commands
{
    /// <summary>The verbs in the order of the help.</summary>
    private static readonly (string Name, Func<Command> Create)[] _verbs =
    [
        ("ask", AskCommand.Create),
        ("label", LabelCommand.Create),
        ("serve", ServeCommand.Create),
        ("gateway", GatewayCommand.Create),
        ("mcp", McpCommand.Create),
        ("models", ModelsCommand.Create),
        ("panels", PanelsCommand.Create),
        ("sessions", SessionsCommand.Create),
        ("bench", BenchCommand.Create),
        ("poll", PollCommand.Create),
        ("runs", RunsCommand.Create),
        ("features", FeaturesCommand.Create),
        ("import", ImportCommand.Create),
        ("registry", RegistryCommand.Create),
        ("judge", JudgeCommand.Create),
        ("audit", AuditCommand.Create),
        ("watch", WatchCommand.Create),
        ("canary", CanaryCommand.Create),
        ("scan", ScanCommand.Create),
        ("trace", TraceCommand.Create),
        ("gold", GoldCommand.Create),
        ("corpus", CorpusCommand.Create),
        ("set", SetCommand.Create),
        ("teach", TeachCommand.Create),
        ("classify", ClassifyCommand.Create),
        ("handover", HandOverCommand.Create),
        ("imitation", ImitationCommand.Create),
        ("disclose", DiscloseCommand.Create),
        ("log", LogCommand.Create),
        ("verify", VerifyCommand.Create),
        ("tokens", TokensCommand.Create),
        ("reindex", ReindexCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("completion", CompletionCommand.Create),
        ("reference", ReferenceCommand.Create),
    ];

    /// <summary>Whether a root has every verb.</summary>
    public static bool IsWhole(Command root) => root.Subcommands.Count == _verbs.Length;

    /// <summary>The root with every verb.</summary>
    public static RootCommand Root() => Root(_verbs);

    /// <summary>
    /// The root with the verbs that <paramref name="args"/> can mean: making every one takes a fifth of the time of a short command. What the help
    /// lists, and what is suggested where something is misspelt, needs <see cref="Root()"/>.
    /// </summary>
    public static RootCommand Root(IReadOnlyCollection<string> args) =>
        Array.FindAll(_verbs, v => args.Contains(v.Name, StringComparer.Ordinal)) is { Length: > 0 } named ? Root(named) : Root();

    private static RootCommand Root((string Name, Func<Command> Create)[] verbs)
    {
        var root = new RootCommand("Ask a panel of AI models; keep every word on the record.")
        {
            GlobalOptions.Data,
            GlobalOptions.Store,
            GlobalOptions.Json,
            GlobalOptions.Config,
        };
        foreach (var (_, create) in verbs)
        {
            root.Subcommands.Add(create());
        }

        return root;
    }
}
