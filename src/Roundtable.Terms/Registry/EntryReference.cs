using Roundtable.Record.Wording;

namespace Roundtable.Terms.Registry;

/// <summary>A reference to an entry, with or without kind and version: <c>llama-3.1</c>, <c>model:acme/small@2</c>.</summary>
/// <param name="Kind">Its kind; null where only the name is given.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version; null for the version in force, or the latest.</param>
public sealed record EntryReference(EntryKind? Kind, string Name, string? Version)
{
    /// <summary>A source that is known to be there and that nobody could name.</summary>
    public static EntryReference Unknown { get; } = new(null, "unknown", null);

    /// <summary>Whether it is <see cref="Unknown"/>.</summary>
    public bool IsUnknown => this is { Kind: null, Name: "unknown", Version: null };

    /// <summary>Parses a reference; null where the text is not a valid one.</summary>
    public static EntryReference? TryParse(string text)
    {
        EntryKind? kind = null;
        if (text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && Kebab.TryParse<EntryKind>(text[..colon], out var named))
        {
            kind = named;
            text = text[(colon + 1)..];
        }

        var at = text.LastIndexOf('@');
        var (name, version) = at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
        return EntryId.IsName(name) && (version is null || EntryId.IsVersion(version)) ? new EntryReference(kind, name, version) : null;
    }

    /// <summary>Whether it refers to this entry; without a version it matches every version.</summary>
    public bool Fits(EntryId id) =>
        (Kind is null || Kind == id.Kind)
        && string.Equals(Name, id.Name, StringComparison.OrdinalIgnoreCase)
        && (Version is null || string.Equals(Version, id.Version, StringComparison.OrdinalIgnoreCase));

    /// <summary>Without the kind: <c>acme/small@2</c>.</summary>
    public string Brief => Version is null ? Name : $"{Name}@{Version}";

    /// <inheritdoc/>
    public override string ToString() => $"{(Kind is { } kind ? Kebab.Name(kind) + ":" : "")}{Brief}";
}
