using Roundtable.Terms.Uses;
using Roundtable.Web.Site.Corpora;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Runs;
using Roundtable.Workspace;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sets;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Start;

/// <summary>What was made last behind each door.</summary>
/// <param name="Sessions">Sessions.</param>
/// <param name="Runs">Runs.</param>
/// <param name="Sets">Training sets and scanned corpora.</param>
public sealed record RecentThings(IReadOnlyList<RecentThing> Sessions, IReadOnlyList<RecentThing> Runs, IReadOnlyList<RecentThing> Sets)
{
    private const int Most = 3;

    /// <summary>Looks them up.</summary>
    public static async Task<RecentThings> ReadAsync(WorkspaceContext workspace, SessionLibrary sessions, CancellationToken cancellation)
    {
        var directory = workspace.DataDirectory;
        var found = await sessions.FindAsync(new SessionFilter(null, null, null, null, 0), Most, cancellation);
        return new RecentThings(
            [.. found.Rows.Select(r => new RecentThing($"/sessions/{r.Line.Id}", () => r.Line.Question, () => r.Line.Headline))],
            [.. RunFolders.All(directory).Select(r => ShownRun.TryOpen(r.Path)).OfType<ShownRun>().Take(Most).Select(r => new RecentThing(
                $"/runs/{r.Folder.Plan.Id}", () => T("{0} of {1}", r.Kind, FigureText.Day(r.Folder.Plan.Opened)),
                () => ShownRun.State(r.Status.State)))],
            [
                .. KnownSets.Of(directory).Read().Reverse().Select(StoredSet.TryOpen).OfType<StoredSet>().Take(Most).Select(s => new RecentThing(
                    FormattableString.Invariant($"/sets/{s.Leaf}"), () => s.Manifest.Name, () => T("for {0}", UseText.Name(s.Manifest.Use)))),
                .. KnownScans.Of(directory).Read().Reverse().Select(ScannedCorpus.TryOpen).OfType<ScannedCorpus>().Take(Most).Select(c => new RecentThing(
                    $"/corpora/{c.Id}", () => Path.GetFileName(c.Name.TrimEnd(Path.DirectorySeparatorChar)), () => T("scanned"))),
            ]);
    }
}
