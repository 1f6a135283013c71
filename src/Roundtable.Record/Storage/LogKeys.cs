using System.Text;
using Roundtable.Record.Checkpoints;

namespace Roundtable.Record.Storage;

/// <summary>
/// The keys of a data directory's log: the secret one in <c>keys/log</c>, for its owner's eyes, and the public ones in
/// <c>log/keys</c>, a verifier key a line, for whoever checks the log.
/// </summary>
internal static class LogKeys
{
    /// <summary>The secret key; null where there is none yet.</summary>
    /// <exception cref="DamagedLogException">When the file holds something else.</exception>
    public static SigningKey? Read(string directory)
    {
        var path = SecretPath(directory);
        try
        {
            return File.Exists(path) ? SigningKey.Parse(File.ReadAllText(path).TrimEnd('\n')) : null;
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(path, null, null, $"the log's key cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Makes the log's key.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static SigningKey Create(string directory, string origin)
    {
        var key = SigningKey.New(origin);
        PrivateFiles.Replace(SecretPath(directory), Encoding.UTF8.GetBytes(key.ToSecret() + "\n"));
        return key;
    }

    /// <summary>The public keys; none where the log was never signed.</summary>
    /// <exception cref="DamagedLogException">When the file holds something else.</exception>
    public static IReadOnlyList<VerifierKey> Published(string directory)
    {
        var path = PublicPath(directory);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var keys = File.ReadAllLines(path).Select(VerifierKey.Parse).ToList();
            return keys.Count > 0 ? keys : throw new FormatException("It is empty.");
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(path, null, null, $"the log's public keys cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Adds a key to the public ones.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static void Publish(string directory, VerifierKey key) =>
        PrivateFiles.Replace(PublicPath(directory), Encoding.UTF8.GetBytes(string.Concat(Published(directory).Append(key).Distinct().Select(k => $"{k}\n"))));

    private static string SecretPath(string directory) => Path.Combine(directory, "keys", "log");

    private static string PublicPath(string directory) => Path.Combine(LogFiles.LogDirectory(directory), "keys");
}
