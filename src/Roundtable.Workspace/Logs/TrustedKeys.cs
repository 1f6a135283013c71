using Roundtable.Record.Checkpoints;
using Roundtable.Record.Witnesses;

namespace Roundtable.Workspace.Logs;

/// <summary>Public keys on the command line: themselves, or files with one a line.</summary>
public static class TrustedKeys
{
    /// <summary>Reads the keys, and adds those of the policy.</summary>
    /// <exception cref="WorkspaceException">When one is no key.</exception>
    public static IReadOnlyList<VerifierKey> Read(string[]? given, TrustPolicy? policy)
    {
        try
        {
            return
            [
                .. (given ?? []).SelectMany(k => File.Exists(k) ? VerifierKey.ParseList(File.ReadAllText(k)) : [VerifierKey.Parse(k)]),
                .. policy?.Logs ?? [],
            ];
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--key takes a public key such as log/keys lists, or a file of them: {e.Message}", e);
        }
    }
}
