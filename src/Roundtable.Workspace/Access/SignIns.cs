using System.Globalization;
using System.Security.Cryptography;
using Roundtable.Record.Files;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Access;

/// <summary>
/// Browsers that signed in with a token: <c>sign-ins</c> in the data directory. A browser keeps 256 random bits, of which only the digest is here, and never
/// the token: what it keeps ends on its day, when it signs out, when an owner's are ended, and with the token.
/// </summary>
/// <param name="dataDirectory">The data directory.</param>
/// <param name="tokens">The tokens.</param>
public sealed class SignIns(string dataDirectory, TokenFile tokens)
{
    /// <summary>How long a browser stays signed in.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromDays(30);

    /// <summary>The most browsers of one token; the oldest is signed out by one more.</summary>
    public const int MaxOfToken = 100;

    private const int IdBytes = 32;

    private readonly SharedLines<IReadOnlyList<SignIn>> _lines = new(dataDirectory, "sign-ins", 1, Parse);

    /// <summary>A browser that signed in.</summary>
    private sealed record SignIn(string Digest, string Token, DateTimeOffset Ends)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Digest} {Token} {Ends.UtcDateTime:O}");
    }

    /// <summary>Signs a browser in.</summary>
    /// <param name="token">The token that it gave, which was accepted.</param>
    /// <param name="now">The time.</param>
    /// <returns>What the browser keeps.</returns>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public string Begin(AccessToken token, DateTimeOffset now)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var ends = token.Expires is { } expires && expires < now + Lasting ? expires : now + Lasting;
        Change(all => [.. all.Where(s => s.Ends > now && tokens.OfDigest(s.Token) is not null), new SignIn(AccessToken.DigestOf(id), token.Digest, ends)]);
        return id;
    }

    /// <summary>The token with which a browser signed in; null where it is not signed in, or the token is not accepted any more.</summary>
    /// <param name="id">What the browser sent.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="IOException">When the files cannot be read.</exception>
    /// <exception cref="NewerFormatException">When a newer program wrote one of them.</exception>
    public AccessToken? Find(string id, DateTimeOffset now)
    {
        var digest = AccessToken.DigestOf(id);
        return _lines.Current.FirstOrDefault(s => s.Digest == digest && s.Ends > now) is { } signIn
            && tokens.OfDigest(signIn.Token) is { } token && !token.IsExpired(now)
                ? token
                : null;
    }

    /// <summary>Signs a browser out.</summary>
    /// <param name="id">What it sent.</param>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public void End(string id)
    {
        var digest = AccessToken.DigestOf(id);
        if (_lines.Current.Any(s => s.Digest == digest))
        {
            Change(all => all.Where(s => s.Digest != digest));
        }
    }

    /// <summary>Signs all browsers of some tokens out.</summary>
    /// <param name="of">The tokens.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public int EndAll(IReadOnlyCollection<AccessToken> of)
    {
        var (digests, before) = (of.Select(t => t.Digest).ToHashSet(StringComparer.Ordinal), 0);
        Change(all =>
        {
            before = all.Count(s => digests.Contains(s.Token));
            return all.Where(s => !digests.Contains(s.Token));
        });
        return before;
    }

    private void Change(Func<IReadOnlyList<SignIn>, IEnumerable<SignIn>> change) => _lines.Update(lines =>
        change(Parse(lines)).GroupBy(s => s.Token, StringComparer.Ordinal).SelectMany(g => g.TakeLast(MaxOfToken)).Select(s => s.ToString()));

    private static List<SignIn> Parse(IReadOnlyList<string> lines) =>
    [
        .. lines.Select(l => l.Split(' ') is [{ Length: 64 } digest, { Length: 64 } token, var text]
            && DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var ends)
                ? new SignIn(digest, token, ends)
                : null).OfType<SignIn>(),
    ];
}
