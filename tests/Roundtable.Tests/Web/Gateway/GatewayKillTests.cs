using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Postgres;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;

namespace Roundtable.Tests.Web.Gateway;

/// <summary>Gateways that are killed under load: no caller ever saw a finished answer that is not in the log.</summary>
public sealed partial class GatewayKillTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const int Callers = 8;
    private const int Lanes = 2; // logs at a time: starting a process takes longer than everything else here
    private const string Path = "/lab/v1/chat/completions";
    private const string Answer = """{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}""";

    private static readonly byte[] _stream = Encoding.UTF8.GetBytes(
        "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hello\"},\"finish_reason\":null}]}\n\n"
        + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");

    [Fact]
    public Task A_log_in_files_has_every_answer_that_was_seen_finished() => Task.WhenAll(
        Enumerable.Range(0, Lanes).Select(lane => RunAsync(lane, TestDepth.Of(16, 1000) / Lanes, 1, new Dictionary<string, string>(StringComparer.Ordinal))));

    [Fact]
    public async Task A_log_in_a_database_has_every_answer_that_two_gateways_showed_finished()
    {
        var directory = Directory.CreateTempSubdirectory("roundtable-key-");
        await using (await RecordLog.OpenAsync(directory.FullName, TimeProvider.System, TestContext.Current.CancellationToken))
        {
        }

        var key = (await File.ReadAllTextAsync(Directory.EnumerateFiles(System.IO.Path.Combine(directory.FullName, "keys")).First(), TestContext.Current.CancellationToken)).Trim();
        directory.Delete(recursive: true);
        await RunAsync(0, TestDepth.Of(3, 1000), 2, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ROUNDTABLE_STORE"] = await postgres.NewDatabaseAsync(),
            ["ROUNDTABLE_LOG_KEY"] = key,
        });
    }

    private static async Task RunAsync(int seed, int kills, int gateways, Dictionary<string, string> variables)
    {
        var data = Directory.CreateTempSubdirectory("roundtable-kill-");
        var random = new Random(seed);
        ConcurrentBag<string> finished = [];
        await using var upstream = new RawUpstream((r, s) => s.SendAsync(
            r.Body.AsSpan().IndexOf("\"stream\":true"u8) >= 0
                ? (byte[])[.. RawUpstream.StreamHead(), .. RawUpstream.Chunk(_stream[..90]), .. RawUpstream.Chunk(_stream[90..]), .. RawUpstream.End]
                : RawUpstream.Whole(Answer)));
        await File.WriteAllTextAsync(
            System.IO.Path.Combine(data.FullName, "roundtable.yaml"), $"gateway: {{ upstreams: {{ lab: {{ address: '{upstream.Address}' }} }} }}", TestContext.Current.CancellationToken);
        for (int i = 0, early = 0; i < kills; i++)
        {
            List<(Process Process, string Address)> running = [];
            for (var g = 0; g < gateways; g++)
            {
                running.Add(await StartAsync(data.FullName, variables));
            }

            using var stop = new CancellationTokenSource();
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var before = finished.Count;
            var load = Enumerable.Range(0, Callers).Select(c => LoadAsync(running[c % gateways].Address, c % 4 < 2, finished, seen, stop.Token)).ToArray();
            await Task.WhenAny(seen.Task, Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            await Task.Delay(random.Next(0, 150), TestContext.Current.CancellationToken); // the moment is what is random here
            foreach (var (process, _) in running)
            {
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
                process.Dispose();
            }

            await stop.CancelAsync();
            await Task.WhenAll(load);
            if (finished.Count == before)
            {
                // A machine that is this busy: the kill proves nothing, and is made again.
                i--;
                Assert.True(++early <= kills, "nothing was answered before so many kills");
            }
            else if ((i + 1) % 50 == 0)
            {
                TestContext.Current.SendDiagnosticMessage($"{i + 1} of {kills} kills in lane {seed}, {finished.Count} answers seen");
            }
        }

        var program = new RoundtableProcess(data.FullName);
        Add(program, variables);
        var (code, output, error) = await program.RunAsync(TestContext.Current.CancellationToken, "log", "verify");
        Assert.True(code == 0, output + error);
        var recorded = await RecordedAsync(data.FullName, variables);
        Assert.DoesNotContain(finished, id => !recorded.Contains(id));
        data.Delete(recursive: true);
    }

    private static async Task LoadAsync(string address, bool stream, ConcurrentBag<string> finished, TaskCompletionSource seen, CancellationToken stop)
    {
        var body = stream ? """{"model":"m","stream":true}""" : """{"model":"m"}""";
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var caller = await (await RawCaller.SendAsync(address, Path, body)).ReadAsync();
                if (caller.Text.Contains("\"stop\"", StringComparison.Ordinal))
                {
                    finished.Add(caller.Header("x-roundtable-call")!);
                    seen.TrySetResult();
                }
            }
            catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
            {
                return; // it was killed
            }
        }
    }

    private static async Task<HashSet<string>> RecordedAsync(string data, Dictionary<string, string> variables)
    {
        var workspace = new WorkspaceContext(data, null, null, TimeProvider.System, variables);
        await using var log = await LogAccess.OpenReadOnlyAsync(workspace, TestContext.Current.CancellationToken);
        HashSet<string> calls = [];
        await foreach (var leaf in log.ReadAsync(0, TestContext.Current.CancellationToken))
        {
            calls.Add(leaf.Leaf.Call ?? "");
        }

        return calls;
    }

    private static async Task<(Process Process, string Address)> StartAsync(string data, Dictionary<string, string> variables)
    {
        var program = new RoundtableProcess(data);
        Add(program, variables);
        var process = program.Start("gateway", "--listen", "127.0.0.1:0");
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (AddressLine().Match(line) is { Success: true } match)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return (process, match.Groups[1].Value);
            }
        }

        throw new InvalidOperationException("The gateway did not start.");
    }

    private static void Add(RoundtableProcess program, Dictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
        {
            program.Variables[name] = value;
        }
    }

    [GeneratedRegex("^The gateway is at (http://[^ ]+)$", RegexOptions.NonBacktracking)]
    private static partial Regex AddressLine();
}
