using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Log;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Following;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Witnesses;
using Roundtable.Tests.Record.Following;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Web.Tiles;
using Roundtable.Workspace;
using Roundtable.Workspace.Following;

namespace Roundtable.Tests.Workspace.Following;

/// <summary>Logs, witnesses and mirrors over real HTTP, followed by the verb.</summary>
public sealed class FollowServiceTests : IAsyncLifetime
{
    private readonly SampleWorkspace _workspace = new();
    private readonly SigningKey _key = SigningKey.New("log.example/one");
    private readonly SigningKey _witnessKey = SigningKey.New("witness.example/w1", SignatureType.Cosignature);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _servers = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_servers);
        _stop.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task A_log_its_witness_and_its_mirror_are_looked_at_and_agree()
    {
        var log = new ServedLog(_key, 300);
        var witness = new Witness(Path.Combine(_workspace.Path, "witness"), _witnessKey, [_key.Verifier], _workspace.Time);
        Assert.Equal(200, witness.AddCheckpoint(new Submission(0, [], SignedCheckpoint.Parse(log.Note(290))).ToBytes()).Status);
        var (at, mirror, w) = (await ServeAsync(log), await ServeAsync(new ServedLog(_key, 280)), await ServeAsync(app => WitnessEndpoints.Map(app, witness)));
        var policy = _workspace.Write("policy", $"log {_key.Verifier}\nwitness w1 {_witnessKey.Verifier} {w}\nquorum none\n");

        var (code, text, _) = await FollowAsync(at, "--policy", policy, "--mirror", mirror, "--mirror", "http://127.0.0.1:1/");
        Assert.Equal(ExitCode.Ok, code);
        var lines = text.Split('\n');
        Assert.Equal("log.example/one has 300 leaves, 300 of them new; verified and kept.", lines[0]);
        Assert.Equal("  w1 agrees: it was shown 290 leaves.", lines[1]);
        Assert.Equal($"  {mirror}/ agrees: it was shown 280 leaves.", lines[2]);
        Assert.StartsWith("  http://127.0.0.1:1/ could not be reached: ", lines[3], StringComparison.Ordinal);

        log.Grow(700);
        (code, text, _) = await FollowAsync(at, "--key", _key.Verifier.ToString(), "--json");
        var json = JsonElement.Parse(text);
        Assert.Equal((ExitCode.Ok, true, 400), (code, json.GetProperty("ok").GetBoolean(), json.GetProperty("new").GetInt32()));
        var state = Assert.Single(new FollowService(_workspace.Context).List());
        Assert.Equal(("log.example/one", 700, null), (state.Origin, state.Kept!.Size, state.Alarm));
        Assert.Equal(4, state.Seen.Count);
    }

    [Fact]
    public async Task A_mirror_with_another_history_raises_the_alarm_once_for_all()
    {
        var at = await ServeAsync(new ServedLog(_key, 300));
        var forked = await ServeAsync(new ServedLog(_key, 300, forkedAt: 7));
        var told = Path.Combine(_workspace.Path, "told");
        string[] arguments = [at, "--key", _key.Verifier.ToString(), "--mirror", forked, "--notify", $"echo \"$ROUNDTABLE_ALARM_ORIGIN: $ROUNDTABLE_ALARM\" >> '{told}'"];
        var (code, text, error) = await FollowAsync(arguments);
        Assert.Equal(ExitCode.CheckFailed, code);
        Assert.Contains($"ALARM. log.example/one was forked: {at}/ showed 300 leaves", text, StringComparison.Ordinal);
        Assert.Contains("/alarm. Show them", error, StringComparison.Ordinal);
        Assert.StartsWith("log.example/one: log.example/one was forked", await File.ReadAllTextAsync(told, Cancellation), StringComparison.Ordinal);

        (code, text, _) = await FollowAsync(arguments);
        Assert.Equal(ExitCode.CheckFailed, code);
        Assert.StartsWith("ALARM. log.example/one was forked", text, StringComparison.Ordinal);
        Assert.Single(await File.ReadAllLinesAsync(told, Cancellation));
        Assert.NotNull(Assert.Single(new FollowService(_workspace.Context).List()).Alarm);
    }

    [Fact]
    public async Task What_cannot_be_reached_or_verified_or_asked_has_an_exit_code_of_its_own()
    {
        var key = _key.Verifier.ToString();
        var log = new ServedLog(_key, 300);
        var at = await ServeAsync(log);
        Assert.Equal(ExitCode.Unavailable, (await FollowAsync("http://127.0.0.1:1", "--key", key)).Code);
        log.Files["tile/0/000"] = [1];
        var (code, text, _) = await FollowAsync(at, "--key", key);
        Assert.Equal(ExitCode.CheckFailed, code);
        Assert.Contains("does not verify", text, StringComparison.Ordinal);
        Assert.Contains("Nothing new is kept.", text, StringComparison.Ordinal);
        foreach (var (arguments, told) in ((string[], string)[])[
            ([at], "Give its public key with --key"), ([at, "--key", key, "--key", SigningKey.New("log.example/two").Verifier.ToString()], "One log is followed at a time"),
            (["ftp://log.example", "--key", key], "no address of a log"), (["nowhere", "--key", key], "no address of a log"), ([at, "--key", key, "--every", "0"], "--every")])
        {
            var problem = await Assert.ThrowsAsync<WorkspaceException>(() => FollowAsync(arguments));
            Assert.Contains(told, problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Checkpoints_that_people_send_are_compared_with_everything_that_is_known()
    {
        await using (var own = await _workspace.OpenLogAsync())
        {
            for (var i = 0; i < 3; i++)
            {
                await DataDirectory.AppendAsync(own, i);
            }

            await own.PublishAsync();
        }

        var ownKey = SigningKey.Parse((await File.ReadAllTextAsync(Path.Combine(_workspace.Path, "keys", "log"), Cancellation)).Trim());
        var (log, fork) = (new ServedLog(_key, 300), new ServedLog(_key, 300, forkedAt: 200));
        var key = _key.Verifier.ToString();
        var mine = Path.Combine(_workspace.Path, "log", ILogResources.Checkpoint);
        var (early, late, other) = (Keep("early", log.Note(10)), Keep("late", log.Note(299)), Keep("other", fork.Note(299)));

        // Of a log that nobody here follows.
        Assert.Equal((ExitCode.NotKnown, "no key named 'log.example/one' is known: give that log's with --key"), await GossipAsync(early));
        Assert.Equal(ExitCode.NotKnown, (await GossipAsync(early, late, "--key", key)).Code);
        Assert.Equal(ExitCode.CheckFailed, (await GossipAsync(early, late, other, "--key", key)).Code);

        // Of this log.
        Assert.Equal(ExitCode.Ok, (await GossipAsync(mine)).Code);
        Assert.Equal(ExitCode.CheckFailed, (await GossipAsync(Keep("larger", new ServedLog(ownKey, 9).Note(9)))).Code);
        Assert.Equal(ExitCode.CheckFailed, (await GossipAsync(Keep("changed", new ServedLog(ownKey, 2).Note(2)))).Code);

        // Of one that is followed, among them the lines that another follower keeps.
        Assert.Equal(ExitCode.Ok, (await FollowAsync(await ServeAsync(log), "--key", key)).Code);
        Assert.Equal(ExitCode.Ok, (await GossipAsync(early, late, mine, Path.Combine(new FollowService(_workspace.Context).DirectoryOf("log.example/one"), "seen"))).Code);
        Assert.Equal(ExitCode.CheckFailed, (await GossipAsync(other)).Code);
        Assert.Equal(SplitKind.Forked, Assert.Single(new FollowService(_workspace.Context).List()).Alarm!.Kind);

        foreach (var bad in (string[])[Keep("junk", "junk"u8.ToArray()), Keep("lines", "{\"at\":1}\n"u8.ToArray()), Path.Combine(_workspace.Path, "none")])
        {
            try
            {
                Assert.Equal(ExitCode.NotKnown, (await GossipAsync(bad)).Code);
            }
            catch (WorkspaceException e)
            {
                Assert.Contains(bad, e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_checkpoint_that_one_witness_cosigned_and_that_is_not_published_for_want_of_others_is_no_rollback()
    {
        await using (var own = await _workspace.OpenLogAsync())
        {
            await DataDirectory.AppendAsync(own, 0);
        }

        var mine = Path.Combine(_workspace.Path, "log", ILogResources.Checkpoint);
        var keys = VerifierKey.ParseList(await File.ReadAllTextAsync(Path.Combine(_workspace.Path, "log", "keys"), Cancellation));
        var witness = new Witness(Path.Combine(_workspace.Path, "witness"), _witnessKey, keys, _workspace.Time);
        var at = await ServeAsync(app => WitnessEndpoints.Map(app, witness));
        var absent = SigningKey.New("witness.example/w2", SignatureType.Cosignature);
        string Policy(string quorum) =>
            $"log {keys[0]}\nwitness w1 {_witnessKey.Verifier} {at}\nwitness w2 {absent.Verifier} http://127.0.0.1:1/\ngroup both all w1 w2\nquorum {quorum}\n";

        // The policy is newer than the checkpoint: asked for one, the log has it cosigned although nothing was added.
        using var client = new HttpClient();
        await using (var own = await OpenAsync("w1"))
        {
            Assert.False(TrustPolicy.Parse(Policy("w1")).IsCosigned(SignedNote.Parse(await File.ReadAllBytesAsync(mine, Cancellation))));
            await own.PublishAsync();
            Assert.True(TrustPolicy.Parse(Policy("w1")).IsCosigned(SignedNote.Parse(await File.ReadAllBytesAsync(mine, Cancellation))));
        }

        await using (var own = await OpenAsync("both"))
        {
            await Assert.ThrowsAnyAsync<IOException>(() => DataDirectory.AppendAsync(own, 1));
        }

        var published = SignedCheckpoint.Parse(await File.ReadAllBytesAsync(mine, Cancellation)).Checkpoint;
        var cosigned = witness.Checkpoint(Digest.Of(System.Text.Encoding.UTF8.GetBytes(keys[0].Name)).ToString())!;
        Assert.Equal((1, 2), (published.Size, SignedCheckpoint.Parse(cosigned).Checkpoint.Size));
        Assert.Equal((ExitCode.Ok, null), await GossipAsync(Keep("cosigned", cosigned)));

        // One of as many leaves with another root is an alarm all the same.
        var ownKey = SigningKey.Parse((await File.ReadAllTextAsync(Path.Combine(_workspace.Path, "keys", "log"), Cancellation)).Trim());
        Assert.Equal(ExitCode.CheckFailed, (await GossipAsync(Keep("other-two", new ServedLog(ownKey, 2).Note(2)))).Code);

        Task<RecordLog> OpenAsync(string quorum) => Task.Run(() => RecordLog.Over(
            FileStore.Open(_workspace.Path, new LogOptions { Witnesses = new CosignatureClient(TrustPolicy.Parse(Policy(quorum)), client) }), _workspace.Time));
    }

    private string Keep(string name, byte[] note)
    {
        var path = Path.Combine(_workspace.Path, name);
        File.WriteAllBytes(path, note);
        return path;
    }

    private Task<string> ServeAsync(ILogResources log) => ServeAsync(app => TileEndpoints.Map(app, log));

    private async Task<string> ServeAsync(Action<WebApplication> map)
    {
        var started = new TaskCompletionSource<string>();
        _servers.Add(TileHost.RunAsync(
            "127.0.0.1:0",
            map,
            at =>
            {
                started.SetResult(at);
                return Task.CompletedTask;
            },
            _stop.Token));
        return await started.Task;
    }

    private Task<(int Code, string Out, string Error)> FollowAsync(params string[] arguments) => RunAsync(["follow", .. arguments, "--once"]);

    private async Task<(int Code, string? Problem)> GossipAsync(params string[] arguments)
    {
        var (code, text, _) = await RunAsync(["gossip", .. arguments, "--json"]);
        return (code, JsonElement.Parse(text).EnumerateArray().Select(r => r.TryGetProperty("problem", out var problem) ? problem.GetString() : null).FirstOrDefault(p => p is not null));
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var parse = LogCommand.Create().Parse([.. arguments.Where(a => a != "--json")]);
        Assert.Empty(parse.Errors);
        var invocation = new Invocation(parse, _workspace.Context, arguments.Contains("--json"), Spectre.Console.AnsiConsole.Console, output, error);
        var code = arguments[0] == "follow" ? await LogFollow.RunAsync(invocation, Cancellation) : await LogGossip.RunAsync(invocation, Cancellation);
        return (code, output.ToString().Trim(), error.ToString());
    }
}
