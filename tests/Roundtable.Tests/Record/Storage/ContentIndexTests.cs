using System.Globalization;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;

namespace Roundtable.Tests.Record.Storage;

public sealed class ContentIndexTests : IDisposable
{
    private readonly DataDirectory _data = new();

    private string IndexPath => Path.Combine(_data.Path, "content", ContentIndex.FileName);

    public void Dispose() => _data.Dispose();

    [Fact]
    public void It_gives_back_every_place_through_growth_and_reopening()
    {
        var directory = Directory.CreateDirectory(Path.Combine(_data.Path, "content")).FullName;
        const int places = 20_000;
        using (var index = ContentIndex.Open(RealDisk.Instance, directory, writable: true, new ContentEnd(1, 0), anew: false))
        {
            for (var i = 0; i < places; i++)
            {
                index.Add(Name(i), 1 + (i % 3), 100L * i);
                index.Add(Name(i), 1 + (i % 3), 100L * i);
            }

            index.Add(Name(7), 9, (1L << 39) + 5);
            Assert.Equal(places + 1, index.Count);
            index.Flush(new ContentEnd(3, 17));
        }

        foreach (var writable in (bool[])[true, false])
        {
            using var again = ContentIndex.Open(RealDisk.Instance, directory, writable, new ContentEnd(3, 17), anew: false);
            Assert.Equal(new ContentEnd(3, 17), again.Covered);
            for (var i = 0; i < places; i++)
            {
                Assert.Contains((1 + (i % 3), 100L * i), again.Find(Name(i)));
            }

            Assert.Contains((9, (1L << 39) + 5), again.Find(Name(7)));
            Assert.Empty(again.Find(Name(places)));
        }
    }

    [Fact]
    public void What_killed_processes_put_in_without_counting_it_fills_no_table()
    {
        var directory = Directory.CreateDirectory(Path.Combine(_data.Path, "content")).FullName;
        using (var index = ContentIndex.Open(RealDisk.Instance, directory, writable: true, new ContentEnd(1, 0), anew: false))
        {
            index.Flush(new ContentEnd(1, 0));
        }

        // Each process takes in what the one before had not made durable, and more, and is killed before it notes how much that is.
        for (var process = 1; process <= 12; process++)
        {
            using var index = ContentIndex.Open(RealDisk.Instance, directory, writable: true, new ContentEnd(1, 0), anew: false);
            for (var i = 0; i < 900 * process; i++)
            {
                index.Add(Name(i), 1, i);
            }

            Assert.Equal([(1, 5L)], index.Find(Name(5)));
            Assert.Empty(index.Find(Name(900 * process)));
        }

        using var last = ContentIndex.Open(RealDisk.Instance, directory, writable: true, new ContentEnd(1, 0), anew: false);
        for (var i = 0; i < 900 * 12; i++)
        {
            Assert.Equal([(1, (long)i)], last.Find(Name(i)));
        }
    }

    [Fact]
    public async Task An_index_that_is_missing_torn_or_of_other_packs_is_made_again()
    {
        await _data.FillAsync(20);
        var good = await File.ReadAllBytesAsync(IndexPath);
        foreach (var bad in (byte[]?[])[null, [], good[..50], good[..^1], [.. good[..12], 9, .. good[13..]], [.. good[..24], 0xFF, .. good[25..]], new byte[good.Length]])
        {
            if (bad is null)
            {
                File.Delete(IndexPath);
            }
            else
            {
                await File.WriteAllBytesAsync(IndexPath, bad);
            }

            await using (var reader = await RecordLog.OpenReadOnlyAsync(_data.Path, default))
            {
                Assert.NotNull(await reader.ContentAsync(Digest.Of("o 3"u8), default));
            }

            await using var log = await _data.OpenAsync();
            for (var i = 0; i < 20; i++)
            {
                Assert.NotNull(await log.ContentAsync(Digest.Of(DataDirectory.Bytes(string.Create(CultureInfo.InvariantCulture, $"o {i}"))), default));
            }
        }
    }

    [Fact]
    public async Task A_place_that_is_wrong_is_not_believed_and_a_content_that_is_there_is_found_all_the_same()
    {
        await _data.FillAsync(3);
        var bytes = await File.ReadAllBytesAsync(IndexPath);
        var random = new Random(3);
        for (var i = 64; i < bytes.Length; i++)
        {
            bytes[i] = bytes[i] == 0 ? (byte)0 : (byte)random.Next(1, 256);
        }

        await File.WriteAllBytesAsync(IndexPath, bytes);
        await using var log = await _data.OpenAsync();
        Assert.Equal(DataDirectory.Bytes("o 1"), await log.ContentAsync(Digest.Of("o 1"u8), default));
        await log.DisposeAsync();
        ContentIndexReset.Run(_data.Path);
        Assert.Null((await LogVerifier.VerifyAsync(_data.Path, null, default)).Damage);
    }

    private static Digest Name(int i) => Digest.Of(DataDirectory.Bytes(string.Create(CultureInfo.InvariantCulture, $"{i}")));
}
