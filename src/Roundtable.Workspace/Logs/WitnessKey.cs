using Roundtable.Record.Checkpoints;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Logs;

/// <summary>The key of the witness that runs in a data directory.</summary>
public static class WitnessKey
{
    /// <summary>Reads the key, or makes it.</summary>
    /// <param name="workspace">The data directory.</param>
    /// <param name="name">The witness's name for a key that is made; null where none was given.</param>
    /// <exception cref="WorkspaceException">When a key has to be made and the name is missing or not accepted.</exception>
    public static SigningKey ReadOrMake(WorkspaceContext workspace, string? name)
    {
        var path = Path.Combine(workspace.DataDirectory, "keys", "witness");
        if (KeyFile.Read(path) is { } kept)
        {
            return kept;
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

        var key = SigningKey.New(name, SignatureType.Cosignature);
        KeyFile.Write(path, key);
        return key;
    }
}
