using System.Buffers;
using System.Security.Cryptography;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Scanning;

/// <summary>The secret that the salts of commitments are made from: one for a data directory, readable by its owner alone.</summary>
public static class ScanSecret
{
    private const int Length = 32;

    /// <summary>Reads the secret, or makes it.</summary>
    /// <exception cref="WorkspaceException">When the file is not what it should be.</exception>
    /// <exception cref="NewerFormatException">When a newer program wrote it.</exception>
    public static byte[] Read(string dataDirectory)
    {
        PrivateFiles.CreateDirectory(dataDirectory);
        var path = Path.Combine(dataDirectory, "scan-secret");
        if (!File.Exists(path))
        {
            // Of two that make it at once the first one's stays.
            var scratch = $"{path}.{Environment.ProcessId}";
            Lines(scratch).Write([Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length))]);
            try
            {
                File.Move(scratch, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(scratch);
            }
        }

        // Those of before are the bytes themselves.
        var bytes = File.ReadAllBytes(path);
        return bytes.Length == Length ? bytes : Parse(path) ?? throw new WorkspaceException(
            ErrorKind.BadData,
            $"{Neutralise.Line(path)} is damaged: a version and {2 * Length} hexadecimal digits are expected. Without it no row of an earlier scan can be "
                + $"proved; restore it from a backup.");
    }

    private static byte[]? Parse(string path)
    {
        var secret = new byte[Length];
        return Lines(path).Read() is [{ Length: 2 * Length } digits]
            && Convert.FromHexString(digits, secret, out _, out _) == OperationStatus.Done ? secret : null;
    }

    private static VersionedLines Lines(string path) => new(path, "scan-secret", 1);
}
