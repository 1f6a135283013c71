using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Storage;

namespace Roundtable.Tests.Record.Storage;

/// <summary>What the log commits to is signed, and nothing else is taken for it.</summary>
public sealed class SignedLogTests : IDisposable
{
    private readonly DataDirectory _data = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_checkpoint_is_a_note_signed_by_the_logs_own_key()
    {
        await _data.FillAsync(3);
        var note = SignedNote.Parse(await File.ReadAllBytesAsync(_data.Checkpoint, Cancellation));
        var key = VerifierKey.Parse((await File.ReadAllTextAsync(Keys, Cancellation)).TrimEnd('\n'));
        Assert.True(note.IsSignedBy(key));
        var checkpoint = Checkpoint.Parse(Encoding.UTF8.GetBytes(note.Text));
        Assert.Equal((3, key.Name), (checkpoint.Size, checkpoint.Origin));
        Assert.Equal(key, (await LogVerifier.VerifyAsync(_data.Path, null, Cancellation)).SignedBy);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Secret));
        }

        var secret = (await File.ReadAllTextAsync(Secret, Cancellation)).Split('+')[^1].Trim();
        foreach (var file in Directory.EnumerateFiles(_data.Path, "*", SearchOption.AllDirectories).Where(f => f != Secret))
        {
            Assert.DoesNotContain(secret, await File.ReadAllTextAsync(file, Encoding.Latin1, Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_log_begun_before_logs_were_signed_is_signed_when_it_is_next_written()
    {
        await _data.FillAsync(2);
        var note = SignedNote.Parse(await File.ReadAllBytesAsync(_data.Checkpoint, Cancellation));
        await File.WriteAllTextAsync(_data.Checkpoint, note.Text, Cancellation);
        File.Delete(Keys);
        File.Delete(Secret);
        Assert.Null((await LogVerifier.VerifyAsync(_data.Path, null, Cancellation)).SignedBy);
        await _data.FillAsync(0);
        Assert.NotNull((await LogVerifier.VerifyAsync(_data.Path, null, Cancellation)).SignedBy);
    }

    [Fact]
    public async Task A_checkpoint_without_the_logs_signature_is_damage()
    {
        await _data.FillAsync(2);
        var note = SignedNote.Parse(await File.ReadAllBytesAsync(_data.Checkpoint, Cancellation));
        var other = SigningKey.New(note.Signatures[0].KeyName);
        foreach (var forged in (byte[][])[Encoding.UTF8.GetBytes(note.Text), SignedNote.Sign(note.Text, other).ToBytes(), Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(note.ToBytes()).Replace("\n2\n", "\n1\n", StringComparison.Ordinal))])
        {
            await File.WriteAllBytesAsync(_data.Checkpoint, forged, Cancellation);
            var found = await LogVerifier.VerifyAsync(_data.Path, null, Cancellation);
            Assert.NotNull(found.Damage);
            await Assert.ThrowsAsync<DamagedLogException>(() => _data.FillAsync(1));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRIVATE+KEY+nonsense")]
    public async Task A_key_file_that_holds_something_else_is_named_and_not_replaced(string content)
    {
        await _data.FillAsync(1);
        await File.WriteAllTextAsync(Secret, content, Cancellation);
        var error = await Assert.ThrowsAsync<DamagedLogException>(() => _data.FillAsync(1));
        Assert.Equal(Secret, error.File);
        Assert.Equal(content, await File.ReadAllTextAsync(Secret, Cancellation));
    }

    private string Secret => Path.Combine(_data.Path, "keys", "log");

    private string Keys => Path.Combine(_data.Path, "log", "keys");
}
