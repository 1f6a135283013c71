using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Following;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Following;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Webhooks;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log follow</c>: somebody else's log, mirrored and watched for a second history.</summary>
internal static class LogFollow
{
    private static readonly Argument<string> _address = new("address")
    {
        Description = "The log's address, as in https://log.example.org.",
        HelpName = "ADDRESS",
    };

    private static readonly Option<string[]> _keys = new("--key")
    {
        Description = "The log's public key, or a file with its keys; those of the policy count too.",
        HelpName = "KEY",
    };

    private static readonly Option<string?> _policy = new("--policy")
    {
        Description = "A C2SP tlog-policy: the log's key, the witnesses, which are asked what they cosigned, and how many must have cosigned.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> _mirrors = new("--mirror")
    {
        Description = "Another address that serves the log; it is asked what it shows.",
        HelpName = "ADDRESS",
    };

    private static readonly Option<bool> _once = new("--once") { Description = "Look once and end, for a timer." };

    private static readonly Option<int> _every = new("--every")
    {
        Description = "Seconds between two looks (default: 300).",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 300,
    };

    private static readonly Option<string?> _notify = new("--notify")
    {
        Description = "A command to run when the alarm is raised; ROUNDTABLE_ALARM and ROUNDTABLE_ALARM_ORIGIN are set for it.",
        HelpName = "COMMAND",
    };

    private static readonly Option<string?> _webhook = new("--webhook")
    {
        Description = $"An address to post a signed message to when the alarm is raised; {Notice.SecretVariable} holds the secret.",
        HelpName = "URL",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "follow",
        "Mirror another log, verify that it only grows, and raise the alarm where somebody is shown another history.",
        [_address, _keys, _policy, _mirrors, _once, _every, _notify, _webhook],
        RunAsync);

    internal static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (parse, workspace) = (invocation.Parse, invocation.Workspace);
        var policy = PolicyFile.Read(parse.GetValue(_policy));
        var every = parse.GetValue(_every);
        var request = new FollowRequest(
            Address(parse.GetValue(_address)!),
            TrustedKeys.Read(parse.GetValue(_keys), policy),
            policy,
            [.. (parse.GetValue(_mirrors) ?? []).Select(Address)]);
        var notice = NoticeOptions.Read(parse, _notify, _webhook);
        notice?.Check(workspace);
        if (every is < 1 or > 86_400)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--every takes a number of seconds from 1 to 86400.");
        }

        string? last = null;
        while (true)
        {
            var round = await new FollowService(workspace).LookAsync(request, cancellation);
            var text = invocation.Json ? Document.Line(FollowJson.Of(round)) : Neutralise.Text(FollowText.Of(round));
            if (text != last || parse.GetValue(_once))
            {
                await invocation.Out.WriteLineAsync(last = text);
                await invocation.Out.FlushAsync(cancellation);
            }

            if (round.Alarm is { } alarm)
            {
                await TellAsync(invocation, round, alarm, notice);
                return ExitCode.CheckFailed;
            }

            if (parse.GetValue(_once))
            {
                return round.Step switch
                {
                    FollowStep.Unverified { IsReached: false } => ExitCode.Unavailable,
                    FollowStep.Advanced => ExitCode.Ok,
                    _ => ExitCode.CheckFailed,
                };
            }

            await Task.Delay(TimeSpan.FromSeconds(every), workspace.Time, cancellation);
        }
    }

    private static async Task TellAsync(Invocation invocation, FollowRound round, SplitView alarm, Notice? notice)
    {
        var file = Path.Combine(new FollowService(invocation.Workspace).DirectoryOf(round.Origin), "alarm");
        await invocation.Error.WriteLineAsync(
            $"Both checkpoints are kept in {file}. Show them to others who follow this log; nothing of it is followed any further until the file is removed.");
        if (notice is null || round.IsOldAlarm)
        {
            return;
        }

        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ROUNDTABLE_ALARM"] = Neutralise.Line(alarm.Sentence),
            ["ROUNDTABLE_ALARM_ORIGIN"] = Neutralise.Line(round.Origin),
        };
        if (await notice.SendAsync(invocation.Workspace, variables, "log.alarm", FollowJson.Alarm(alarm)!, NullLogger<WebhookSender>.Instance) is { } problem)
        {
            await invocation.Error.WriteLineAsync($"Warning: {problem}");
        }
    }

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"'{Neutralise.Line(text)}' is no address of a log, such as https://log.example.org.");
}
