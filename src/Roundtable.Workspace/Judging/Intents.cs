using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>Intended uses, with what the registry knows of whoever intends them.</summary>
public static class Intents
{
    /// <summary>A use today (UTC).</summary>
    /// <param name="workspace">The configuration and the clock.</param>
    /// <param name="access">The registry.</param>
    /// <param name="use">The use.</param>
    /// <param name="organisation">Who wants to; null for the organisation of the configuration.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When the configuration has errors.</exception>
    public static async Task<Intent> TodayAsync(
        WorkspaceContext workspace, RegistryAccess access, Use use, string? organisation, CancellationToken cancellation)
    {
        organisation ??= (await RoundtableConfiguration.LoadAsync(workspace, cancellation)).Organisation;
        return Of(access, use, DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime), organisation);
    }

    /// <summary>A use on a day.</summary>
    public static Intent Of(RegistryAccess access, Use use, DateOnly on, string? organisation) => new(use, on)
    {
        As = organisation,
        Organisation = organisation is null
            ? null
            : access.Registry.Versions(EntryKind.Organisation, organisation).LastOrDefault()?.Entry as OrganisationEntry,
    };
}
