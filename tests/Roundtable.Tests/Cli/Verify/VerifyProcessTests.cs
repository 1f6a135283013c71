using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Verify;

/// <summary>From a session to a stranger's desk: prove, export, verify, with the program as it is started.</summary>
public sealed class VerifyProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly DirectoryInfo _desk = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;
    private readonly RoundtableProcess _stranger;

    public VerifyProcessTests()
    {
        _program = new RoundtableProcess(_data.FullName);
        _stranger = new RoundtableProcess(_desk.FullName);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _data.Delete(recursive: true);
        _desk.Delete(recursive: true);
    }

    [Fact]
    public async Task A_stranger_checks_a_leaf_a_log_and_that_nothing_was_taken_back()
    {
        await RunAsync(_program, "ask", "Should we?", "-o", "Yes", "-o", "No");
        var key = (await File.ReadAllTextAsync(Path.Combine(_data.FullName, "log", "keys"), Cancellation)).Trim();
        var kept = Path.Combine(_desk.FullName, "kept");
        await File.WriteAllTextAsync(kept, await RunAsync(_program, "log", "checkpoint"), Cancellation);

        using var shown = JsonDocument.Parse(await RunAsync(_program, "log", "show", "1", "--json"));
        Assert.Equal("model-output", shown.RootElement.GetProperty("leaf").GetProperty("kind").GetString());
        Assert.Contains("SIMULATED", await RunAsync(_program, "ask", "Should we not?", "-o", "Yes", "-o", "No"), StringComparison.Ordinal);

        var proof = Path.Combine(_desk.FullName, "leaf.tlog-proof");
        await RunAsync(_program, "log", "prove", "1", "--out", proof, "--open", "output");
        var told = await RunAsync(_stranger, "verify", proof, "--key", key);
        Assert.Contains("Signed by the key you gave", told, StringComparison.Ordinal);
        Assert.Contains("SIMULATED", told, StringComparison.Ordinal);
        Assert.Contains("Its output", told, StringComparison.Ordinal);
        Assert.Contains("Not opened: prompt", told, StringComparison.Ordinal);

        var bundle = Path.Combine(_desk.FullName, "log.tar");
        await RunAsync(_program, "log", "export", "--out", bundle, "--session", "last");
        Assert.Contains("SIMULATED", await RunAsync(_stranger, "verify", bundle), StringComparison.Ordinal);
        await RunAsync(_stranger, "verify", bundle, "--key", key, "--from", kept);
        Assert.Contains("that was kept", await RunAsync(_program, "log", "verify", "--from", kept), StringComparison.Ordinal);
        await RunAsync(_program, "log", "fsck");
        Assert.False(Directory.Exists(Path.Combine(_desk.FullName, "log")));

        var bytes = await File.ReadAllBytesAsync(bundle, Cancellation);
        bytes[5000] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes, Cancellation);
        var broken = await _stranger.RunAsync(Cancellation, "verify", bundle);
        Assert.Equal(ExitCode.CheckFailed, broken.Code);
        Assert.Contains("does not hold", broken.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotated_key_signs_from_then_on()
    {
        await RunAsync(_program, "ask", "Should we?", "-o", "Yes", "-o", "No");
        var old = (await File.ReadAllTextAsync(Path.Combine(_data.FullName, "log", "keys"), Cancellation)).Trim();
        using var rotated = JsonDocument.Parse(await RunAsync(_program, "log", "rotate-key", "--json"));
        var fresh = rotated.RootElement.GetProperty("key").GetString()!;
        Assert.NotEqual(old, fresh);
        await RunAsync(_program, "log", "verify", "--key", fresh);
        Assert.Equal(ExitCode.CheckFailed, (await _program.RunAsync(Cancellation, "log", "verify", "--key", old)).Code);
    }

    [Theory]
    [InlineData(ExitCode.NotFound, "has no leaves", "log", "show", "0")]
    [InlineData(ExitCode.NotFound, "There is no file nowhere", "verify", "nowhere")]
    [InlineData(ExitCode.Usage, "--key takes a public key", "verify", "nowhere", "--key", "x")]
    [InlineData(ExitCode.NotFound, "There is no file nowhere", "log", "verify", "--from", "nowhere")]
    [InlineData(ExitCode.NotFound, "has no leaves", "log", "export", "--out", "/dev/null")]
    public async Task Mistakes_are_told_in_a_sentence(int code, string said, params string[] args)
    {
        var result = await _stranger.RunAsync(Cancellation, args);
        Assert.Equal(code, result.Code);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(RoundtableProcess program, params string[] args)
    {
        var (code, output, error) = await program.RunAsync(Cancellation, args);
        Assert.True(code == ExitCode.Ok, output + error);
        return output;
    }
}
