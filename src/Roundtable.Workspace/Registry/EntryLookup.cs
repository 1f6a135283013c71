using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;

namespace Roundtable.Workspace.Registry;

/// <summary>Entries by what people call them.</summary>
public static class EntryLookup
{
    /// <summary>The entry that a text names.</summary>
    /// <exception cref="WorkspaceException">When there is none.</exception>
    public static RegisteredEntry Find(RegistrySnapshot registry, string text) =>
        (EntryReference.TryParse(text) is { } reference ? registry.Find(reference) : null)
        ?? throw new WorkspaceException(
            ErrorKind.NotFound,
            $"The registry has no '{Neutralise.Line(text)}'{CloseName.Suggest(text, Names(registry))} 'roundtable registry list' shows what there is.");

    private static IEnumerable<string> Names(RegistrySnapshot registry) =>
        registry.All().SelectMany(e => (string[])[e.Entry.Id.Name, e.Entry.Id.Unversioned]).Distinct(StringComparer.Ordinal);
}
