using Roundtable.Record.Checkpoints;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;

namespace Roundtable.Tests.Record.Storage;

public sealed class FaultTests : IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(".pack")]
    [InlineData("journal")]
    public async Task A_full_disk_fails_the_append_and_leaves_the_log_as_it_was(string file)
    {
        var full = false;
        var settings = new StorageSettings { BeforeWrite = path => { if (full && path.EndsWith(file, StringComparison.Ordinal)) { File.AppendAllText(path, "torn"); throw new IOException("No space left on device"); } } };
        await using (var log = await _data.OpenAsync(settings))
        {
            await DataDirectory.AppendAsync(log, 1);
            full = true;
            var error = await Assert.ThrowsAsync<LogWriteException>(() => DataDirectory.AppendAsync(log, 2));
            Assert.Contains("No space", error.Message, StringComparison.Ordinal);
            Assert.Equal(1, log.Size);
            full = false;
            Assert.Equal(1, (await DataDirectory.AppendAsync(log, 3)).Leaf);
        }

        await using var again = await _data.OpenAsync();
        Assert.Equal(["r1", "r3"], await again.ReadAsync(0, default).Select(l => l.Leaf.Call).ToListAsync());
    }

    [Theory]
    [InlineData("journal")]
    public async Task After_a_failed_flush_nothing_is_taken_until_the_log_is_opened_anew(string file)
    {
        var failing = false;
        var settings = new StorageSettings { BeforeFlush = path => { if (failing && path.EndsWith(file, StringComparison.Ordinal)) { throw new IOException("Input/output error"); } } };
        await using (var log = await _data.OpenAsync(settings))
        {
            await DataDirectory.AppendAsync(log, 1);
            failing = true;
            await Assert.ThrowsAsync<LogWriteException>(() => DataDirectory.AppendAsync(log, 2));
            failing = false;
            var error = await Assert.ThrowsAsync<LogWriteException>(() => DataDirectory.AppendAsync(log, 3));
            Assert.Contains("Input/output error", error.Message, StringComparison.Ordinal);
            Assert.Equal(1, log.Size);
        }

        await using var again = await _data.OpenAsync();
        Assert.Equal(["r1"], await again.ReadAsync(0, default).Select(l => l.Leaf.Call).ToListAsync());
        Assert.Equal(1, (await DataDirectory.AppendAsync(again, 3)).Leaf);
    }

    [Fact]
    public async Task After_tiles_could_not_be_flushed_no_checkpoint_speaks_of_them_until_the_journal_has_written_them_again()
    {
        var failing = false;
        var settings = new StorageSettings { BetweenCheckpoints = TimeSpan.Zero, BeforeFlush = path => { if (failing && path.EndsWith("tile", StringComparison.Ordinal)) { failing = false; throw new IOException("Input/output error"); } } };
        await using (var log = await _data.OpenAsync(settings))
        {
            await DataDirectory.AppendAsync(log, 1);
            await log.PublishAsync(); // its checkpoint comes after the receipt
            failing = true;
            await DataDirectory.AppendAsync(log, 2); // durable in the journal
            var error = await Assert.ThrowsAsync<LogWriteException>(() => DataDirectory.AppendAsync(log, 3));
            Assert.Contains("Input/output error", error.Message, StringComparison.Ordinal);
            Assert.Equal(1, SignedCheckpoint.Parse(await File.ReadAllBytesAsync(_data.Checkpoint)).Checkpoint.Size);
        }

        await using var again = await _data.OpenAsync();
        Assert.Equal(2, again.Size);
        Assert.Equal(2, SignedCheckpoint.Parse(await File.ReadAllBytesAsync(_data.Checkpoint)).Checkpoint.Size);
        Assert.Null((await LogVerifier.VerifyAsync(again.Store, [], null, null, default)).Damage);
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_costs_nothing()
    {
        var full = false;
        var settings = new StorageSettings { BetweenCheckpoints = TimeSpan.Zero, BeforeWrite = path => { if (full && path.EndsWith("checkpoint", StringComparison.Ordinal)) { throw new IOException("No space left on device"); } } };
        await using (var log = await _data.OpenAsync(settings))
        {
            full = true;
            await DataDirectory.AppendAsync(log, 1);
            await DataDirectory.AppendAsync(log, 2);
        }

        await using var again = await _data.OpenAsync();
        Assert.Equal(2, again.Size);
    }
}
