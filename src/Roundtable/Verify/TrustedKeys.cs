using System.CommandLine;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Witnesses;
using Roundtable.Workspace;

namespace Roundtable.Verify;

/// <summary>Public keys on the command line: themselves, or files with one a line.</summary>
internal static class TrustedKeys
{
    /// <summary><c>--key KEY</c>, any number of times.</summary>
    public static Option<string[]> Option(string description) => new("--key") { Description = description, HelpName = "KEY", DefaultValueFactory = _ => [] };

    /// <summary>Reads the keys, and adds those of the policy.</summary>
    /// <exception cref="WorkspaceException">When one is no key.</exception>
    public static IReadOnlyList<VerifierKey> Read(string[]? given, TrustPolicy? policy)
    {
        try
        {
            return [.. (given ?? []).SelectMany(k => File.Exists(k) ? VerifierKey.ParseList(File.ReadAllText(k)) : [VerifierKey.Parse(k)]), .. policy?.Logs ?? []];
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--key takes a public key such as log/keys lists, or a file of them: {e.Message}", e);
        }
    }
}
