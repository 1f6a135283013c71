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

    [Fact]
    public async Task A_log_that_lost_its_checkpoint_is_not_begun_again_under_the_same_key()
    {
        await _data.FillAsync(3);
        File.Delete(_data.Checkpoint);
        await DamagedAsync("a checkpoint of 3 leaves");

        // Nor where the public keys, tiles and contents went too: the secret key has signed.
        Directory.Delete(Path.Combine(_data.Path, "log"), recursive: true);
        Directory.Delete(Path.Combine(_data.Path, "content"), recursive: true);
        File.Delete(_data.Journal);
        await DamagedAsync("a checkpoint of 3 leaves");

        // A key about which nothing is known, as from a version before.
        File.Delete(Signed);
        await DamagedAsync("secret key");
        File.Delete(Secret);
        await _data.FillAsync(1);
        Assert.Null((await LogVerifier.VerifyAsync(_data.Path, null, Cancellation)).Damage);
    }

    [Theory]
    [InlineData("tile")]
    [InlineData("content")]
    public async Task Tiles_or_contents_without_a_checkpoint_are_damage(string left)
    {
        await _data.FillAsync(3);
        var tiles = Path.Combine(_data.Path, "log", "tile");
        foreach (var file in Directory.GetFiles(_data.Path, "*", SearchOption.AllDirectories).Where(f => !f.StartsWith(left == "tile" ? tiles : Path.Combine(_data.Path, "content"), StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        await DamagedAsync(left);
        Assert.False(File.Exists(Secret));
    }

    [Fact]
    public async Task An_older_copy_of_the_log_is_refused_by_what_was_signed()
    {
        await _data.FillAsync(2);
        using var older = _data.Snapshot();
        await _data.FillAsync(2);
        File.Copy(Signed, older.Path + "/keys/log.signed", overwrite: true);
        var found = (await LogVerifier.VerifyAsync(older.Path, null, Cancellation)).Damage!;
        Assert.Contains("the log has 2 leaves, but its key has signed a checkpoint of 4", found.Problem, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DamagedLogException>(() => older.FillAsync(1));
        Assert.Equal(2, SignedCheckpoint.Parse(await File.ReadAllBytesAsync(older.Checkpoint, Cancellation)).Checkpoint.Size);
    }

    [Fact]
    public async Task Another_log_under_the_same_key_is_refused()
    {
        await _data.FillAsync(2);
        using var fork = _data.Snapshot();
        await fork.FillAsync(1);
        await using (var log = await _data.OpenAsync())
        {
            await DataDirectory.AppendAsync(log, 17);
        }

        File.Copy(Signed, fork.Path + "/keys/log.signed", overwrite: true);
        Assert.Contains("was signed for them", (await LogVerifier.VerifyAsync(fork.Path, null, Cancellation)).Damage!.Problem, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DamagedLogException>(() => fork.FillAsync(1));
    }

    [Fact]
    public async Task Losing_the_public_keys_forgets_none_of_them()
    {
        await _data.FillAsync(1);
        KeyRotation.Rotate(_data.Path, lost: false);
        await _data.FillAsync(1);
        var keys = await File.ReadAllBytesAsync(Keys, Cancellation);
        File.Delete(Keys);
        Assert.NotNull((await LogVerifier.VerifyAsync(_data.Path, null, Cancellation)).Damage);
        await _data.FillAsync(0);
        Assert.Equal(keys, await File.ReadAllBytesAsync(Keys, Cancellation));
        Assert.Null((await LogVerifier.VerifyAsync(_data.Path, null, Cancellation)).Damage);
    }

    private async Task DamagedAsync(string said)
    {
        var files = Directory.GetFiles(_data.Path, "*", SearchOption.AllDirectories).Count(f => !f.EndsWith("lock", StringComparison.Ordinal));
        Assert.Contains(said, (await LogVerifier.VerifyAsync(_data.Path, null, Cancellation)).Damage!.Problem, StringComparison.Ordinal);
        Assert.Contains(said, (await Assert.ThrowsAsync<DamagedLogException>(() => _data.FillAsync(1))).Problem, StringComparison.Ordinal);
        Assert.Contains(Roundtable.Record.Fsck.DataDirectoryCheck.Run(_data.Path, Cancellation), f => f.IsDamage);
        Assert.Equal(files, Directory.GetFiles(_data.Path, "*", SearchOption.AllDirectories).Count(f => !f.EndsWith("lock", StringComparison.Ordinal)));
    }

    private string Signed => Path.Combine(_data.Path, "keys", "log.signed");

    private string Secret => Path.Combine(_data.Path, "keys", "log");

    private string Keys => Path.Combine(_data.Path, "log", "keys");
}
