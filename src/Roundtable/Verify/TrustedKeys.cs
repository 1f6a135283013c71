using System.CommandLine;
using Roundtable.CommandLine;
using Roundtable.Record.Checkpoints;

namespace Roundtable.Verify;

/// <summary>Public keys on the command line: themselves, or files with one a line.</summary>
internal static class TrustedKeys
{
    /// <summary><c>--key KEY</c>, any number of times.</summary>
    public static Option<string[]> Option(string description) => new("--key") { Description = description, HelpName = "KEY", DefaultValueFactory = _ => [] };

    /// <summary>Reads the keys.</summary>
    /// <exception cref="UserError">When one is no key.</exception>
    public static IReadOnlyList<VerifierKey> Read(string[]? given)
    {
        try
        {
            return [.. (given ?? []).SelectMany(k => File.Exists(k) ? VerifierKey.ParseList(File.ReadAllText(k)) : [VerifierKey.Parse(k)])];
        }
        catch (FormatException e)
        {
            throw new UserError(ExitCode.Usage, $"--key takes a public key such as log/keys lists, or a file of them: {e.Message}", e);
        }
    }
}
