using System.Diagnostics;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;

namespace Roundtable.Tests.Record.Storage;

/// <summary>The process dies at each write and each flush in turn; what it had acknowledged is there, and no checkpoint contradicts another.</summary>
public sealed class CrashPointTests : IDisposable
{
    private const string Variable = "ROUNDTABLE_TEST_CRASH_POINT";
    private const int Leaves = 260;

    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task At_every_write_and_flush_the_disk_holds_all_that_was_acknowledged()
    {
        List<(DataDirectory Disk, int Acknowledged)> crashes = [];
        List<Receipt> receipts = [];
        var settings = new StorageSettings
        {
            BetweenCheckpoints = TimeSpan.Zero,
            SegmentBytes = 20_000,
            BeforeWrite = _ => Crash(),
            BeforeFlush = _ => Crash(),
        };
        await using (var log = await _data.OpenAsync(settings))
        {
            for (var i = 0; i < Leaves; i++)
            {
                receipts.Add(await DataDirectory.AppendAsync(log, i));
            }
        }

        Assert.InRange(crashes.Count, 30, 120);
        Checkpoint? before = null;
        foreach (var (disk, acknowledged) in crashes)
        {
            using (disk)
            {
                var published = File.Exists(disk.Checkpoint) ? SignedCheckpoint.Parse(await File.ReadAllBytesAsync(disk.Checkpoint)).Checkpoint : null;
                await using (var log = await disk.OpenAsync())
                {
                    Assert.True(log.Size >= acknowledged, $"{log.Size} leaves, {acknowledged} acknowledged");
                    Assert.Equal(receipts.Take(acknowledged).Select(r => r.Hash), await log.ReadAsync(0, default).Take(acknowledged).Select(l => l.Hash).ToListAsync());
                    await DataDirectory.AppendAsync(log, 9999);
                }

                using var store = FileStore.OpenReadOnly(disk.Path);
                foreach (var kept in new[] { before, published }.OfType<Checkpoint>().Where(c => c.Size > 0))
                {
                    Assert.Null((await LogVerifier.VerifyAsync(store, [], kept, null, default)).Damage);
                }

                before = published ?? before;
            }
        }

        void Crash()
        {
            lock (crashes) // tiles are written beside the writing thread
            {
                // Every one of the first, then a few of the many, and all around a full tile.
                if (crashes.Count < 14 || receipts.Count is > 254 and < 258 || (receipts.Count % 50 == 0 && crashes.Count(c => c.Acknowledged == receipts.Count) < 3))
                {
                    crashes.Add((_data.Snapshot(), receipts.Count));
                }
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(22)]
    [InlineData(31)]
    public async Task A_process_killed_at_a_point_loses_nothing_it_acknowledged(int point)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"{typeof(CrashPointTests).FullName}.{nameof(The_writer_that_dies)}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Variable] = $"{_data.Path}|{point}" },
        };
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
        var path = Path.Combine(_data.Path, "acknowledged");
        var acknowledged = File.Exists(path) ? await File.ReadAllLinesAsync(path) : [];
        await using var log = await _data.OpenAsync();
        Assert.Equal(acknowledged, (await log.ReadAsync(0, default).ToListAsync()).Take(acknowledged.Length).Select(l => l.Hash.ToString()));
        Assert.Null((await LogVerifier.VerifyAsync(log.Store, [], null, null, default)).Damage);
    }

    /// <summary>Not a test of its own: what the killed process runs.</summary>
    [Fact]
    public async Task The_writer_that_dies()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var path, var text])
        {
            return;
        }

        var left = int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var settings = new StorageSettings { BetweenCheckpoints = TimeSpan.Zero, BeforeWrite = _ => Count(), BeforeFlush = _ => Count() };
        await using var log = await RecordLog.OpenAsync(path, TimeProvider.System, new LogOptions(), settings, default);
        for (var i = 0; ; i++)
        {
            var receipt = await DataDirectory.AppendAsync(log, i);
            await File.AppendAllTextAsync(Path.Combine(path, "acknowledged"), $"{receipt.Hash}\n");
        }

        void Count()
        {
            if (--left == 0)
            {
                Process.GetCurrentProcess().Kill();
            }
        }
    }
}
