using System.Text;
using Roundtable.Record.Secrets;

namespace Roundtable.Models.Providers;

/// <summary>A key. It prints as nothing, and takes itself out of any text that a provider sends back.</summary>
/// <param name="value">The key.</param>
public sealed class Secret(string value)
{
    /// <summary>Length in characters from which a piece of the key is redacted: providers quote keys in part.</summary>
    private const int MinPieceLength = 8;

    private readonly Lazy<SecretGuard> _guard = new(() => new SecretGuard([new KnownSecret("the key", Encoding.UTF8.GetBytes(value))], []));

    /// <summary>The key, for a request's header and nothing else.</summary>
    public string Reveal() => value;

    /// <summary>The text with every piece of the key, eight characters or more, replaced by <c>[key]</c>.</summary>
    public string Scrub(string text)
    {
        if (value.Length < MinPieceLength)
        {
            return value.Length == 0 ? text : text.Replace(value, "[key]", StringComparison.Ordinal);
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var piece = LongestPiece(text.AsSpan(i));
            if (piece < MinPieceLength)
            {
                clean.Append(text[i++]);
            }
            else
            {
                clean.Append("[key]");
                i += piece;
            }
        }

        return clean.ToString();
    }

    /// <summary>Whether a text holds the key in an encoding: one that <see cref="Scrub"/> does not take out.</summary>
    public bool IsEncodedIn(string text) => _guard.Value.Find(Encoding.UTF8.GetBytes(text)) is not null;

    /// <summary>Always <c>[key]</c>.</summary>
    public override string ToString() => "[key]";

    private int LongestPiece(ReadOnlySpan<char> text)
    {
        var longest = 0;
        for (var start = 0; start < value.Length; start++)
        {
            longest = Math.Max(longest, text.CommonPrefixLength(value.AsSpan(start)));
        }

        return longest;
    }
}
