using Roundtable.Record.Wording;
using Roundtable.Terms.Reciprocity;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Registry;

/// <summary>Reads the registry of a workspace: its entries, what came from what, and what organisations ask of others.</summary>
/// <param name="workspace">The workspace, for its clock.</param>
/// <param name="reader">What one request or one command has open of it.</param>
public sealed class RegistryService(WorkspaceContext workspace, WorkspaceReader reader)
{
    /// <summary>The entries that pass a filter, in the registry's order.</summary>
    /// <exception cref="IOException">When the index over the log cannot be written.</exception>
    public async Task<IReadOnlyList<RegisteredEntry>> ListAsync(EntryFilter filter, CancellationToken cancellation) =>
        filter.Find((await reader.OpenRegistryAsync(cancellation)).Registry);

    /// <summary>The entry that a person's text names.</summary>
    /// <param name="name">A name or name@version, with its kind before it where a name alone would do for two.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When there is none; close names are told.</exception>
    /// <exception cref="IOException">When the index over the log cannot be written.</exception>
    public async Task<ShownEntry> ShowAsync(string name, CancellationToken cancellation)
    {
        var registry = (await reader.OpenRegistryAsync(cancellation)).Registry;
        return ShownEntry.Of(registry, EntryLookup.Find(registry, name));
    }

    /// <summary>The entry that a reference means; null where there is none.</summary>
    /// <exception cref="IOException">When the index over the log cannot be written.</exception>
    public async Task<ShownEntry?> FindAsync(EntryReference reference, CancellationToken cancellation)
    {
        var registry = (await reader.OpenRegistryAsync(cancellation)).Registry;
        return registry.Find(reference) is { } entry ? ShownEntry.Of(registry, entry) : null;
    }

    /// <summary>What something came from, and what came from it; up to <see cref="EntryLineage.MaxSteps"/> steps each way.</summary>
    /// <param name="name">An entry as a person names it, or <c>session:ID</c>, <c>run:ID</c> or <c>leaf:INDEX</c>.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When there is no such thing.</exception>
    /// <exception cref="IOException">When the index over the log cannot be written.</exception>
    public async Task<EntryLineage> LineageAsync(string name, CancellationToken cancellation) =>
        EntryLineage.Of(await reader.OpenRegistryAsync(cancellation), name);

    /// <summary>What an organisation asks of others, compared with its own models' lineage as of today (UTC).</summary>
    /// <exception cref="WorkspaceException">When the registry has no such organisation.</exception>
    /// <exception cref="IOException">When the index over the log cannot be written.</exception>
    public async Task<ReciprocityReport> ReciprocityAsync(string organisation, CancellationToken cancellation)
    {
        var access = await reader.OpenRegistryAsync(cancellation);
        var entry = access.Registry.Versions(EntryKind.Organisation, organisation).LastOrDefault() ?? throw new WorkspaceException(
            ErrorKind.NotFound,
            $"The registry has no organisation '{Neutralise.Line(organisation)}'; 'roundtable registry list --kind organisation' shows those there are.");
        var today = DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime);
        return ReciprocityReport.Of(entry.Entry.Id.Name, access.Registry, access.Artifacts, today, cancellation);
    }
}
