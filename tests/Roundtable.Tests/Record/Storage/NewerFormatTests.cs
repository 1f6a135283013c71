using Roundtable.Record.Files;
using Roundtable.Record.Fsck;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;

namespace Roundtable.Tests.Record.Storage;

/// <summary>What a newer program wrote is refused with one sentence, by readers and writers, and stays as it is.</summary>
public sealed class NewerFormatTests : IDisposable
{
    private readonly DataDirectory _data = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Layout => Path.Combine(_data.Path, "layout");

    private string Index => Path.Combine(_data.Path, "content", "index");

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("layout", "roundtable/log-layout/v2\n", "roundtable/log-layout/v3\n", 3)]
    [InlineData("layout", "roundtable/log-layout/v2\n", "roundtable/log-layout/v12\n", 12)]
    [InlineData("content/000001.pack", "RTPACK1\n", "RTPACK2\n", 2)]
    [InlineData("content/index", "RTINDEX1", "RTINDEX7", 7)]
    [InlineData("journal", "RTGROUP\n", "RTGROUP2", 2)]
    public async Task A_newer_file_is_refused_and_stays_as_it_is(string file, string start, string newer, int version)
    {
        using var crashed = await CrashedAsync();
        var path = Path.Combine(crashed.Path, file);
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        Assert.StartsWith(start, System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path, [.. DataDirectory.Bytes(newer), .. bytes[start.Length..]], Cancellation);
        var before = Contents(crashed.Path);

        var read = Assert.Throws<NewerFormatException>(() => FileStore.OpenReadOnly(crashed.Path));
        var written = await Assert.ThrowsAsync<NewerFormatException>(() => crashed.OpenAsync());
        Assert.Equal(path, written.Path);
        Assert.Equal(read.Message, written.Message);
        Assert.StartsWith($"{path} has format version {version}, and this program reads versions up to {(file == "layout" ? 2 : 1)}: ", written.Message, StringComparison.Ordinal);
        Assert.Contains($"version {version}", (await LogVerifier.VerifyAsync(crashed.Path, null, Cancellation)).Damage!.Problem, StringComparison.Ordinal);
        Assert.Equal(before, Contents(crashed.Path));
    }

    /// <summary>The pack after the last that was durable is cut where it is torn; a newer one is not torn.</summary>
    [Fact]
    public async Task A_newer_pack_that_was_never_durable_is_not_cut()
    {
        await _data.FillAsync(2);
        await File.WriteAllTextAsync(_data.Pack(2), "RTPACK2\nwhatever", Cancellation);
        await Assert.ThrowsAsync<NewerFormatException>(() => _data.OpenAsync());
        Assert.Equal("RTPACK2\nwhatever", await File.ReadAllTextAsync(_data.Pack(2), Cancellation));
    }

    [Fact]
    public async Task A_newer_index_is_not_made_again_on_demand()
    {
        await _data.FillAsync(2);
        var bytes = await File.ReadAllBytesAsync(Index, Cancellation);
        bytes[7] = (byte)'2';
        await File.WriteAllBytesAsync(Index, bytes, Cancellation);
        Assert.Throws<NewerFormatException>(() => ContentIndexReset.Run(_data.Path));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Index, Cancellation));
    }

    [Fact]
    public async Task A_newer_directory_gets_no_new_key_and_no_judgement()
    {
        await _data.FillAsync(2);
        await File.WriteAllTextAsync(Layout, "roundtable/log-layout/v3\n", Cancellation);
        var before = Contents(_data.Path);
        Assert.Throws<NewerFormatException>(() => KeyRotation.Rotate(_data.Path, lost: true));
        Assert.Throws<NewerFormatException>(() => ContentIndexReset.Run(_data.Path));
        var finding = Assert.Single(DataDirectoryCheck.Run(_data.Path, Cancellation));
        Assert.Equal((Layout, true), (finding.File, finding.IsDamage));
        Assert.Equal(before, Contents(_data.Path));
    }

    [Fact]
    public async Task A_directory_from_before_there_was_a_layout_file_gets_one_when_it_is_written()
    {
        await _data.FillAsync(2);
        File.Delete(Layout);
        File.Delete(Path.Combine(_data.Path, "keys", "log.signed"));
        FileStore.OpenReadOnly(_data.Path).Dispose();
        Assert.False(File.Exists(Layout));
        Assert.DoesNotContain(DataDirectoryCheck.Run(_data.Path, Cancellation), f => f.IsDamage);
        await _data.FillAsync(1);
        Assert.Equal("roundtable/log-layout/v2\n", await File.ReadAllTextAsync(Layout, Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("roundtable/log-layout/v2")]
    [InlineData("roundtable/log-layout/v02\n")]
    [InlineData("roundtable/log-layout/v0\n")]
    [InlineData("roundtable/witness-layout/v1\n")]
    public async Task A_layout_that_says_something_else_is_damage(string text)
    {
        await _data.FillAsync(1);
        await File.WriteAllTextAsync(Layout, text, Cancellation);
        Assert.Equal(Layout, (await Assert.ThrowsAsync<DamagedLogException>(() => _data.OpenAsync())).File);
        Assert.Equal(text, await File.ReadAllTextAsync(Layout, Cancellation));
    }

    /// <summary>A directory whose journal holds a group that no checkpoint speaks of.</summary>
    private async Task<DataDirectory> CrashedAsync()
    {
        await _data.FillAsync(3);
        await using var log = await _data.OpenAsync(new StorageSettings { BetweenCheckpoints = TimeSpan.FromHours(1) });
        await DataDirectory.AppendAsync(log, 3);
        return _data.Snapshot();
    }

    private static List<(string, string)> Contents(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(f => Path.GetFileName(f) != "lock")
            .Select(f => (f, Convert.ToHexString(File.ReadAllBytes(f)))),
    ];
}
