using Roundtable.Record.Wording;

namespace Roundtable.Terms.Registry;

/// <summary>Identifies one version of something in the registry: <c>model:acme/small@2</c>.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name, unique among its kind, ignoring case.</param>
/// <param name="Version">Its version.</param>
public sealed record EntryId(EntryKind Kind, string Name, string Version)
{
    /// <summary>The names of all kinds, for help texts: a constant, so that showing help loads nothing.</summary>
    public const string Kinds = "organisation, provider, model, dataset, terms";

    /// <summary>Whether a text is a valid name: letters, digits and <c>. _ - / : +</c>, beginning with a letter or digit, at most 200 characters.</summary>
    public static bool IsName(string text) => Fits(text, ". _ - / : +");

    /// <summary>Whether a text is a valid version: letters, digits and <c>. _ - +</c>, beginning with a letter or digit, at most 200 characters.</summary>
    public static bool IsVersion(string text) => Fits(text, ". _ - +");

    /// <summary>Without the version: <c>model:acme/small</c>.</summary>
    public string Unversioned => $"{Kebab.Name(Kind)}:{Name}";

    /// <summary>Without the kind: <c>acme/small@2</c>.</summary>
    public string Brief => $"{Name}@{Version}";

    /// <inheritdoc/>
    public override string ToString() => $"{Unversioned}@{Version}";

    private static bool Fits(string text, string marks)
    {
        if (text.Length is 0 or > 200 || !char.IsAsciiLetterOrDigit(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && (c == ' ' || !marks.Contains(c, StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return true;
    }
}
