using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Registry;

/// <summary>Which entries of the registry are wanted.</summary>
/// <param name="Kind">Entries of this kind; null for all.</param>
/// <param name="Text">Entries that contain this text, ignoring case; null for all.</param>
public sealed record EntryFilter(EntryKind? Kind = null, string? Text = null)
{
    /// <summary>The filter of texts that a person gave.</summary>
    /// <exception cref="WorkspaceException">When there is no such kind.</exception>
    public static EntryFilter Parse(string? kind, string? text) => new(
        string.IsNullOrEmpty(kind) ? null
        : Kebab.TryParse<EntryKind>(kind, out var parsed) ? parsed
        : throw new WorkspaceException(
            ErrorKind.InvalidInput, $"Unknown kind '{Neutralise.Line(kind)}'. Known kinds: {string.Join(", ", Kebab.Names<EntryKind>())}."),
        string.IsNullOrEmpty(text) ? null : text);

    /// <summary>The entries that pass, in the registry's order.</summary>
    public IReadOnlyList<RegisteredEntry> Find(RegistrySnapshot registry) => [.. registry.All().Where(Passes)];

    private bool Passes(RegisteredEntry entry) =>
        (Kind is null || entry.Entry.Id.Kind == Kind)
        && (Text is null || EntryWriter.Json(entry.Entry).ToJsonString(Document.Indented).Contains(Text, StringComparison.OrdinalIgnoreCase));
}
