using System.Diagnostics;
using System.IO.Pipes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Record.Storage;

/// <summary>A process that appends is killed without warning; whatever it was given a receipt for is there.</summary>
public sealed class KillTests
{
    private const string Variable = "ROUNDTABLE_TEST_KILLED_WRITER";

    [Fact]
    public async Task Every_receipt_given_before_a_kill_is_for_a_leaf_that_is_there()
    {
        if (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable(Variable) is not null)
        {
            return;
        }

        using var data = new DataDirectory();
        var promised = new List<(long Leaf, Digest Hash)>();
        int[] kills = [1, 50, 700, .. Enumerable.Range(1, TestDepth.Of(0, 97)).Select(k => 1 + (k * 37 % 300))];
        foreach (var receipts in kills)
        {
            promised.AddRange(await KillAfterAsync(data.Path, receipts));
            Assert.Null((await LogVerifier.VerifyAsync(data.Path, null, default)).Damage);
            await using var log = await data.OpenAsync();
            var leaves = await log.ReadAsync(0, default).ToListAsync();
            Assert.All(promised, p => Assert.Equal(p.Hash, leaves[(int)p.Leaf].Hash));
            foreach (var leaf in leaves)
            {
                Assert.NotNull(await log.ContentAsync(leaf.Leaf.Output!.Value, default));
            }
        }

        Assert.Null((await LogVerifier.VerifyAsync(data.Path, null, default)).Damage);
        Assert.Equal(promised.Count, promised.Select(p => p.Leaf).Distinct().Count());
    }

    /// <summary>Not a test of its own: what the killed process runs.</summary>
    [Fact]
    public async Task The_writer_that_is_killed()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var path, var pipe])
        {
            return;
        }

        using var parent = new StreamWriter(new AnonymousPipeClientStream(PipeDirection.Out, pipe)) { AutoFlush = true };
        await using var log = await RecordLog.OpenAsync(path, TimeProvider.System, default);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(writer => Task.Run(async () =>
        {
            for (var i = (int)log.Size * 1000; ; i++)
            {
                var receipt = await DataDirectory.AppendAsync(log, (32 * i) + writer);
                lock (parent)
                {
                    parent.WriteLine($"{receipt.Leaf} {receipt.Hash}");
                }
            }
        })));
    }

    private static async Task<List<(long Leaf, Digest Hash)>> KillAfterAsync(string path, int receipts)
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"{typeof(KillTests).FullName}.{nameof(The_writer_that_is_killed)}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Variable] = $"{path}|{pipe.GetClientHandleAsString()}" },
        };
        using var writer = Process.Start(start)!;
        pipe.DisposeLocalCopyOfClientHandle();
        using var reader = new StreamReader(pipe);
        var given = new List<(long, Digest)>();
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is [var leaf, { Length: 2 * Digest.Length } hash])
            {
                given.Add((long.Parse(leaf, System.Globalization.CultureInfo.InvariantCulture), Digest.Parse(hash)));
            }

            if (given.Count == receipts)
            {
                writer.Kill();
            }
        }

        await writer.WaitForExitAsync();
        Assert.True(given.Count >= receipts, await writer.StandardOutput.ReadToEndAsync());
        return given;
    }
}
