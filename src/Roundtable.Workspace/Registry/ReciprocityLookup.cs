using Roundtable.Terms.Reciprocity;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Registry;

/// <summary>Reports on organisations of the registry.</summary>
public static class ReciprocityLookup
{
    /// <summary>The report on an organisation; null where the registry does not have it.</summary>
    public static ReciprocityReport? Of(RegistryAccess access, string name, TimeProvider time, CancellationToken cancellation) =>
        access.Registry.Versions(EntryKind.Organisation, name).LastOrDefault() is { } organisation
            ? ReciprocityReport.Of(
                organisation.Entry.Id.Name, access.Registry, access.Artifacts, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellation)
            : null;
}
