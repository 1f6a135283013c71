using Roundtable.Record.Files;
using Roundtable.Record.Fsck;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Record.Storage;

/// <summary>docs/backup.md: a directory that is being written can be copied, file by file, if two files come first, tiles last, and some stay out.</summary>
public sealed class LiveCopyTests : IDisposable
{
    private static readonly string[] _first = ["log/checkpoint", "content/end"];
    private static readonly string[] _never = ["journal", "lock", "keys/log.signed", "log/checkpoint", "content/end"];

    private DataDirectory _data = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    /// <summary>Between any two files that are copied, leaves are appended and checkpoints made.</summary>
    [Fact]
    public async Task A_copy_of_a_directory_that_is_being_written_is_the_log_of_its_checkpoint()
    {
        for (var i = 0; i < TestDepth.Of(1, 25); i++)
        {
            // A log of its own each time: while it is copied it grows with the number of its files, and memory is finite.
            await CopiesAsync(i * 4);
            _data.Dispose();
            _data = new DataDirectory();
        }
    }

    private async Task CopiesAsync(int seed)
    {
        var settings = new StorageSettings { SegmentBytes = 100_000, BetweenCheckpoints = TimeSpan.FromHours(1) };
        await using var log = await _data.OpenAsync(settings);
        for (var i = seed; i < seed + 4; i++)
        {
            await WriteAsync(log, 1);
            await log.PublishAsync();
            var size = log.Size;
            using var copy = await CopyAsync(log, new Random(i));
            var found = await LogVerifier.VerifyAsync(copy.Path, null, Cancellation);
            Assert.True(found.Damage is null, found.Damage?.Message);
            Assert.Equal(size, found.Leaves);
            Assert.DoesNotContain(DataDirectoryCheck.Run(copy.Path, Cancellation), f => f.IsDamage);

            // It goes on from there.
            await using var restored = await copy.OpenAsync();
            Assert.Equal(size, restored.Size);
            await WriteAsync(restored, 1);
        }
    }

    private static async Task WriteAsync(RecordLog log, int leaves)
    {
        for (var i = 0; i < leaves; i++)
        {
            await DataDirectory.AppendAsync(log, (int)log.Size);
        }
    }

    private async Task<DataDirectory> CopyAsync(RecordLog log, Random random)
    {
        var copy = new DataDirectory();
        foreach (var name in _first)
        {
            Copy(name, copy);
        }

        // Whatever order a program takes them in; what it does not find any more, it leaves out.
        await CopyAllAsync("", copy, log, random);

        // A partial tile that was listed and is gone has given way to a full one, which was not listed.
        await CopyAllAsync("log/tile", copy, log, random);
        return copy;
    }

    private async Task CopyAllAsync(string folder, DataDirectory copy, RecordLog log, Random random)
    {
        var listed = Directory.GetFiles(Path.Combine(_data.Path, folder), "*", SearchOption.AllDirectories);
        var names = listed.Select(f => Path.GetRelativePath(_data.Path, f)).Except(_never, StringComparer.Ordinal).ToArray();
        random.Shuffle(names);
        foreach (var name in names)
        {
            await WriteAsync(log, random.Next(12));
            if (random.Next(3) == 0)
            {
                await log.PublishAsync();
            }

            Copy(name, copy);
        }
    }

    private void Copy(string name, DataDirectory copy)
    {
        var target = Path.Combine(copy.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        try
        {
            using var from = new FileStream(Path.Combine(_data.Path, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = PrivateFiles.Open(target, FileMode.Create, FileAccess.Write, FileShare.None);
            from.CopyTo(to);
        }
        catch (Exception e) when ((e is FileNotFoundException or DirectoryNotFoundException) && !_first.Contains(name, StringComparer.Ordinal))
        {
            // A tile whose full one was written, or a write under way.
        }
    }
}
