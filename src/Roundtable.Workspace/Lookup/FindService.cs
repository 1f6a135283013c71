using System.Globalization;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Profiles;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Workspace.Lookup;

/// <summary>One search over everything that a workspace holds.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="sessions">Its sessions.</param>
/// <param name="profiles">What is known of models.</param>
/// <param name="calls">Its calls.</param>
/// <param name="registry">Its registry.</param>
/// <param name="reader">What the request has open of it.</param>
public sealed class FindService(
    WorkspaceContext workspace,
    SessionLibrary sessions,
    ModelProfileService profiles,
    CallService calls,
    RegistryService registry,
    WorkspaceReader reader)
{
    /// <summary>How many of each kind are shown.</summary>
    public const int MostOfAKind = 8;

    private const int MostOfAnId = 64;

    /// <summary>What is found, kind by kind in the order of <see cref="FoundKind"/>; kinds of which nothing is found are left out.</summary>
    /// <param name="sought">Words, a name or an id; white space around it does not count.</param>
    /// <param name="caller">Who asks: calls of others are found by nobody but administrators.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the log or an index over it cannot be opened.</exception>
    public async Task<IReadOnlyList<FoundGroup>> FindAsync(string sought, Caller caller, CancellationToken cancellation)
    {
        sought = sought.Trim();
        if (sought.Length == 0)
        {
            return [];
        }

        FoundGroup[] groups =
        [
            await SessionsAsync(sought, cancellation),
            Group(FoundKind.Model, (await profiles.KnownAsync(cancellation)).Where(m => m.Names.Any(n => Holds(sought, n)) || Holds(sought, m.Id))
                .Select(m => new FoundThing(FoundKind.Model, m.Id, m.Id, string.Join(", ", m.Names)))),
            Group(FoundKind.Run, Runs(sought)),
            Group(FoundKind.Call, await CallsAsync(sought, caller, cancellation)),
            Group(FoundKind.Corpus, KnownScans.Of(workspace.DataDirectory).Read().Where(f => Holds(sought, f) && Directory.Exists(f))
                .Select(f => new FoundThing(FoundKind.Corpus, f, Path.GetFileName(f.TrimEnd(Path.DirectorySeparatorChar)), f))),
            Group(FoundKind.Set, StoredSet.All(workspace.DataDirectory).Where(s => Holds(sought, s.Manifest.Name, s.Manifest.Source, s.Folder))
                .Select(s => new FoundThing(FoundKind.Set, Number(s.Leaf), s.Manifest.Name, s.Folder))),
            Group(FoundKind.Student, StudentFolder.All(workspace.DataDirectory).Where(s => Holds(sought, s.Report.Name))
                .Select(s => new FoundThing(FoundKind.Student, StudentFolder.VersionOf(s.Report), s.Report.Name, s.Path))),
            Group(FoundKind.Entry, await EntriesAsync(sought, cancellation)),
            Group(FoundKind.Leaf, await LeavesAsync(sought, cancellation)),
        ];
        return [.. groups.Where(g => g.Total > 0)];
    }

    private async Task<FoundGroup> SessionsAsync(string sought, CancellationToken cancellation)
    {
        if (await sessions.TryReadAsync(sought, cancellation) is { } named)
        {
            return Group(FoundKind.Session, [new(FoundKind.Session, named.Id, named.Question.Text, named.Id)]);
        }

        // Punctuation alone is no word, and finds no session.
        if (SearchQuery.Query(sought) is null)
        {
            return Group(FoundKind.Session, []);
        }

        var found = await sessions.BestAsync(sought, MostOfAKind, cancellation);
        return new FoundGroup(
            FoundKind.Session,
            [.. found.Rows.Select(r => new FoundThing(FoundKind.Session, r.Line.Id, r.Line.Question, r.Hit?.Snippet ?? r.Line.Headline))],
            found.Total,
            found.More);
    }

    private IEnumerable<FoundThing> Runs(string sought)
    {
        foreach (var (id, path) in RunFolders.All(workspace.DataDirectory))
        {
            FoundThing? found = null;
            try
            {
                var plan = RunFolder.Open(path).Plan;
                found = Holds(sought, id, plan.Template) ? new(FoundKind.Run, id, id, $"{Kebab.Name(plan.Kind)}: {plan.Template}") : null;
            }
            catch (Exception e) when (e is WorkspaceException or NewerFormatException or IOException or UnauthorizedAccessException)
            {
                // It was moved, is damaged, or a newer program wrote it: nothing of it can be read, and the page of runs leaves it out too.
            }

            if (found is not null)
            {
                yield return found;
            }
        }
    }

    private async Task<IEnumerable<FoundThing>> CallsAsync(string sought, Caller caller, CancellationToken cancellation) =>
        sought.Length <= MostOfAnId && sought.All(char.IsAsciiLetterOrDigit)
        && await calls.FindAsync(sought, cancellation) is { } call && (caller.Role == Role.Admin || call.Caller == caller.Name)
            ? [new(FoundKind.Call, call.Id, call.Id, call.Caller is { } asker ? $"asked by {asker}" : "")]
            : [];

    private async Task<IEnumerable<FoundThing>> EntriesAsync(string sought, CancellationToken cancellation) =>
        from entry in await registry.ListAsync(new EntryFilter(Text: sought), cancellation)
        let name = entry.Entry.Id.Name

        // What is called so comes before what only speaks of it.
        orderby string.Equals(name, sought, StringComparison.OrdinalIgnoreCase) ? 0 : name.Contains(sought, StringComparison.OrdinalIgnoreCase) ? 1 : 2
        select new FoundThing(FoundKind.Entry, entry.Entry.Id.ToString(), name, $"{Kebab.Name(entry.Entry.Id.Kind)}: {EntryText.InALine(entry.Entry)}");

    private async Task<IEnumerable<FoundThing>> LeavesAsync(string sought, CancellationToken cancellation)
    {
        var digits = sought.StartsWith("leaf:", StringComparison.OrdinalIgnoreCase) ? sought[5..] : sought;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return [];
        }

        return await reader.TryOpenLogAsync(cancellation) is { } log && index < log.Head.Size
            ? [new(FoundKind.Leaf, Number(index), $"Leaf {digits}", "what it says, and what it may be used for")]
            : [];
    }

    private static FoundGroup Group(FoundKind kind, IEnumerable<FoundThing> things)
    {
        FoundThing[] all = [.. things];
        return new FoundGroup(kind, [.. all.Take(MostOfAKind)], all.Length);
    }

    private static bool Holds(string sought, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text?.Contains(sought, StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
