using System.CommandLine;

namespace Roundtable.Cli.Log;

/// <summary><c>--pkcs11 URI</c>: a key that is held by a PKCS#11 module.</summary>
internal static class Pkcs11Option
{
    /// <summary>The option.</summary>
    public static Option<string?> Create(string description) => new("--pkcs11") { Description = description, HelpName = "URI" };
}
