using Roundtable.Record.Wording;

namespace Roundtable.Corpus.Sensitive;

/// <summary>The two groups of sensitive data, and their names.</summary>
public static class SensitiveKinds
{
    /// <summary>Whether it gives access to something; otherwise it is about a person.</summary>
    public static bool IsSecret(this SensitiveKind kind) => kind <= SensitiveKind.Password;

    /// <summary>What stands in the place of masked data, as in <c>[EMAIL-ADDRESS]</c>.</summary>
    public static string Mask(this SensitiveKind kind) => $"[{Kebab.Name(kind).ToUpperInvariant()}]";
}
