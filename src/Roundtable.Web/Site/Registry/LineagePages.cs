using System.Globalization;
using Roundtable.Corpus.Origins;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Runs;

namespace Roundtable.Web.Site.Registry;

/// <summary>
/// The pages of what stands in a lineage. The log keeps the names of what was erased or moved since, and of what was declared and is not here: what is not
/// found, and what is of an unknown kind, has no page.
/// </summary>
/// <param name="access">The workspace as it stands.</param>
/// <param name="caller">Who looks: pages of calls are linked for administrators alone.</param>
internal sealed class LineagePages(RegistryAccess access, Caller caller)
{
    private readonly Lazy<HashSet<string>> _runs =
        new(() => RunFolders.All(access.Directory).Where(r => Directory.Exists(r.Path)).Select(r => r.Id).ToHashSet(StringComparer.Ordinal));

    /// <summary>The page of what has a name in the lineage; null where it has none.</summary>
    public string? Of(string name)
    {
        var own = LineageThingName.Own(name);
        return LineageThingName.Kind(name) switch
        {
            LineageThingKind.Session or LineageThingKind.FusedAnswer => access.Sessions.Exists(own) ? "/sessions/" + own : null,
            LineageThingKind.Run => Run(own),
            LineageThingKind.Labels => Run(LabelSource.Parse(name)?.Run ?? own),
            LineageThingKind.Call => caller.Role == Role.Admin && access.LeafOfCall(own) is not null ? "/calls/" + Uri.EscapeDataString(own) : null,
            LineageThingKind.Leaf => long.TryParse(own, NumberStyles.None, CultureInfo.InvariantCulture, out var leaf) && leaf < (access.Log?.Head.Size ?? 0)
                ? RegistryAddress.Judge(name, Use.Publish) : null,
            LineageThingKind.Model or LineageThingKind.Dataset => EntryReference.TryParse(name) is { } reference && access.Registry.Find(reference) is { } entry
                ? RegistryAddress.Of(entry.Entry.Id) : null,
            _ => null,
        };
    }

    private string? Run(string id) => _runs.Value.Contains(id) ? "/runs/" + id : null;
}
