using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Watching.Monitoring;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Watching;

namespace Roundtable.Cli.Watch;

/// <summary><c>roundtable watch</c>: campaigns that collect a model's answers, in the gateway's exchanges or a provider's log.</summary>
internal static class WatchCommand
{
    private static readonly Argument<string?> _file = new("FILE")
    {
        Description = "A provider's log as JSON Lines (time, caller, prompt or features, …); without it, the exchanges of the gateway.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> _reference = new("--reference")
    {
        Description = "Benign traffic to compare with, in the same form.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> _since = new("--since")
    {
        Description = "Watch traffic from this day or moment on (UTC); without --reference, what came before is the reference.",
        HelpName = "TIME",
    };

    private static readonly Option<string?> _until = new("--until")
    {
        Description = "Watch traffic before this day or moment (UTC).",
        HelpName = "TIME",
    };

    private static readonly Option<string?> _shard = new("--shard")
    {
        Description = "Only callers of shard I of N, from 1: writes a part of a round to --out, for 'watch merge'.",
        HelpName = "I/N",
    };

    private static readonly Option<string?> _after = new("--after")
    {
        Description = "With --shard: what 'watch merge' made of the round before; without it, the first of four rounds.",
        HelpName = "FILE",
    };

    private static readonly Option<double> _rate = new("--false-alarms")
    {
        Description = "Maximum share of windows of benign traffic that are flagged (default: 0.0025).",
        HelpName = "SHARE",
        DefaultValueFactory = _ => 0.0025,
    };

    private static readonly Option<int> _window = new("--window")
    {
        Description = "Prompts in a window, 50 to 100000 (default: 500).",
        HelpName = "N",
        DefaultValueFactory = _ => 500,
    };

    private static readonly Option<int> _seed = new("--seed")
    {
        Description = "Random seed; same seed, same report.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> _failOn = new("--fail-on")
    {
        Description = "Exit code 5 if a finding has this grade or a graver one: notice, question, throttle or suspend.",
        HelpName = "GRADE",
    };

    private static readonly Option<string?> _out = new("--out")
    {
        Description = "Write the report to a file: Markdown, or JSON where its name ends with .json. With --shard, the part.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Do not record the report." };

    private static readonly Option<bool> _act = new("--act")
    {
        Description = "Limit the keys of callers in findings of the grade throttle, and suspend those of the grade suspend; an answer to an appeal that "
            + "lowers or withdraws the finding undoes it.",
    };

    private static readonly Option<int> _actRate = new("--act-rate")
    {
        Description = "Requests in a minute of a key that --act limits (default: 6).",
        HelpName = "N",
        DefaultValueFactory = _ => WatchActions.DefaultRate,
    };

    private static readonly string[] _grades = ["notice", "question", "throttle", "suspend"];

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "watch",
        "Find campaigns that collect a model's answers: per caller and per cluster of callers, compared with benign traffic. Findings are graded, have "
            + "evidence, error rates and innocent explanations, and act on nobody unless told to.",
        [
            _file, _reference, _since, _until, _rate, _window, VectorOptions.Vectors, _seed, _failOn, _out, _dryRun, _act, _actRate, _shard, _after,
            WatchMerge.Create(), WatchList.Create(), WatchShow.Create(), WatchAppeal.CreateAppeal(), WatchAppeal.CreateAnswer(), WatchHash.Create(),
        ],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var failOn = Grade(parse.GetValue(_failOn));
        if (parse.GetValue(_shard) is { } shard)
        {
            return await ShardAsync(invocation, shard, cancellation);
        }

        if (parse.GetValue(_after) is not null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--after is for a round of shards: give --shard I/N too.");
        }

        var isActing = parse.GetValue(_act);
        if (isActing && (parse.GetValue(_file) is not null || parse.GetValue(_dryRun)))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput,
                "--act changes keys of this gateway: watch its exchanges, without FILE and without --dry-run.");
        }

        var actRate = parse.GetValue(_actRate) is >= 1 and <= 1_000_000 and var per ? per
            : throw new WorkspaceException(ErrorKind.InvalidInput, "--act-rate is 1 to 1000000 requests in a minute.");
        var watched = await new WatchService(invocation.Workspace).RunAsync(Request(invocation), cancellation);
        var report = WatchJson.Of(watched);
        await WriteAsync(invocation, report, parse.GetValue(_out), cancellation);
        if (isActing)
        {
            await ActAsync(invocation, watched, actRate, cancellation);
        }

        return CodeOf(report, failOn);
    }

    /// <summary>A grade that is known; null where none is given.</summary>
    internal static string? Grade(string? grade) => grade is null || _grades.Contains(grade, StringComparer.Ordinal) ? grade
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"Unknown grade '{Neutralise.Line(grade)}'. Known grades: {string.Join(", ", _grades)}.");

    /// <summary>Writes a report to a file where one is given, and to the standard output.</summary>
    internal static async Task WriteAsync(Invocation invocation, JsonObject report, string? path, CancellationToken cancellation)
    {
        var (markdown, json) = (WatchMarkdown.Of(report), Document.Line(report));
        if (path is not null)
        {
            await File.WriteAllTextAsync(path, path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? json + "\n" : markdown, cancellation);
        }

        await invocation.Out.WriteLineAsync(invocation.Json ? json : path is null ? markdown.TrimEnd() : WatchMarkdown.Headline(report));
    }

    /// <summary>The exit code for a report.</summary>
    internal static int CodeOf(JsonObject report, string? failOn)
    {
        var gravest = report["findings"]!.AsArray().Select(f => Array.IndexOf(_grades, (string)f!["grade"]!)).DefaultIfEmpty(-1).Max();
        return failOn is not null && gravest >= Array.IndexOf(_grades, failOn) ? ExitCode.Denied : ExitCode.Ok;
    }

    private static WatchRequest Request(Invocation invocation)
    {
        var parse = invocation.Parse;
        return new WatchRequest(Workspace.Access.Caller.Local.Name)
        {
            File = parse.GetValue(_file),
            Reference = parse.GetValue(_reference),
            Vectors = parse.GetValue(VectorOptions.Vectors),
            Since = Moment(parse.GetValue(_since), "--since"),
            Until = Moment(parse.GetValue(_until), "--until"),
            Settings = new WatchSettings
            {
                Seed = parse.GetValue(_seed),
                WindowSize = parse.GetValue(_window) is >= 50 and <= 100_000 and var size ? size
                    : throw new WorkspaceException(ErrorKind.InvalidInput, "--window is 50 to 100000."),
                FalseAlarmRate = parse.GetValue(_rate) is >= 0.0001 and < 0.5 and var rate ? rate
                    : throw new WorkspaceException(ErrorKind.InvalidInput, "--false-alarms is a fraction from 0.0001 to below 0.5."),
            },
            Record = !parse.GetValue(_dryRun),
        };
    }

    /// <summary>Writes a shard's part of a round.</summary>
    private static async Task<int> ShardAsync(Invocation invocation, string text, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        if (text.Split('/') is not [var i, var n] || !int.TryParse(i, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || !int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || index < 1 || index > count)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--shard '{Neutralise.Line(text)}' is not of the form I/N: 3/16 is the third of sixteen.");
        }

        if (parse.GetValue(_act) || parse.GetValue(_failOn) is not null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "A shard finds nothing by itself: --act and --fail-on are not for --shard.");
        }

        if (parse.GetValue(VectorOptions.Vectors) is not null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--vectors is not for --shard: parts of a round compare windows by hashed words.");
        }

        var to = parse.GetValue(_out) ?? throw new WorkspaceException(ErrorKind.InvalidInput, "--out FILE is needed: the part of the shard goes there.");
        var header = await new WatchShards(invocation.Workspace).WriteAsync(Request(invocation), index, count, parse.GetValue(_after), to, cancellation);
        var all = header["traffic"]!["prompts"]!;
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject
            {
                ["round"] = (int)header["round"]!,
                ["shard"] = index,
                ["shards"] = count,
                ["prompts"] = (long)header["own"]!,
                ["of"] = (long)all,
                ["out"] = Path.GetFullPath(to),
            })
            : string.Create(CultureInfo.InvariantCulture,
                $"Round {(int)header["round"]!} of {ShardRounds.Count}: {(long)header["own"]!:N0} of {(long)all:N0} prompts are of shard {index} of {count}."));
        return ExitCode.Ok;
    }

    /// <summary>Acts, and says what was done; where standard output is JSON that goes to standard error, since the report is the document.</summary>
    private static async Task ActAsync(Invocation invocation, WatchReport watched, int rate, CancellationToken cancellation)
    {
        var acts = await new WatchActions(invocation.Workspace).ActAsync(watched, rate, cancellation);
        var to = invocation.Json ? invocation.Error : invocation.Out;
        foreach (var act in acts)
        {
            var owners = act["keys"]!.AsArray().Select(k => Neutralise.Line((string)k!["owner"]!)).Distinct(StringComparer.Ordinal);
            await to.WriteLineAsync($"{((string?)act["action"] == "suspend" ? "Suspended" : "Limited")} because of finding {act["finding"]}: "
                + $"{string.Join(", ", owners)}. 'roundtable watch appeal {act["finding"]}' enters an appeal.");
        }

        if (acts.Count == 0)
        {
            await to.WriteLineAsync("No key was limited or suspended.");
        }
    }

    private static DateTimeOffset? Moment(string? text, string option) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"{option} '{Neutralise.Line(text)}' is neither a date (YYYY-MM-DD) nor a moment (ISO 8601).");
}
