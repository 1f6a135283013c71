using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Roundtable.Workspace.Access;

/// <summary>A token by which a caller is known. The token itself is shown once and kept nowhere; its digest is.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Role">What its owner may do.</param>
/// <param name="Digest">SHA-256 of the token's text, in lower-case hexadecimal.</param>
/// <param name="Made">When it was made, in UTC.</param>
public sealed record AccessToken(string Name, Role Role, string Digest, DateTimeOffset Made)
{
    /// <summary>What every token begins with.</summary>
    public const string Prefix = "rt_";

    /// <summary>Makes a token: 256 random bits.</summary>
    public static (string Text, AccessToken Token) New(string name, Role role, DateTimeOffset now)
    {
        var text = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (text, new AccessToken(name, role, DigestOf(text), now));
    }

    /// <summary>The digest of a token's text. 256 random bits need no slow hash.</summary>
    public static string DigestOf(string text) => Record.Entries.Digest.Of(Encoding.UTF8.GetBytes(text)).ToString();

    /// <summary>Reads a line of the tokens' file; null where it is none.</summary>
    public static AccessToken? Parse(string line) =>
        line.Split(' ') is [{ Length: 64 } digest, var role, var made, .. { Length: > 0 } name]
        && Enum.TryParse<Role>(role, ignoreCase: true, out var parsed)
        && DateTimeOffset.TryParseExact(made, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new AccessToken(string.Join(' ', name), parsed, digest, time)
            : null;

    /// <summary>As JSON, without the token itself or its digest.</summary>
    public JsonObject Json() => new()
    {
        ["name"] = Name,
        ["role"] = Role.ToString().ToLowerInvariant(),
        ["made"] = Made.ToString("O", CultureInfo.InvariantCulture),
    };

    /// <summary>The line of the tokens' file.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Digest} {Role.ToString().ToLowerInvariant()} {Made:O} {Name}");
}
