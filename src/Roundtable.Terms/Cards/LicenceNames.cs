using System.Text.RegularExpressions;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>Parses licences as cards write them: SPDX identifiers, short names, expressions, URLs.</summary>
internal static partial class LicenceNames
{
    /// <summary>The licences that a text names; what cannot be parsed is added to <paramref name="warnings"/>.</summary>
    public static IEnumerable<EntryReference> Read(string field, string text, List<string> warnings)
    {
        if (text.Trim() is { Length: > 0 } trimmed
            && !trimmed.Equals("unknown", StringComparison.OrdinalIgnoreCase)
            && trimmed is not ("NOASSERTION" or "NONE" or "other"))
        {
            // Of alternative licences nobody has chosen one: all of them are applied, which is the most restrictive.
            foreach (var part in Operators().Split(trimmed.Trim('(', ')')))
            {
                if (EntryReference.TryParse(FromAddress(part)) is { Kind: null or EntryKind.Terms } reference)
                {
                    yield return reference with { Kind = EntryKind.Terms };
                }
                else
                {
                    warnings.Add($"{field}: '{part}' is not the name of a licence; ignored.");
                }
            }
        }
        else
        {
            warnings.Add($"{field}: '{text}' means that the licence is unknown.");
        }
    }

    private static string FromAddress(string text)
    {
        var match = CreativeCommons().Match(text);
        return match.Success ? $"cc-{match.Groups["kind"].Value}-{match.Groups["version"].Value}"
            : PublicDomain().IsMatch(text) ? "cc0-1.0"
            : Spdx().Match(text) is { Success: true } spdx ? spdx.Groups["id"].Value
            : text.Contains("apache.org/licenses/LICENSE-2.0", StringComparison.OrdinalIgnoreCase) ? "apache-2.0"
            : text.Contains("opensource.org/licenses/MIT", StringComparison.OrdinalIgnoreCase) ? "mit"
            : text.Trim();
    }

    [GeneratedRegex(@"\s+(?:AND|OR|WITH)\s+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Operators();

    [GeneratedRegex(
        @"^https?://creativecommons\.org/licenses/(?<kind>[a-z-]+)/(?<version>[0-9.]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CreativeCommons();

    [GeneratedRegex(@"^https?://creativecommons\.org/publicdomain/zero", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex PublicDomain();

    [GeneratedRegex(@"^https?://spdx\.org/licenses/(?<id>[A-Za-z0-9.+-]+?)(?:\.html|\.json)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spdx();
}
