using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>Replaces the signing key of a log.</summary>
public static class KeyRotation
{
    /// <summary>Folder of the rotation statements in a log's resources; they are named by the new key's ID.</summary>
    public const string Folder = "rotations";

    /// <summary>
    /// Replaces the secret key of a log. The old public key stays listed, so that its signatures can still be verified. If the old secret key is
    /// available, it signs a statement about the new one.
    /// </summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="lost">Whether the old secret key may be missing.</param>
    /// <param name="old">The old key where it is held elsewhere; null where its file holds it.</param>
    /// <param name="held">The new key where it is held elsewhere, and what its file says of that; null for one that is generated.</param>
    /// <exception cref="DamagedLogException">When it is missing but not declared lost, or there is no log.</exception>
    /// <exception cref="LogInUseException">When the log is open for appending.</exception>
    public static VerifierKey Rotate(string directory, bool lost, SigningKey? old = null, (SigningKey Key, string Text)? held = null) =>
        Rotate(directory, lost, RealDisk.Instance, old, held);

    internal static VerifierKey Rotate(string directory, bool lost, IDisk disk, SigningKey? old = null, (SigningKey Key, string Text)? held = null)
    {
        using var taken = DirectoryLock.Take(directory, disk);
        LogLayout.ThrowIfNewer(directory, disk);
        var signed = SignedHead.Read(disk, directory);
        var listed = LogKeys.ReadPublic(directory, disk);
        var published = listed.Count > 0 || signed is { Largest.Size: > 0 } ? LogKeys.Merged(signed, listed) : [];
        if (published is not [.., var last])
        {
            var path = Path.Combine(LogLayout.Log(directory), LogKeys.PublicName);
            throw new DamagedLogException(path, null, null, "there is no log yet, so there is no key to replace");
        }

        if (published.Contains(held?.Key.Verifier))
        {
            throw new DamagedLogException(LogKeys.SecretPath(directory), null, null, "the new key is one of the log's keys already");
        }

        return Replace(disk, LogKeys.SecretPath(directory), last.Name, lost, old, held, (fresh, statement) =>
        {
            if (statement is not null)
            {
                disk.Replace(Path.Combine(LogLayout.Log(directory), Folder, fresh.IdText), statement);
            }

            (signed is null ? null : signed with { Keys = [.. published, fresh] })?.Write(disk, directory);
            LogKeys.WritePublic(directory, [.. published, fresh], disk);
        });
    }

    /// <summary>Replaces the secret key in a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="origin">The log's name.</param>
    /// <param name="lost">Whether the old key may be missing.</param>
    /// <param name="old">The old key where it is held elsewhere; null where the file holds it.</param>
    /// <param name="held">The new key where it is held elsewhere, and what the file says of that; null for one that is generated.</param>
    /// <param name="publish">Publishes the new public key and the rotation statement, if there is one.</param>
    /// <exception cref="DamagedLogException">When the old key is missing but not declared lost.</exception>
    public static VerifierKey Replace(
        string path, string origin, bool lost, SigningKey? old, (SigningKey Key, string Text)? held, Action<VerifierKey, byte[]?> publish) =>
        Replace(RealDisk.Instance, path, origin, lost, old, held, publish);

    private static VerifierKey Replace(
        IDisk disk,
        string path,
        string origin,
        bool lost,
        SigningKey? old,
        (SigningKey Key, string Text)? held,
        Action<VerifierKey, byte[]?> publish)
    {
        old ??= KeyFile.Read(disk, path);
        if (old is null && !lost)
        {
            throw new DamagedLogException(path, null, null, "the old key is missing; pass --lost if it cannot be recovered");
        }

        var fresh = held?.Key ?? SigningKey.New(origin);
        disk.Replace(path + ".next", Encoding.UTF8.GetBytes((held?.Text ?? fresh.ToSecret()) + "\n"));

        // Published before it signs, so that the checkpoint is signed by a listed key at any time.
        publish(fresh.Verifier, old is null ? null : Statement(old, fresh));
        disk.Rename(path + ".next", path);
        disk.FlushDirectory(Path.GetDirectoryName(path)!);
        return fresh.Verifier;
    }

    /// <summary>The rotation statement: a note about the new key, signed by both.</summary>
    private static byte[] Statement(SigningKey old, SigningKey fresh) =>
        SignedNote.Sign($"roundtable/key-rotation/v1\n{old.Verifier}\n{fresh.Verifier}\n", old, fresh).ToBytes();

    /// <summary>Whether a path is that of a rotation statement.</summary>
    public static bool IsPath(string path) =>
        path.Split('/') is [Folder, { Length: 8 } id] && id.All(char.IsAsciiHexDigitLower);
}
