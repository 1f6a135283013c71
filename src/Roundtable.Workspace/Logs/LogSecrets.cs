using System.Text;
using Roundtable.Models.Providers;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Secrets;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Keys;

namespace Roundtable.Workspace.Logs;

/// <summary>
/// The secrets that a workspace knows and never records: keys of connections, upstreams and tool servers, the secret that signs webhooks, the database's
/// password, and what the data directory keeps for itself. Tokens of callers are kept nowhere and recognised by their form.
/// </summary>
internal static class LogSecrets
{
    private const string PrivateKey = "PRIVATE+KEY+";
    private const int MaxKeyLength = 4096; // bytes; no file with a key is longer

    private static readonly SecretForm _token = new("a token of this program", AccessToken.Prefix, AccessToken.Digits);

    /// <summary>
    /// Reads what is known now. Where the configuration has errors nobody knows which variables hold keys: the log can be opened, and records no content.
    /// </summary>
    /// <param name="workspace">The data directory, its configuration and environment variables.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="IOException">When a file with a secret cannot be read.</exception>
    public static async Task<SecretGuard> ReadAsync(WorkspaceContext workspace, CancellationToken cancellation)
    {
        var (configuration, error) = (RoundtableConfiguration.Empty, (string?)null);
        try
        {
            configuration = await RoundtableConfiguration.LoadAsync(workspace, cancellation);
        }
        catch (WorkspaceException e)
        {
            error = e.Message;
        }

        return new SecretGuard([.. OfVariables(workspace, configuration), .. OfStore(workspace), .. OfDirectory(workspace)], [_token])
        {
            Unknown = error is null ? null : $"which variables hold keys is not known, so that what is to be written cannot be searched for them. {error}",
        };
    }

    private static IEnumerable<KnownSecret> OfVariables(WorkspaceContext workspace, RoundtableConfiguration configuration)
    {
        IEnumerable<string?> names =
        [
            .. KnownProviders.All.Select(c => c.KeyVariable),
            .. configuration.Connections.Select(c => c.KeyVariable),
            .. configuration.Tools.SelectMany(t => t.Variables.Append(t.KeyVariable)),
            .. configuration.Gateway.Upstreams.Values.Select(u => u.KeyVariable),
            configuration.Gateway.Webhook?.SecretVariable,
            Pkcs11Uri.PinVariable,
        ];
        foreach (var name in names.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (workspace.Variables.GetValueOrDefault(name)?.Trim() is { Length: > 0 } value)
            {
                yield return new KnownSecret($"the value of {name}", Encoding.UTF8.GetBytes(value));
            }
        }

        if (workspace.Variable(LogAccess.KeyVariable) is { } key && Seed(key) is { } seed)
        {
            yield return new KnownSecret($"the secret key in {LogAccess.KeyVariable}", seed);
        }
    }

    private static IEnumerable<KnownSecret> OfStore(WorkspaceContext workspace)
    {
        if (LogAccess.Database(workspace)?.Password is { Length: > 0 } password)
        {
            yield return new KnownSecret("the password of the database", Encoding.UTF8.GetBytes(password));
        }
    }

    private static IEnumerable<KnownSecret> OfDirectory(WorkspaceContext workspace)
    {
        var keys = Path.Combine(workspace.DataDirectory, "keys");
        foreach (var file in Directory.Exists(keys) ? Directory.EnumerateFiles(keys) : [])
        {
            // What was signed is no secret, and whoever has the log open has it and the file that replaces another locked for moments.
            if (Path.GetExtension(file) is not (".new" or ".signed")
                && Read(file) is { Length: < MaxKeyLength } text && Seed(Encoding.UTF8.GetString(text)) is { } seed)
            {
                yield return new KnownSecret($"the secret key in keys/{Path.GetFileName(file)}", seed);
            }
        }

        var scans = Path.Combine(workspace.DataDirectory, "scan-secret");
        if (Read(scans) is { } bytes)
        {
            var last = Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n')[^1];
            yield return new KnownSecret(
                "the secret of the data directory's scans", last.Length == 64 && last.All(char.IsAsciiHexDigit) ? Convert.FromHexString(last) : bytes);
        }
    }

    /// <summary>A file's bytes, as far as a key can be long; null where it is gone meanwhile.</summary>
    private static byte[]? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Math.Min(file.Length, MaxKeyLength)];
            return bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The seed of a private key in the form of Go's sumdb/note; null where the text is none.</summary>
    private static byte[]? Seed(string text) =>
        text.Trim() is var key && key.StartsWith(PrivateKey, StringComparison.Ordinal)
        && key.Split('+', 5) is [_, _, _, _, var encoded]
        && new byte[64] is var bytes
        && Convert.TryFromBase64String(encoded, bytes, out var length)
        && length == 1 + Ed25519.KeyLength
            ? bytes[1..length]
            : null;
}
