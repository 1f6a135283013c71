namespace Roundtable.Terms.Clauses;

/// <summary>Regions by their ISO 3166-1 codes of two letters, and the European Union as <c>EU</c>.</summary>
public static class Regions
{
    private const string Union = "EU";

    private static readonly HashSet<string> _union = new(
        [
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
            "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
        ],
        StringComparer.Ordinal);

    /// <summary>Whether a text has the form of a region code: two capital letters.</summary>
    public static bool IsRegion(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);

    /// <summary>Whether a place lies in a region.</summary>
    public static bool LiesIn(string place, string region) => place == region || (region == Union && _union.Contains(place));
}
