using System.Text;

namespace Roundtable.Deliberation.Questions;

/// <summary>When two options, or two clusters, are called the same.</summary>
internal static class Name
{
    /// <summary>Equal for names that differ only in Unicode composition, letter case and white space.</summary>
    public static string Key(string name)
    {
        var words = Composed(name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words).ToUpperInvariant();
    }

    // Half a surrogate pair cannot be normalised; a name with one in it equals only itself.
    private static string Composed(string name) =>
        name.EnumerateRunes().Any(r => r == Rune.ReplacementChar) ? name : name.Normalize(NormalizationForm.FormC);
}
