using System.Diagnostics;
using System.Globalization;
using Roundtable.Record.Proofs;
using Roundtable.Record.Storage;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Record.Verifying;

/// <summary>Go's sumdb packages, which know nothing of this project, check what it writes.</summary>
public sealed class GoVerifierTests : IDisposable
{
    private static readonly Lazy<Task<string>> _verifier = new(BuildAsync);

    private readonly DataDirectory _data = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    [InlineData(66_000)]
    public async Task Tiles_checkpoint_and_proofs_are_right(int leaves)
    {
        await FillAsync(leaves);
        var key = (await File.ReadAllTextAsync(Path.Combine(_data.Path, "log", "keys"), Cancellation)).Trim();
        List<string> arguments = [];
        using (var store = FileStore.OpenReadOnly(_data.Path))
        {
            foreach (var index in (int[])[0, leaves / 3, leaves - 1])
            {
                var path = Path.Combine(_data.Path, string.Create(CultureInfo.InvariantCulture, $"{index}.tlog-proof"));
                await File.WriteAllBytesAsync(path, LeafProof.Make(store, index, []).Proof.ToBytes(), Cancellation);
                arguments.Add(path);
            }
        }

        arguments.AddRange(((int[])[1, (leaves + 1) / 2, leaves]).Select(s => s.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal((0, $"ok {leaves}"), await RunAsync(await _verifier.Value, [Path.Combine(_data.Path, "log"), key, .. arguments]));
    }

    [Fact]
    public async Task It_does_find_what_is_wrong()
    {
        await FillAsync(300);
        var key = (await File.ReadAllTextAsync(Path.Combine(_data.Path, "log", "keys"), Cancellation)).Trim();
        var bytes = await File.ReadAllBytesAsync(_data.Tile("0/000"), Cancellation);
        bytes[700] ^= 1;
        await File.WriteAllBytesAsync(_data.Tile("0/000"), bytes, Cancellation);
        Assert.Equal(1, (await RunAsync(await _verifier.Value, Path.Combine(_data.Path, "log"), key)).Code);
    }

    private async Task FillAsync(int leaves)
    {
        await using var log = await _data.OpenAsync();
        foreach (var chunk in Enumerable.Range(0, leaves).Chunk(3000))
        {
            await Task.WhenAll(chunk.Select(i => DataDirectory.AppendAsync(log, i)));
        }
    }

    private static async Task<string> BuildAsync()
    {
        var source = Path.Combine(Repository.Root, "tests", "Roundtable.Tests", "Record", "Verifying", "verify.go");
        var program = Path.Combine(AppContext.BaseDirectory, "verify-tiles");
        if (!File.Exists(program) || File.GetLastWriteTimeUtc(program) < File.GetLastWriteTimeUtc(source))
        {
            Assert.Equal((0, ""), await RunAsync("env", "GO111MODULE=off", "GOPATH=/usr/share/gocode", $"GOCACHE={Path.Combine(AppContext.BaseDirectory, "go-cache")}", "go", "build", "-o", program, source));
        }

        return program;
    }

    private static async Task<(int Code, string Out)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output.Trim());
    }
}
