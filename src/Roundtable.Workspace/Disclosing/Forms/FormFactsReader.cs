using Roundtable.Disclosure.Forms;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Sets;

namespace Roundtable.Workspace.Disclosing.Forms;

/// <summary>Reads what is on record about the subject of a form: its entry, what it was made of, scans, sets, commitments and their audits.</summary>
/// <param name="workspace">The data directory.</param>
/// <param name="access">The registry and the log.</param>
internal sealed class FormFactsReader(WorkspaceContext workspace, RegistryAccess access)
{
    private const int MaxSources = 10_000;

    /// <summary>Reads it.</summary>
    /// <param name="name">The model or dataset, as a person names it.</param>
    /// <param name="scans">Folders of reports of scans of its data.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When there is no such entry, it is neither, or a folder holds no finished scan.</exception>
    public FormFacts Read(string name, IReadOnlyList<string> scans, CancellationToken cancellation)
    {
        var subject = EntryLookup.Find(access.Registry, name);
        if (subject.Entry is not (ModelEntry or DatasetEntry))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"{Neutralise.Line(subject.Entry.Id.ToString())} is neither a model nor a dataset: nothing was made of it.");
        }

        var owner = subject.Entry.Owner is { } whose ? access.Registry.Versions(EntryKind.Organisation, whose).LastOrDefault() : null;
        var facts = new FormFacts(subject, owner, DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime))
        {
            Sources = Sources(subject, cancellation),
            Scans = [.. scans.Select(Scan)],
        };
        facts = facts with { Sets = Sets(facts) };
        return facts with { Commitments = Commitments(facts) };
    }

    private List<DeclaredSource> Sources(RegisteredEntry subject, CancellationToken cancellation)
    {
        List<DeclaredSource> sources = [];
        Queue<RegisteredEntry> open = new([subject]);
        HashSet<EntryId> seen = [subject.Entry.Id];
        while (open.TryDequeue(out var entry) && sources.Count < MaxSources)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var edge in entry.Entry.Sources)
            {
                var meant = access.Registry.Meant(edge.From, entry.Entry.Id);
                sources.AddRange(meant.Select(m => new DeclaredSource(edge, entry.Entry.Id, m)).DefaultIfEmpty(new DeclaredSource(
                    edge, entry.Entry.Id, null)));
                foreach (var next in meant.Where(m => seen.Add(m.Entry.Id)))
                {
                    open.Enqueue(next);
                }
            }
        }

        return sources;
    }

    private ScannedData Scan(string folder)
    {
        var report = ScanFolder.Existing(folder).Folder.Finished() ?? throw new WorkspaceException(
            ErrorKind.NotFound, $"The scan in {Neutralise.Line(folder)} is not finished: give the same scan command again.");
        return new ScannedData(report, access.Log?.FindEarliest(LeafKind.Scan, ScanService.CommitmentDigest(report)));
    }

    private List<CountedSet> Sets(FormFacts facts)
    {
        var names = facts.Datasets.Select(d => $"{d.Entry.Id.Name}@{d.Entry.Id.Version}").ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. StoredSet.All(workspace.DataDirectory).Where(s => names.Contains(s.Manifest.Name)).Select(s => new CountedSet(
                s.Manifest.Name, s.Leaf, s.Manifest.Rows, s.Manifest.Sums.Origins, s.Manifest.Sums.Models, s.Manifest.Sums.Terms)),
        ];
    }

    private List<CheckedCommitment> Commitments(FormFacts facts)
    {
        var roots = facts.Scans.Select(s => s.Report.Commitment.Root).ToHashSet();
        var leaves = facts.Sets.Select(s => s.Leaf).ToHashSet();
        roots.UnionWith(StoredSet.All(workspace.DataDirectory).Where(s => leaves.Contains(s.Leaf)).Select(s => s.Manifest.Root));
        return
        [
            .. AuditedCommitment.All(access).Where(c => roots.Contains(c.Corpus.SourceRoot)).Select(c => new CheckedCommitment(
                c.Corpus, c.Leaf, DateOnly.FromDateTime(c.Time.UtcDateTime), c.Summaries)),
        ];
    }
}
