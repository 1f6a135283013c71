using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Cards;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Registry;

/// <summary>Puts entries on the record, after everything that speaks against them was looked for.</summary>
public static class RegistryAppender
{
    /// <summary>Adds entries, all or none; those that are there already are left as they are.</summary>
    /// <param name="workspace">The world.</param>
    /// <param name="entries">The entries, in order: later ones may name earlier ones.</param>
    /// <param name="inputs">Leaves that the program itself made the entries from.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    /// <exception cref="WorkspaceException">When one cannot be added: it would change what is there, overlap it, or come from itself.</exception>
    public static async Task<IReadOnlyList<RegisteredEntry>> AddAsync(
        WorkspaceContext workspace, IReadOnlyList<Entry> entries, IReadOnlyList<long> inputs, CancellationToken cancellation)
    {
        var settled = await SettleAsync(workspace, entries, cancellation);
        await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
        return await AppendAllAsync(log, settled, inputs, workspace.Time, cancellation);
    }

    /// <summary>Adds what a card describes, all or none; what an earlier import of it added is left as it is.</summary>
    /// <exception cref="WorkspaceException">When an entry cannot be added.</exception>
    public static async Task<IReadOnlyList<RegisteredEntry>> ImportAsync(
        WorkspaceContext workspace, CardImport import, ImportedCard card, CancellationToken cancellation)
    {
        IReadOnlyList<Entry> settled;
        using (var access = await RegistryAccess.OpenAsync(workspace, cancellation))
        {
            settled = Check(access, import.Against(card, access.Registry));
        }

        await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
        return await AppendAllAsync(log, settled, [], workspace.Time, cancellation);
    }

    /// <summary>The entries as they can be added to the registry as it stands now.</summary>
    /// <exception cref="WorkspaceException">When one cannot.</exception>
    public static async Task<IReadOnlyList<Entry>> SettleAsync(WorkspaceContext workspace, IReadOnlyList<Entry> entries, CancellationToken cancellation)
    {
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        return Check(access, entries);
    }

    /// <summary>Appends entries that can be added.</summary>
    public static async Task<IReadOnlyList<RegisteredEntry>> AppendAllAsync(
        RecordLog log, IReadOnlyList<Entry> settled, IReadOnlyList<long> inputs, TimeProvider time, CancellationToken cancellation)
    {
        List<RegisteredEntry> added = [];
        foreach (var entry in settled)
        {
            added.Add(await AppendAsync(log, entry, inputs, time, cancellation));
        }

        return added;
    }

    /// <summary>The entries as they can be added: sources that name no version name the newest there is.</summary>
    /// <exception cref="WorkspaceException">When one cannot.</exception>
    public static IReadOnlyList<Entry> Check(RegistryAccess access, IReadOnlyList<Entry> entries)
    {
        var registry = access.Registry;
        List<Entry> settled = [];
        foreach (var given in entries)
        {
            // What stands there already keeps the versions that its sources meant when it was added.
            var stands = registry.History(given.Id).Any(r => r.Digest == RegisteredEntry.Starter(given).Digest);
            var entry = stands ? given : given with { Sources = [.. given.Sources.Select(s => s with { From = Settle(registry, s.From) })] };
            if (registry.Refusal(entry) is { } refusal)
            {
                throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line($"Nothing was added. {refusal}"));
            }

            if (Cycle(registry, access.Index, settled, entry) is { } cycle)
            {
                throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line($"Nothing was added. {entry.Id} would come from itself: {cycle}."));
            }

            settled.Add(entry);
            registry = RegistrySnapshot.Of([.. registry.All().SelectMany(e => registry.History(e.Entry.Id)), RegisteredEntry.Starter(entry)]);
        }

        return settled;
    }

    /// <summary>Appends an entry; where the very same stands in the log already, that is the answer.</summary>
    public static async Task<RegisteredEntry> AppendAsync(
        RecordLog log, Entry entry, IReadOnlyList<long> inputs, TimeProvider time, CancellationToken cancellation)
    {
        var document = EntryWriter.Write(entry);
        var now = time.GetUtcNow();
        var kind = entry.Id.Kind switch
        {
            EntryKind.Organisation => LeafKind.Organisation,
            EntryKind.Provider => LeafKind.Provider,
            EntryKind.Model => LeafKind.Model,
            EntryKind.Dataset => LeafKind.Dataset,
            _ => LeafKind.Terms,
        };
        var leaf = new Leaf { Kind = kind, Time = now, Document = Digest.Of(document), Inputs = inputs };
        var receipt = await log.AppendOnceAsync(leaf, [document], cancellation);
        return new RegisteredEntry(entry, Digest.Of(document), receipt.Leaf, now);
    }

    private static EntryReference Settle(RegistrySnapshot registry, EntryReference reference) =>
        reference is { Version: null, IsUnknown: false } && registry.Meant(reference) is [var found] && reference.Fits(found.Entry.Id)
            ? new EntryReference(found.Entry.Id.Kind, found.Entry.Id.Name, found.Entry.Id.Version)
            : reference;

    /// <summary>The way on which an entry would come from itself, in words; null where there is none.</summary>
    private static string? Cycle(RegistrySnapshot registry, LineageIndex index, List<Entry> before, Entry entry)
    {
        var own = entry.Id.ToString();
        foreach (var source in entry.Sources)
        {
            var name = registry.Meant(source.From, entry.Id) is [var meant] ? meant.Entry.Id.ToString() : source.From.ToString();
            if (source.From.Fits(entry.Id) && source.From.Kind is not null)
            {
                return $"{own}, {name}";
            }

            if (Way(before, name, own) is { } near)
            {
                return $"{own}, {near}";
            }

            // Whoever named it before it was registered named it without a version.
            List<LineageNode> targets = [.. ((LineageNode?[])[index.Find(own), index.Find(entry.Id.Unversioned)]).OfType<LineageNode>()];
            if (targets.Count > 0
                && index.Find(name) is { } node
                && index.Walk([node], up: true, int.MaxValue - 1) is var graph
                && targets.Select(t => graph.PathTo(t.Id)).FirstOrDefault(p => p is not null) is { } path)
            {
                return string.Join(", ", path.Where(s => s.Code != LineageStep.Means).Select(s => graph.Names[s.Node]).Prepend(own).Append(own));
            }
        }

        return null;
    }

    /// <summary>A way through entries that are added at the same time.</summary>
    private static string? Way(List<Entry> entries, string from, string to) =>
        entries.Find(e => e.Id.ToString() == from)?.Sources.Select(
            s => s.From.ToString() == to ? $"{from}, {to}" : Way(entries, s.From.ToString(), to) is { } way ? $"{from}, {way}" : null)
            .FirstOrDefault(w => w is not null);
}
