using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Keys;

namespace Roundtable.Workspace.Logs;

/// <summary>The key of the witness that runs in a data directory.</summary>
public static class WitnessKey
{
    /// <summary>Reads the key, or makes it.</summary>
    /// <param name="workspace">The data directory.</param>
    /// <param name="name">The witness's name for a key that is made; null where none was given.</param>
    /// <param name="type">The algorithm of a key that is made: <see cref="SignatureType.Cosignature"/> or <see cref="SignatureType.MlDsaCosignature"/>.</param>
    /// <param name="held">The URI of a key in a PKCS#11 module to use from now on; null for the one that was used before, or a new one in a file.</param>
    /// <exception cref="WorkspaceException">
    /// When a key has to be made and the name is missing or not accepted, there is another key already, or the module cannot be used.
    /// </exception>
    public static SigningKey ReadOrMake(WorkspaceContext workspace, string? name, SignatureType type = SignatureType.Cosignature, string? held = null)
    {
        var path = Path.Combine(workspace.DataDirectory, "keys", "witness");
        var text = File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        if (held is not null && text is not null && text != held.Trim())
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"{path} has another key, and witnesses do not change theirs unnoticed: move the file away to begin with a new one.");
        }

        if (held is not null && type == SignatureType.MlDsaCosignature)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "A key in a PKCS#11 module cosigns with Ed25519: leave out either of the two options.");
        }

        if ((text ?? held) is { } uri && Pkcs11Uri.Is(uri))
        {
            var key = Pkcs11Key.Open(workspace, Pkcs11Uri.Parse(uri), SignatureType.Cosignature);
            if (text is null)
            {
                PrivateFiles.Replace(path, Encoding.UTF8.GetBytes(uri.Trim() + "\n"));
            }

            return key;
        }

        if (KeyFile.Read(path) is { } kept)
        {
            return kept.Verifier.Type == type || type == SignatureType.Cosignature ? kept : throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"{path} has a key of another algorithm, and witnesses do not change theirs unnoticed: move the file away to begin with a new one.");
        }

        if (name is null)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, "A witness needs a name when it is first started, as in --name witness.example.org/w1.");
        }

        if (!VerifierKey.IsName(name))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"'{name}' cannot name a witness: no spaces and no plus signs.");
        }

        var made = SigningKey.New(name, type);
        KeyFile.Write(path, made);
        return made;
    }
}
