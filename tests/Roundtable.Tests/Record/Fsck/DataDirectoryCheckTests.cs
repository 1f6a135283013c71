using Roundtable.Record.Fsck;
using Roundtable.Record.Storage;
using Roundtable.Tests.Record.Storage;

namespace Roundtable.Tests.Record.Fsck;

public sealed class DataDirectoryCheckTests : IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task What_the_program_writes_is_what_the_format_says()
    {
        Assert.Empty(Run());
        foreach (var leaves in (int[])[0, 1, 255, 1, 40])
        {
            await _data.FillAsync(leaves);
            Assert.Empty(Run());
        }
    }

    [Fact]
    public async Task Every_flipped_bit_of_tiles_contents_and_checkpoint_is_damage()
    {
        await _data.FillAsync(2);
        var random = new Random(3);
        foreach (var file in new[] { _data.Tile("entries/000.p/2"), _data.Tile("0/000.p/2"), _data.Pack(), _data.Checkpoint })
        {
            var good = await File.ReadAllBytesAsync(file);
            for (var i = 0; i < good.Length; i++)
            {
                var bad = good.ToArray();
                bad[i] ^= (byte)(1 << random.Next(8));
                await File.WriteAllBytesAsync(file, bad);
                Assert.True(Run().Exists(f => f.IsDamage), $"byte {i} of {file}");
            }

            await File.WriteAllBytesAsync(file, good);
        }
    }

    [Fact]
    public async Task What_a_crash_leaves_over_is_told_and_is_no_damage()
    {
        await _data.FillAsync(1);
        await using var log = await _data.OpenAsync(new StorageSettings { BetweenCheckpoints = TimeSpan.FromHours(1) });
        await DataDirectory.AppendAsync(log, 1);
        await File.WriteAllTextAsync(_data.Checkpoint + ".new", "torn");
        var found = Run();
        Assert.Equal(3, found.Count);
        Assert.DoesNotContain(found, f => f.IsDamage);
    }

    [Fact]
    public async Task A_secret_key_that_others_may_read_is_damage()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await _data.FillAsync(1);
        File.SetUnixFileMode(Path.Combine(_data.Path, "keys", "log"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("secret key", Assert.Single(Run()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_tile_is_named_by_its_place()
    {
        await _data.FillAsync(300);
        File.Delete(_data.Tile("1/000.p/1"));
        Assert.Contains("missing", Assert.Single(Run()).Problem, StringComparison.Ordinal);
    }

    private List<Finding> Run() => [.. DataDirectoryCheck.Run(_data.Path, default)];
}
