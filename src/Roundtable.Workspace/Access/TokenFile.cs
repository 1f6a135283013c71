using System.Collections.Frozen;
using Roundtable.Record.Files;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Access;

/// <summary>
/// The tokens that site, API and gateway accept: <c>tokens</c> in the data directory, one a line, for its owner's eyes. Several processes share it; each sees
/// what another changed with its next request.
/// </summary>
/// <param name="dataDirectory">The data directory.</param>
public sealed class TokenFile(string dataDirectory)
{
    private readonly SharedLines<Reading> _lines = new(dataDirectory, "tokens", 2, Parse);

    private sealed record Reading(IReadOnlyList<AccessToken> Tokens, FrozenDictionary<string, AccessToken> ByDigest);

    /// <summary>The tokens as the file has them now: one that is taken out is refused at once. Those that have expired are among them.</summary>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    /// <exception cref="NewerFormatException">When a newer program wrote it: no token is accepted.</exception>
    public IReadOnlyList<AccessToken> Tokens => _lines.Current.Tokens;

    /// <summary>When each token was used last.</summary>
    public TokenUses Uses { get; } = new(dataDirectory);

    /// <summary>Path of the file, whether it exists or not.</summary>
    public string Location => _lines.Location;

    /// <summary>
    /// Whether tokens were ever made here. Where the last one was removed, or no line of the file can be read, callers still need one: what was
    /// closed does not open by itself. Removing the file opens it.
    /// </summary>
    public bool AreRequired => File.Exists(_lines.Location);

    /// <summary>
    /// The token of a text, whether it has expired or not; null where it is none's. Digests are compared, so that timing tells nothing of a token.
    /// </summary>
    /// <param name="text">What a caller sent.</param>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public AccessToken? Find(string text) => OfDigest(AccessToken.DigestOf(text));

    /// <summary>The token of a digest, whether it has expired or not; null where it is none's.</summary>
    /// <param name="digest">SHA-256 of its text, in lower-case hexadecimal.</param>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public AccessToken? OfDigest(string digest) => _lines.Current.ByDigest.GetValueOrDefault(digest);

    /// <summary>The token of a text that is accepted at a moment; null where it is none's, or has expired.</summary>
    /// <param name="text">What a caller sent.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public AccessToken? Authenticate(string text, DateTimeOffset now) => Find(text) is { } token && !token.IsExpired(now) ? token : null;

    /// <summary>Replaces the tokens. Lines that cannot be read, which let nobody in, stay as they are.</summary>
    /// <exception cref="IOException">When the file cannot be written; the old ones still hold.</exception>
    public void Write(IEnumerable<AccessToken> tokens) => Update(_ => tokens);

    /// <summary>Changes the tokens, while no other process does. Lines that cannot be read stay as they are.</summary>
    /// <param name="change">Makes the new tokens of those that the file has.</param>
    /// <exception cref="IOException">When the file cannot be written, or another process does not finish its change; the old ones still hold.</exception>
    public void Update(Func<IReadOnlyList<AccessToken>, IEnumerable<AccessToken>> change) => _lines.Update(lines =>
        [.. change(Parse(lines).Tokens).Select(TokenLine.Write), .. lines.Where(l => l.Length > 0 && TokenLine.Parse(l) is null)]);

    private static Reading Parse(IReadOnlyList<string> lines)
    {
        List<AccessToken> tokens = [.. lines.Select(TokenLine.Parse).OfType<AccessToken>()];
        return new Reading(tokens, tokens.DistinctBy(t => t.Digest, StringComparer.Ordinal).ToFrozenDictionary(t => t.Digest, StringComparer.Ordinal));
    }
}
