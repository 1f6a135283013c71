using System.Diagnostics;
using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Record.Fsck;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;

namespace Roundtable.Tests.Record.Storage;

/// <summary>
/// A text that reached a pack and whose leaf never became durable: no leaf names it, so that no erasure would find it. It must be in no file once the log was
/// opened for writing, and what leaves name must be.
/// </summary>
public sealed class UnnamedContentTests : IDisposable
{
    private const string Variable = "ROUNDTABLE_TEST_KILLED_BEFORE_LEAF";
    private const string Mark = "a recognisable text";

    private readonly DataDirectory _data = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("write", 10)]
    [InlineData("write", Journal.MaxContent + 1)]
    [InlineData("flush", 10)]
    public async Task What_a_killed_process_left_without_a_leaf_is_gone_when_the_log_is_opened(string call, int length)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await KillAsync(call, length);
        Assert.NotEmpty(FilesWith(Mark)); // or the test would prove nothing
        var before = await VerifyAsync();
        Assert.Null(before.Damage);
        var isLogged = before.Leaves == 4;
        Assert.Equal((0, isLogged ? 0 : 2), (before.Unnamed, before.Unfinished)); // the text and its openings
        await using (var log = await _data.OpenAsync())
        {
            Assert.Equal(before.Leaves, log.Size);
            Assert.Equal(isLogged, FilesWith(Mark).Count > 0);
            Assert.Equal(isLogged, await log.ContentAsync(Text(length).Digest, Cancellation) is not null);
            await AssertNamedAsync(log);
            await log.EraseAsync([.. (await log.ReadAsync(0, Cancellation).ToListAsync(Cancellation)).SelectMany(l => l.Leaf.Contents()).Select(c => c.Digest)], Cancellation);
        }

        Assert.Empty(FilesWith(Mark));
    }

    [Theory]
    [InlineData("journal", 10)]
    [InlineData("journal", Journal.MaxContent + 1)]
    [InlineData(".pack", 10)]
    public async Task What_a_group_that_failed_wrote_is_wiped_at_once(string file, int length)
    {
        var fails = false;
        var settings = new StorageSettings
        {
            BeforeWrite = path =>
            {
                if (fails && path.EndsWith(file, StringComparison.Ordinal))
                {
                    fails = false;
                    throw new IOException("Input/output error");
                }
            },
        };
        await using var log = await _data.OpenAsync(settings);
        await DataDirectory.AppendAsync(log, 1);
        fails = true;
        await Assert.ThrowsAsync<LogWriteException>(() => AppendTextAsync(log, length));
        Assert.Empty(FilesWith(Mark));
        Assert.Equal(1, (await AppendTextAsync(log, length)).Leaf); // and can be said again
        Assert.Equal(Text(length).Bytes, await log.ContentAsync(Text(length).Digest, Cancellation));
        var found = await VerifyAsync();
        Assert.Equal((null, 0, 0), (found.Damage, found.Unnamed, found.Unfinished));
    }

    [Fact]
    public async Task Stopped_at_any_write_or_flush_while_it_is_wiped_the_next_opening_finishes()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await KillAsync("write", Journal.MaxContent + 1);
        for (var point = 1; ; point++)
        {
            using var copy = _data.Snapshot();
            var left = point;
            var settings = new StorageSettings { BeforeWrite = _ => Count(), BeforeFlush = _ => Count() };
            var stopped = false;
            try
            {
                await using var log = await copy.OpenAsync(settings);
            }
            catch (IOException)
            {
                stopped = true;
            }

            using var found = copy.Snapshot(); // as a kill there would leave it
            await using (var log = await found.OpenAsync())
            {
                await AssertNamedAsync(log);
            }

            Assert.Empty(FilesWith(Mark, found.Path));
            Assert.DoesNotContain(DataDirectoryCheck.Run(found.Path, Cancellation), f => f.IsDamage && f.File.StartsWith(Path.Combine(found.Path, "content"), StringComparison.Ordinal)); // a snapshot loses the modes of keys
            if (!stopped)
            {
                Assert.InRange(point, 10, 60);
                return;
            }

            void Count()
            {
                if (--left <= 0)
                {
                    throw new IOException("stopped");
                }
            }
        }
    }

    [Fact]
    public async Task What_an_earlier_version_left_is_told_and_erased_by_fsck_and_nothing_else_is()
    {
        await _data.FillAsync(3);
        await LeaveAsync();
        var found = await VerifyAsync();
        Assert.Equal((null, 1, 0), (found.Damage, found.Unnamed, found.Unfinished));
        await using (var log = await _data.OpenAsync())
        {
            Assert.NotEmpty(FilesWith(Mark)); // it is before the durable end, where every opening would have to look for its leaf
            Assert.Throws<LogInUseException>(() => DataDirectoryRepair.Run(_data.Path, Cancellation));
        }

        Assert.Contains(DataDirectoryCheck.Run(_data.Path, Cancellation), f => f.File == _data.Pack() && f.Problem.Contains("named by no leaf", StringComparison.Ordinal));
        Assert.Single(DataDirectoryRepair.Plan(_data.Path, Cancellation));
        Assert.NotEmpty(FilesWith(Mark)); // only planned
        var (repairs, kept) = DataDirectoryRepair.Run(_data.Path, Cancellation);
        Assert.Equal(("erase a content in it", null), (Assert.Single(repairs).Action, kept));
        Assert.Empty(FilesWith(Mark));
        Assert.Empty(DataDirectoryCheck.Run(_data.Path, Cancellation));
        Assert.Equal((null, 0), ((await VerifyAsync()).Damage, (await VerifyAsync()).Unnamed));
        await using var again = await _data.OpenAsync();
        await AssertNamedAsync(again);
    }

    [Fact]
    public async Task Where_something_is_damaged_nothing_is_taken_for_unnamed()
    {
        await _data.FillAsync(300);
        await LeaveAsync();
        File.Delete(_data.Tile("entries/000"));
        Assert.DoesNotContain(DataDirectoryRepair.Plan(_data.Path, Cancellation), r => r.Erased.Count > 0);
        Assert.Null((await VerifyAsync()).Unnamed);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(600)]
    public async Task Beside_an_older_durable_end_nothing_that_a_leaf_names_is_taken_away(int leaves)
    {
        await _data.FillAsync(1);
        var end = await File.ReadAllBytesAsync(_data.End, Cancellation);
        await _data.FillAsync(leaves);
        await LeaveAsync();
        await File.WriteAllBytesAsync(_data.End, end, Cancellation);
        await using (var log = await _data.OpenAsync())
        {
            await AssertNamedAsync(log);
        }

        Assert.Empty(FilesWith(Mark));
        Assert.Equal((null, 0), ((await VerifyAsync()).Damage, (await VerifyAsync()).Unnamed));
    }

    [Fact]
    public async Task A_content_that_its_leaf_does_not_name_is_not_recorded()
    {
        await using var log = await _data.OpenAsync();
        var leaf = new Leaf { Kind = LeafKind.Dataset, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of("d"u8) };
        await Assert.ThrowsAsync<ArgumentException>(() => log.AppendAsync(leaf, ["d"u8.ToArray(), Text(1).Bytes], Cancellation));
        Assert.Equal(0, log.Size);
        Assert.Empty(FilesWith(Mark));
    }

    /// <summary>Not a test of its own: what the killed process runs.</summary>
    [Fact]
    public async Task The_writer_that_is_killed_before_its_leaf()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var path, var call, var length])
        {
            return;
        }

        var armed = false;
        var settings = new StorageSettings { BetweenCheckpoints = TimeSpan.FromHours(1), BeforeWrite = file => Die("write", file), BeforeFlush = file => Die("flush", file) };
        await using var log = await RecordLog.OpenAsync(path, TimeProvider.System, new LogOptions(), settings, default);
        for (var i = 0; i < 3; i++)
        {
            await DataDirectory.AppendAsync(log, i);
        }

        armed = true;
        await AppendTextAsync(log, int.Parse(length, System.Globalization.CultureInfo.InvariantCulture));

        void Die(string what, string file)
        {
            if (armed && what == call && file.EndsWith("journal", StringComparison.Ordinal))
            {
                Process.GetCurrentProcess().Kill();
            }
        }
    }

    private static (byte[] Bytes, Digest Digest) Text(int length)
    {
        var bytes = Encoding.UTF8.GetBytes($"{Mark} {new string('x', length)}");
        return (bytes, Digest.Of(bytes));
    }

    private static Task<Receipt> AppendTextAsync(RecordLog log, int length)
    {
        var (bytes, digest) = Text(length);
        return log.AppendAsync(new Leaf { Kind = LeafKind.Dataset, Time = DateTimeOffset.UnixEpoch, Document = digest }, [bytes], default);
    }

    private static async Task AssertNamedAsync(RecordLog log)
    {
        foreach (var content in (await log.ReadAsync(0, Cancellation).ToListAsync(Cancellation)).SelectMany(l => l.Leaf.Contents()))
        {
            Assert.NotNull(await log.ContentAsync(content.Digest, Cancellation));
        }
    }

    private async Task KillAsync(string call, int length)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, ["-method", $"{typeof(UnnamedContentTests).FullName}.{nameof(The_writer_that_is_killed_before_its_leaf)}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Variable] = FormattableString.Invariant($"{_data.Path}|{call}|{length}") },
        };
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.NotEqual(0, process.ExitCode);
    }

    /// <summary>What a version without this care left: a content in the pack, before the durable end, that no leaf names.</summary>
    private async Task LeaveAsync()
    {
        var (bytes, digest) = Text(10);
        var entry = new byte[PackEntry.HeaderLength + bytes.Length];
        PackEntry.WriteHeader(entry, bytes.Length, digest);
        bytes.CopyTo(entry, PackEntry.HeaderLength);
        await File.WriteAllBytesAsync(_data.Pack(), [.. await File.ReadAllBytesAsync(_data.Pack(), Cancellation), .. entry], Cancellation);
        await File.WriteAllBytesAsync(_data.End, new ContentEnd(1, new FileInfo(_data.Pack()).Length).ToBytes(), Cancellation);
    }

    private async Task<Verification> VerifyAsync() => await LogVerifier.VerifyAsync(_data.Path, null, Cancellation);

    private List<string> FilesWith(string text) => FilesWith(text, _data.Path);

    private static List<string> FilesWith(string text, string directory) =>
        [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock" && Has(f, Encoding.UTF8.GetBytes(text)))];

    private static bool Has(string file, byte[] text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(text) >= 0;
    }
}
