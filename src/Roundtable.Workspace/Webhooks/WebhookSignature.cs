using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Roundtable.Workspace.Webhooks;

/// <summary>Signs what is sent as Standard Webhooks (standardwebhooks.com, version 1) has it: HMAC-SHA256 over id, time and body.</summary>
public static class WebhookSignature
{
    /// <summary>How secrets begin.</summary>
    public const string SecretPrefix = "whsec_";

    private const int MinSecretBytes = 24;

    /// <summary>Reads a secret: base64 after <c>whsec_</c>; null where it is none, or shorter than the 24 bytes that the specification asks for.</summary>
    public static byte[]? Secret(string text)
    {
        var body = text.Trim();
        if (!body.StartsWith(SecretPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var bytes = new byte[body.Length];
        return Convert.TryFromBase64String(body[SecretPrefix.Length..], bytes, out var length) && length >= MinSecretBytes ? bytes[..length] : null;
    }

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="id">The value of <c>webhook-id</c>, the same in each attempt.</param>
    /// <param name="at">When this attempt is made: <c>webhook-timestamp</c>, in seconds since 1970.</param>
    /// <param name="body">The body as it is sent.</param>
    public static string Sign(byte[] secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, (byte[])[.. head, .. body]));
    }
}
