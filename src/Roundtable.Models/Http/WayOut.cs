using System.Security.Cryptography;
using Roundtable.Terms.Yaml;

namespace Roundtable.Models.Http;

/// <summary>What <c>roundtable.yaml</c> says of the way that calls take out of this computer.</summary>
/// <param name="Proxy">The proxy; null for that of the environment.</param>
/// <param name="Roots">Certificate authorities that are trusted besides the system's; null for none.</param>
public sealed record WayOut(Uri? Proxy, ExtraRoots? Roots)
{
    /// <summary>Where nothing is said.</summary>
    public static WayOut Unsaid { get; } = new(null, null);

    /// <summary>Reads <c>proxy</c> and <c>ca_file</c>; what is wrong with them is noted in the mapping.</summary>
    /// <param name="root">The configuration.</param>
    /// <param name="directory">Where a path that is not absolute starts.</param>
    public static WayOut Read(YamlMap root, string directory) => new(ReadProxy(root), ReadRoots(root, directory));

    /// <summary>The settings for calls.</summary>
    /// <param name="variables">Environment variables by name: <c>NO_PROXY</c> names hosts that are reached without the proxy.</param>
    public OutgoingSettings Settings(IReadOnlyDictionary<string, string> variables) =>
        OutgoingSettings.Create(Proxy, variables.GetValueOrDefault("NO_PROXY") ?? variables.GetValueOrDefault("no_proxy"), Roots);

    private static Uri? ReadProxy(YamlMap root)
    {
        if (root.Text("proxy") is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var proxy) || proxy.Scheme is not ("http" or "https"))
        {
            root.Problem("proxy", "'proxy' should be an address like http://proxy.example:3128.");
            return null;
        }

        if (proxy.UserInfo.Length > 0)
        {
            root.Problem(
                "proxy", "A password does not belong in a file: remove 'proxy', and put the address with user and password in the variable HTTPS_PROXY.");
            return null;
        }

        return proxy;
    }

    private static ExtraRoots? ReadRoots(YamlMap root, string directory)
    {
        if (root.Text("ca_file") is not { } name)
        {
            return null;
        }

        var path = Path.Combine(directory, name);
        try
        {
            return ExtraRoots.Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            root.Problem("ca_file", $"{path} cannot be read: {e.Message}");
        }
        catch (CryptographicException)
        {
            root.Problem("ca_file", $"{path} holds no certificates: write them in PEM, one 'BEGIN CERTIFICATE' block after the other.");
        }

        return null;
    }
}
