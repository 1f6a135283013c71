using System.Diagnostics;
using System.Net;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Tiles;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Log;

/// <summary>The log served to strangers, and witnesses that keep it honest, as processes over real HTTP.</summary>
public sealed class ServersProcessTests : IDisposable
{
    private static readonly string[] _ask = ["ask", "Should we?", "-o", "Yes", "-o", "No"];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly List<DirectoryInfo> _others = [];
    private readonly List<Process> _servers = [];
    private readonly RoundtableProcess _program;

    public ServersProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var server in _servers)
        {
            server.Kill();
            server.WaitForExit();
            server.Dispose();
        }

        foreach (var directory in _others.Append(_data))
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_log_can_be_followed_over_HTTP()
    {
        await RunAsync(_program, _ask);
        var (_, lines) = await StartAsync(_program, 1, "log", "serve", "--listen", "127.0.0.1:0");
        using var client = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(lines[0].Split(" at ")[1] + "/") };
        using var checkpoint = await client.GetAsync("checkpoint", Cancellation);
        Assert.Equal("no-cache", checkpoint.Headers.CacheControl!.ToString());
        Assert.Equal("text/plain; charset=utf-8", checkpoint.Content.Headers.ContentType!.ToString());
        var size = SignedCheckpoint.Parse(await checkpoint.Content.ReadAsByteArrayAsync(Cancellation)).Checkpoint.Size;
        foreach (var tile in TilePath.Of(size))
        {
            using var answer = await client.GetAsync(tile.ToString(), Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.ToString());
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
            Assert.Equal(File.ReadAllBytes(Path.Combine(_data.FullName, "log", tile.ToString())), await answer.Content.ReadAsByteArrayAsync(Cancellation));
        }

        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "checkpoint"), Cancellation);
        Assert.Equal(checkpoint.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        using var zipped = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"tile/entries/000.p/{size}") { Headers = { { "Accept-Encoding", "gzip" } } }, Cancellation);
        Assert.Equal(["gzip"], zipped.Content.Headers.ContentEncoding);
        foreach (var path in (string[])["", "tile/0/001", "tile/0/000", "tile/0/000.p/255", "tile/0/0", "tile/0/..%2f..%2f..%2fkeys/log", "..%2fkeys%2flog", "journal", "rotations/..%2f..%2fkeys"])
        {
            using var answer = await client.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var post = await client.PostAsync("checkpoint", null, Cancellation);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        await RunAsync(_program, _ask); // serving takes no lock: another process goes on writing
    }

    [Fact]
    public async Task Two_of_three_witnesses_must_cosign_before_a_receipt_is_given()
    {
        await RunAsync(_program, "log", "checkpoint");
        var logKey = (await File.ReadAllTextAsync(Path.Combine(_data.FullName, "log", "keys"), Cancellation)).Trim();
        var witnesses = new List<(Process Process, string Line, RoundtableProcess Program, string Address)>();
        for (var i = 1; i <= 2; i++)
        {
            var program = new RoundtableProcess(NewDirectory());
            var (process, lines) = await StartAsync(program, 3, "log", "witness", "--log", logKey, "--name", $"w{i}", "--listen", "127.0.0.1:0");
            witnesses.Add((process, lines[2], program, lines[0].Split(" at http://")[1]));
        }

        var absent = SigningKey.New("w3", SignatureType.Cosignature).Verifier;
        var policy = Path.Combine(_data.FullName, "policy");
        await File.WriteAllTextAsync(policy, $"log {logKey}\n{witnesses[0].Line}\n{witnesses[1].Line}\nwitness w3 {absent} http://127.0.0.1:1\ngroup g 2 w1 w2 w3\nquorum g\n", Cancellation);
        await RunAsync(_program, _ask);
        var bundle = Path.Combine(_data.FullName, "bundle.tar");
        await RunAsync(_program, "log", "export", "--out", bundle);
        await RunAsync(_program, "verify", bundle, "--policy", policy);

        // One more gone: what is said is durable, but nobody is told that it counts.
        witnesses[1].Process.Kill();
        await witnesses[1].Process.WaitForExitAsync(Cancellation);
        var alone = await _program.RunAsync(Cancellation, _ask);
        Assert.NotEqual(ExitCode.Ok, alone.Code);
        Assert.Contains("too few cosignatures", alone.Error, StringComparison.Ordinal);
        await StartAsync(witnesses[1].Program, 3, "log", "witness", "--log", logKey, "--listen", witnesses[1].Address);
        await RunAsync(_program, "sessions", "resume");
        await RunAsync(_program, "log", "verify", "--policy", policy);
    }

    [Fact]
    public async Task A_stolen_key_cannot_rewrite_what_a_witness_has_cosigned()
    {
        await RunAsync(_program, _ask);
        var logKey = (await File.ReadAllTextAsync(Path.Combine(_data.FullName, "log", "keys"), Cancellation)).Trim();
        var (_, lines) = await StartAsync(new RoundtableProcess(NewDirectory()), 3, "log", "witness", "--log", logKey, "--name", "w", "--listen", "127.0.0.1:0");
        var policy = Path.Combine(_data.FullName, "policy");
        await File.WriteAllTextAsync(policy, $"log {logKey}\n{lines[2]}\nquorum w\n", Cancellation);
        await RunAsync(_program, _ask);

        // The thief has the key, the policy and all the time in the world, and writes a history of its own.
        var thief = new RoundtableProcess(NewDirectory())
        {
            Variables = { ["ROUNDTABLE_LOG_KEY"] = (await File.ReadAllTextAsync(Path.Combine(_data.FullName, "keys", "log"), Cancellation)).Trim() },
        };
        await RunAsync(thief, _ask);
        await RunAsync(thief, _ask);
        await RunAsync(thief, _ask);
        thief.Variables["ROUNDTABLE_LOG_POLICY"] = policy;
        var refused = await thief.RunAsync(Cancellation, "ask", "Should we not?", "-o", "Yes", "-o", "No");
        Assert.NotEqual(ExitCode.Ok, refused.Code);
        thief.Variables.Remove("ROUNDTABLE_LOG_POLICY");
        var forged = Path.Combine(_others[^1].FullName, "forged.tar");
        await RunAsync(thief, "log", "export", "--out", forged);
        Assert.Equal(ExitCode.CheckFailed, (await _program.RunAsync(Cancellation, "verify", forged, "--policy", policy)).Code);
        var honest = Path.Combine(_data.FullName, "honest.tar");
        await RunAsync(_program, "log", "export", "--out", honest);
        await RunAsync(_program, "verify", honest, "--policy", policy);
    }

    private string NewDirectory()
    {
        _others.Add(Directory.CreateTempSubdirectory("roundtable-"));
        return _others[^1].FullName;
    }

    private async Task<(Process Process, IReadOnlyList<string> Lines)> StartAsync(RoundtableProcess program, int lines, params string[] args)
    {
        var process = program.Start(args);
        _servers.Add(process);
        List<string> said = [];
        while (said.Count < lines)
        {
            said.Add(await process.StandardOutput.ReadLineAsync(Cancellation) ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(Cancellation)));
        }

        return (process, said);
    }

    private static async Task<string> RunAsync(RoundtableProcess program, params string[] args)
    {
        var (code, output, error) = await program.RunAsync(Cancellation, args);
        Assert.True(code == ExitCode.Ok, output + error);
        return output;
    }
}
