using System.Diagnostics;
using System.Globalization;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;

namespace Roundtable.Tests.Record.Storage;

/// <summary>A process that may have so much memory and no more appends contents that do not fit into it: what it acknowledged is there, and nothing else is half there.</summary>
public sealed class MemoryLimitTests : IDisposable
{
    private const string Variable = "ROUNDTABLE_TEST_LITTLE_MEMORY";
    private const long Limit = 256L << 20;

    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Where_memory_runs_out_an_append_fails_and_the_log_goes_on_or_refuses()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
        {
            return;
        }

        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"{typeof(MemoryLimitTests).FullName}.{nameof(The_writer_with_little_memory)}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                [Variable] = _data.Path,
                ["DOTNET_GCHeapHardLimit"] = Limit.ToString("x", CultureInfo.InvariantCulture),
            },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var lines = await File.ReadAllLinesAsync(Path.Combine(_data.Path, "told"), TestContext.Current.CancellationToken);
        var acknowledged = lines.Where(l => l.StartsWith("ok ", StringComparison.Ordinal)).Select(l => l.Split(' ')).ToList();
        Assert.True(lines.Any(l => l.StartsWith("no memory", StringComparison.Ordinal)), $"memory never ran out: {output}");
        Assert.True(acknowledged.Count > 3, output);
        await using (var log = await _data.OpenAsync())
        {
            var leaves = await log.ReadAsync(0, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
            Assert.All(acknowledged, a => Assert.Equal(a[2], leaves[int.Parse(a[1], CultureInfo.InvariantCulture)].Hash.ToString()));
        }

        var found = await LogVerifier.VerifyAsync(_data.Path, null, TestContext.Current.CancellationToken);
        Assert.Equal((null, 0, 0), (found.Damage, found.Unnamed, found.Unfinished));
    }

    /// <summary>Not a test of its own: what the process with little memory runs.</summary>
    [Fact]
    public async Task The_writer_with_little_memory()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } path)
        {
            return;
        }

        await using var told = new StreamWriter(Path.Combine(path, "told")) { AutoFlush = true };
        await using var log = await RecordLog.OpenAsync(path, TimeProvider.System, default);
        var content = new byte[40 << 20];
        for (var i = 0; i < 24; i++)
        {
            await AppendAsync(DataDirectory.AppendAsync(log, i));
            if (i % 6 == 0)
            {
                // Several in one group need several times as much at once.
                await Task.WhenAll(Enumerable.Range(0, 1 + (i / 3)).Select(n => AppendAsync(Task.Run(() => AppendLongAsync(log, content, (100 * i) + n)))));
            }
        }

        async Task AppendAsync(Task<Receipt> append)
        {
            string line;
            try
            {
                var receipt = await append;
                line = $"ok {receipt.Leaf} {receipt.Hash}";
            }
            catch (OutOfMemoryException)
            {
                line = "no memory";
            }
            catch (IOException e)
            {
                line = $"refused: {e.Message}";
            }

            lock (told)
            {
                told.WriteLine(line);
            }
        }
    }

    private static Task<Receipt> AppendLongAsync(RecordLog log, byte[] content, int number)
    {
        byte[] own = [.. content, .. BitConverter.GetBytes(number)];
        return log.AppendAsync(new Leaf { Kind = LeafKind.Dataset, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of(own) }, [own], default);
    }
}
