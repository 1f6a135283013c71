using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Roundtable.Workspace.Access;

/// <summary>
/// A token by which a caller is known, and the key with which a program calls models through the gateway. The token itself is shown once and kept nowhere;
/// its digest is.
/// </summary>
/// <param name="Name">Its owner.</param>
/// <param name="Role">What its owner may do.</param>
/// <param name="Digest">SHA-256 of the token's text, in lower-case hexadecimal.</param>
/// <param name="Made">When it was made, in UTC.</param>
public sealed record AccessToken(string Name, Role Role, string Digest, DateTimeOffset Made)
{
    /// <summary>How every token begins, which tells it from the keys of providers.</summary>
    public const string Prefix = "rt_";

    /// <summary>Number of lower-case hexadecimal digits after the prefix.</summary>
    public const int Digits = 64;

    /// <summary>Characters of an id.</summary>
    public const int IdLength = 12;

    /// <summary>The first twelve characters of its digest, by which it is named in lists, calls and spending. They tell nothing of its text.</summary>
    public string Id => Digest[..IdLength];

    /// <summary>What it is for; null where nothing was said.</summary>
    public string? Purpose { get; init; }

    /// <summary>The moment from which it is refused, in UTC; null where it does not expire.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The finding of <c>roundtable watch</c> because of which it may not call models until a person has decided; null where it may.</summary>
    public string? Suspended { get; init; }

    /// <summary>What it is limited to at the gateway.</summary>
    public KeyLimits Limits { get; init; } = KeyLimits.None;

    /// <summary>Makes a token: 256 random bits.</summary>
    public static (string Text, AccessToken Token) New(string name, Role role, DateTimeOffset now)
    {
        var text = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Digits / 2));
        return (text, new AccessToken(name, role, DigestOf(text), now));
    }

    /// <summary>The digest of a token's text. 256 random bits need no slow hash.</summary>
    public static string DigestOf(string text) => Record.Entries.Digest.Of(Encoding.UTF8.GetBytes(text)).ToString();

    /// <summary>Whether it is refused at a moment because it has expired.</summary>
    public bool IsExpired(DateTimeOffset now) => Expires <= now;

    /// <summary>Whether it may call models through the gateway: that costs money, which readers may not spend.</summary>
    public bool MayCall => Role is Role.Caller or >= Role.Asker;

    /// <summary>As JSON, without the token itself or its digest.</summary>
    public JsonObject Json() => new()
    {
        ["name"] = Name,
        ["role"] = Role.ToString().ToLowerInvariant(),
        ["made"] = Made.ToString("O", CultureInfo.InvariantCulture),
        ["id"] = Id,
        ["purpose"] = Purpose,
        ["expires"] = Expires?.ToString("O", CultureInfo.InvariantCulture),
        ["suspended"] = Suspended,
        ["models"] = Texts(Limits.Models),
        ["uses"] = Texts(Limits.UseNames),
        ["dayMicroDollars"] = Limits.DayMicroDollars,
        ["monthMicroDollars"] = Limits.MonthMicroDollars,
        ["requestsPerMinute"] = Limits.RequestsPerMinute,
        ["permissions"] = Texts(Limits.PermissionNames),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];
}
