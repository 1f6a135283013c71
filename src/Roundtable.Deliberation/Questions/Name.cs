using System.Text;

namespace Roundtable.Deliberation.Questions;

/// <summary>Decides when two options, or two clusters, have the same name.</summary>
internal static class Name
{
    /// <summary>Equal for names that differ only in Unicode composition, letter case and white space.</summary>
    public static string Key(string name)
    {
        var words = Composed(name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words).ToUpperInvariant();
    }

    // .NET cannot normalise a lone surrogate; a name that holds one equals only itself.
    private static string Composed(string name) =>
        name.EnumerateRunes().Any(r => r == Rune.ReplacementChar) ? name : name.Normalize(NormalizationForm.FormC);
}
