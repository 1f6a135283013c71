using Roundtable.Record.Wording;
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
    /// <exception cref="WorkspaceException">When the configuration has errors, or the organisation is not in the registry.</exception>
    public static async Task<Intent> TodayAsync(
        WorkspaceContext workspace, RegistryAccess access, Use use, string? organisation, CancellationToken cancellation)
    {
        Known(access, organisation, "as");
        organisation ??= (await RoundtableConfiguration.LoadAsync(workspace, cancellation)).Organisation;
        return Of(access, use, DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime), organisation);
    }

    /// <summary>A use on a day.</summary>
    public static Intent Of(RegistryAccess access, Use use, DateOnly on, string? organisation) => new(use, on)
    {
        As = organisation,
        Organisation = access.Registry.Organisation(organisation),
    };

    /// <summary>Refuses the name of an organisation that the registry does not have: a slip would be ruled on as if it were somebody else.</summary>
    /// <exception cref="WorkspaceException">When it does not.</exception>
    public static void Known(RegistryAccess access, string? organisation, string parameter)
    {
        if (organisation is not null && access.Registry.Organisation(organisation) is null)
        {
            var names = access.Registry.All(EntryKind.Organisation).Select(o => o.Entry.Id.Name);
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"{parameter}: the registry has no organisation '{Neutralise.Line(organisation)}'{CloseName.Suggest(organisation, names)} "
                    + "'roundtable registry list --kind organisation' shows those there are; 'registry add' adds one.");
        }
    }
}
