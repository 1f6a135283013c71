using System.Text;
using Roundtable.Record.Checkpoints;

namespace Roundtable.Record.Storage;

/// <summary>Replaces the key that signs a log's checkpoints.</summary>
public static class KeyRotation
{
    /// <summary>Where in a log's resources the words of old keys for new ones are, by the new key's id.</summary>
    public const string Folder = "rotations";

    /// <summary>
    /// Gives a log a new secret key. The old public key stays, so what it signed can still be verified; where the old secret
    /// key is at hand it signs the new one.
    /// </summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="lost">Whether the old secret key may be missing.</param>
    /// <exception cref="DamagedLogException">When it is missing all the same, or there is no log.</exception>
    /// <exception cref="LogInUseException">When the log is open for appending.</exception>
    public static VerifierKey Rotate(string directory, bool lost)
    {
        using var taken = DirectoryLock.Take(directory);
        var published = LogKeys.ReadPublic(directory);
        if (published is not [.., var last])
        {
            throw new DamagedLogException(Path.Combine(DataPaths.Log(directory), LogKeys.PublicName), null, null, "there is no log yet, so there is no key to replace");
        }

        var old = LogKeys.ReadSecret(directory);
        if (old is null && !lost)
        {
            throw new DamagedLogException(LogKeys.SecretPath(directory), null, null, "the old key is missing; say --lost if it cannot be found");
        }

        var fresh = SigningKey.New(last.Name);
        PrivateFiles.Replace(LogKeys.SecretPath(directory) + ".next", Encoding.UTF8.GetBytes(fresh.ToSecret() + "\n"));
        if (old is not null)
        {
            var path = Path.Combine(DataPaths.Log(directory), Folder, fresh.Verifier.IdText);
            PrivateFiles.Replace(path, Word(old, fresh));
        }

        // Published before it signs: at every moment the checkpoint is signed by a key that is listed.
        LogKeys.WritePublic(directory, [.. published, fresh.Verifier]);
        File.Move(LogKeys.SecretPath(directory) + ".next", LogKeys.SecretPath(directory), overwrite: true);
        PrivateFiles.FlushDirectory(Path.GetDirectoryName(LogKeys.SecretPath(directory))!);
        return fresh.Verifier;
    }

    /// <summary>The old key's word for the new one: a note that both have signed.</summary>
    public static byte[] Word(SigningKey old, SigningKey fresh) =>
        SignedNote.Sign($"roundtable/key-rotation/v1\n{old.Verifier}\n{fresh.Verifier}\n", old, fresh).ToBytes();

    /// <summary>Whether a path is that of such a word.</summary>
    public static bool IsPath(string path) =>
        path.Split('/') is [Folder, { Length: 8 } id] && id.All(char.IsAsciiHexDigitLower);
}
