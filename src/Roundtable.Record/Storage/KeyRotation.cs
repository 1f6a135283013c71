using Roundtable.Record.Checkpoints;
using Roundtable.Record.Files;

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
        LogLayout.ThrowIfNewer(directory);
        var published = LogKeys.ReadPublic(directory);
        if (published is not [.., var last])
        {
            throw new DamagedLogException(Path.Combine(DataPaths.Log(directory), LogKeys.PublicName), null, null, "there is no log yet, so there is no key to replace");
        }

        return Replace(LogKeys.SecretPath(directory), last.Name, lost, (fresh, word) =>
        {
            if (word is not null)
            {
                PrivateFiles.Replace(Path.Combine(DataPaths.Log(directory), Folder, fresh.IdText), word);
            }

            LogKeys.WritePublic(directory, [.. published, fresh]);
        });
    }

    /// <summary>Replaces the secret key in a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="origin">The log's name.</param>
    /// <param name="lost">Whether the old key may be missing.</param>
    /// <param name="publish">Lists the new public key, with the old one's word for it where there is one.</param>
    /// <exception cref="DamagedLogException">When the old key is missing all the same.</exception>
    public static VerifierKey Replace(string path, string origin, bool lost, Action<VerifierKey, byte[]?> publish)
    {
        var old = KeyFile.Read(path);
        if (old is null && !lost)
        {
            throw new DamagedLogException(path, null, null, "the old key is missing; say --lost if it cannot be found");
        }

        var fresh = SigningKey.New(origin);
        KeyFile.Write(path + ".next", fresh);

        // Published before it signs: at every moment the checkpoint is signed by a key that is listed.
        publish(fresh.Verifier, old is null ? null : Word(old, fresh));
        File.Move(path + ".next", path, overwrite: true);
        PrivateFiles.FlushDirectory(Path.GetDirectoryName(path)!);
        return fresh.Verifier;
    }

    /// <summary>The old key's word for the new one: a note that both have signed.</summary>
    private static byte[] Word(SigningKey old, SigningKey fresh) =>
        SignedNote.Sign($"roundtable/key-rotation/v1\n{old.Verifier}\n{fresh.Verifier}\n", old, fresh).ToBytes();

    /// <summary>Whether a path is that of such a word.</summary>
    public static bool IsPath(string path) =>
        path.Split('/') is [Folder, { Length: 8 } id] && id.All(char.IsAsciiHexDigitLower);
}
