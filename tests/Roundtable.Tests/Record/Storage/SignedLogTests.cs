using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;

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

        var secret = (await File.ReadAllTextAsync(Secret, Cancellation)).Split('+', 5)[^1].Trim(); // base64 has plus signs of its own
        foreach (var file in Directory.EnumerateFiles(_data.Path, "*", SearchOption.AllDirectories).Where(f => f != Secret))
        {
            Assert.DoesNotContain(secret, await File.ReadAllTextAsync(file, Encoding.Latin1, Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_lost_key_is_not_replaced_in_silence()
    {
        await _data.FillAsync(2);
        File.Delete(Secret);
        var error = await Assert.ThrowsAsync<DamagedLogException>(() => _data.FillAsync(1));
        Assert.Contains("rotate-key --lost", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Secret));
    }

    [Fact]
    public async Task A_key_that_is_given_signs_and_none_is_made()
    {
        var key = SigningKey.New("example.org/log");
        await using (await RecordLog.OpenAsync(_data.Path, TimeProvider.System, new LogOptions { Key = key }, new StorageSettings(), Cancellation))
        {
            Assert.False(File.Exists(Secret));
        }

        Assert.Equal(key.Verifier, (await LogVerifier.VerifyAsync(_data.Path, null, Cancellation)).SignedBy);
        var other = new LogOptions { Key = SigningKey.New("example.org/log") };
        await Assert.ThrowsAsync<DamagedLogException>(() => RecordLog.OpenAsync(_data.Path, TimeProvider.System, other, new StorageSettings(), Cancellation));
    }

    [Fact]
    public async Task After_a_rotation_old_and_new_checkpoints_verify_and_the_old_key_vouches_for_the_new()
    {
        await _data.FillAsync(2);
        var before = await File.ReadAllBytesAsync(_data.Checkpoint, Cancellation);
        var old = VerifierKey.ParseList(await File.ReadAllTextAsync(Keys, Cancellation))[0];
        var fresh = KeyRotation.Rotate(_data.Path, lost: false);
        Assert.Equal(old, (await LogVerifier.VerifyAsync(_data.Path, null, Cancellation)).SignedBy);
        await _data.FillAsync(1);
        var found = await LogVerifier.VerifyAsync(_data.Path, null, Cancellation);
        Assert.Null(found.Damage);
        Assert.Equal(fresh, found.SignedBy);
        Assert.True(SignedNote.Parse(before).IsSignedBy(old));
        Assert.Equal([old, fresh], VerifierKey.ParseList(await File.ReadAllTextAsync(Keys, Cancellation)));
        var vouched = SignedNote.Parse(await File.ReadAllBytesAsync(Path.Combine(_data.Path, "log", "rotations", $"{fresh.Id:x8}"), Cancellation));
        Assert.True(vouched.IsSignedBy(old) && vouched.IsSignedBy(fresh));
        Assert.Contains(fresh.ToString(), vouched.Text, StringComparison.Ordinal);
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
