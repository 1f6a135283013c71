using System.Security.Cryptography;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Scanning;

/// <summary>The secret that the salts of commitments are made from: one for a data directory, readable by its owner alone.</summary>
public static class ScanSecret
{
    private const int Length = 32;

    /// <summary>Reads the secret, or makes it.</summary>
    /// <exception cref="WorkspaceException">When the file is not what it should be.</exception>
    public static byte[] Read(string dataDirectory)
    {
        PrivateFiles.CreateDirectory(dataDirectory);
        var path = Path.Combine(dataDirectory, "scan-secret");
        if (!File.Exists(path))
        {
            // Of two that make it at once the first one's stays.
            var scratch = $"{path}.{Environment.ProcessId}";
            PrivateFiles.Replace(scratch, RandomNumberGenerator.GetBytes(Length));
            try
            {
                File.Move(scratch, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(scratch);
            }
        }

        var secret = File.ReadAllBytes(path);
        return secret.Length == Length
            ? secret
            : throw new WorkspaceException(
                ErrorKind.BadData,
                $"{Neutralise.Line(path)} is damaged: {Length} bytes are expected. Without it no row of an earlier scan can be proved; restore it from a "
                    + $"copy.");
    }
}
