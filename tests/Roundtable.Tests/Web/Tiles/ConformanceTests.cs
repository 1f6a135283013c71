using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Witnesses;
using Roundtable.Tests.Record.Following;
using Roundtable.Tests.Samples;
using Roundtable.Web.Tiles;

namespace Roundtable.Tests.Web.Tiles;

/// <summary>The conformance kit, written in Go by the specifications, holds our log and witness to them, and is itself held to a log and witness that are not ours.</summary>
public sealed class ConformanceTests : IDisposable
{
    private static readonly Lazy<Task<string>> _kit = new(BuildAsync);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-");
    private readonly SigningKey _key = SigningKey.New("log.example/one");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(700)]
    [InlineData(66_000)]
    public async Task Our_log_conforms(int leaves)
    {
        var kept = Path.Combine(_directory.FullName, "kept");
        await File.WriteAllBytesAsync(kept, new ServedLog(_key, leaves / 2).Note(leaves / 2), Cancellation);
        await ServeAsync(app => TileEndpoints.Map(app, new ServedLog(_key, leaves)), async at =>
            AssertConforms(await RunAsync("log", at, _key.Verifier.ToString(), kept)));
    }

    [Fact]
    public async Task A_log_that_does_not_is_told()
    {
        foreach (var (spoil, told) in ((Action<ServedLog>, string)[])[
            (log => log.Files["tile/0/000"][0] ^= 1, "has the entries of the tree"), (log => log.Files["tile/entries/001"][3] ^= 1, "has the entries of the tree"),
            (log => log.Files["checkpoint"][^9] ^= 1, "is signed by the key"), (log => log.Files.TryRemove("tile/1/000.p/2", out _), "tile/1/000.p/2 is served")])
        {
            var log = new ServedLog(_key, 700);
            spoil(log);
            await ServeAsync(app => TileEndpoints.Map(app, log), async at =>
            {
                var (code, lines) = await RunAsync("log", at, _key.Verifier.ToString());
                Assert.Equal(1, code);
                Assert.Contains(lines, l => l.StartsWith("FAILED", StringComparison.Ordinal) && l.Contains(told, StringComparison.Ordinal));
            });
        }
    }

    [Fact]
    public async Task Our_witness_conforms()
    {
        var (_, keys) = await RunAsync("new-log", "log.example/kit");
        var own = SigningKey.New("witness.example/w1", SignatureType.Cosignature);
        var witness = new Witness(Path.Combine(_directory.FullName, "witness"), own, [VerifierKey.Parse(keys[1])], TimeProvider.System);
        await ServeAsync(app => WitnessEndpoints.Map(app, witness), async at => AssertConforms(await RunAsync("witness", at, own.Verifier.ToString(), keys[0])));
    }

    [Fact]
    public async Task A_witness_that_cosigns_anything_is_told()
    {
        var (_, keys) = await RunAsync("new-log", "log.example/kit");
        var own = SigningKey.New("witness.example/w1", SignatureType.Cosignature);
        await ServeAsync(
            app => app.MapPost("/add-checkpoint", async (HttpContext context) =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var parts = (await reader.ReadToEndAsync(Cancellation)).Split("\n\n");
                return own.Sign(parts[^2] + "\n", DateTimeOffset.UtcNow).ToString();
            }),
            async at =>
            {
                var (code, lines) = await RunAsync("witness", at, own.Verifier.ToString(), keys[0]);
                Assert.Equal(1, code);
                Assert.InRange(lines.Count(l => l.StartsWith("FAILED", StringComparison.Ordinal)), 15, 60);
                Assert.Contains(lines, l => l.StartsWith("FAILED a checkpoint of another history", StringComparison.Ordinal));
            });
    }

    [Fact]
    public async Task The_kit_agrees_with_a_log_and_a_witness_that_are_not_ours_and_so_do_we()
    {
        using var log = await StartAsync("serve-log", "log.example/go", "700");
        var at = (await log.StandardOutput.ReadLineAsync(Cancellation))!;
        var key = (await log.StandardOutput.ReadLineAsync(Cancellation))!;
        AssertConforms(await RunAsync("log", at, key));
        using var http = new HttpClient();
        var followed = Roundtable.Record.Following.FollowedLog.Open(Path.Combine(_directory.FullName, "followed"));
        var follower = new Roundtable.Record.Following.LogFollower(followed, [VerifierKey.Parse(key)], null, TimeProvider.System);
        var shown = new Roundtable.Workspace.Following.LogOverHttp(new Uri(at), http, Cancellation);
        Assert.Equal(700, Assert.IsType<Roundtable.Record.Following.FollowStep.Advanced>(follower.Advance(at, shown, Cancellation)).To.Size);
        log.Kill();

        var (_, keys) = await RunAsync("new-log", "log.example/kit");
        using var witness = await StartAsync("serve-witness", "witness.example/go", keys[1]);
        at = (await witness.StandardOutput.ReadLineAsync(Cancellation))!;
        AssertConforms(await RunAsync("witness", at, (await witness.StandardOutput.ReadLineAsync(Cancellation))!, keys[0]));
        witness.Kill();
    }

    private static void AssertConforms((int Code, string[] Lines) run)
    {
        Assert.DoesNotContain(run.Lines, l => l.StartsWith("FAILED", StringComparison.Ordinal));
        Assert.Equal(0, run.Code);
        Assert.InRange(run.Lines.Length, 17, 200);
    }

    private static async Task ServeAsync(Action<WebApplication> map, Func<string, Task> use)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await TileHost.RunAsync(
            "127.0.0.1:0",
            map,
            async at =>
            {
                await use(at);
                await stop.CancelAsync();
            },
            stop.Token);
    }

    private static async Task<(int Code, string[] Lines)> RunAsync(params string[] arguments)
    {
        using var process = await StartAsync(arguments);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<Process> StartAsync(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(await _kit.Value, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;

    /// <summary>Builds the kit by its own script.</summary>
    private static async Task<string> BuildAsync()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "conformance");
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "tests", "conformance", "run"), ["new-log", "x"]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["CONFORMANCE_PROGRAM"] = program;
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(0, process.ExitCode);
        return program;
    }
}
