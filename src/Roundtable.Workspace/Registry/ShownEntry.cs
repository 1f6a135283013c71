using Roundtable.Terms.Registry;

namespace Roundtable.Workspace.Registry;

/// <summary>An entry with what else is known under its name.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Versions">The versions of that name, in the registry's order; the entry is among them.</param>
/// <param name="Revisions">Every revision of the entry's own version, the first written first.</param>
public sealed record ShownEntry(RegisteredEntry Entry, IReadOnlyList<RegisteredEntry> Versions, IReadOnlyList<RegisteredEntry> Revisions)
{
    /// <summary>What a registry holds of an entry.</summary>
    public static ShownEntry Of(RegistrySnapshot registry, RegisteredEntry entry) =>
        new(entry, registry.Versions(entry.Entry.Id.Kind, entry.Entry.Id.Name), registry.History(entry.Entry.Id));
}
