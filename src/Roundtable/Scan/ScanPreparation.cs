using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary>What a scan has to know before it reads: its plan, and what rows are held against.</summary>
internal sealed class ScanPreparation : IDisposable
{
    private ScanPreparation(ScanReferences references, RowKnowledge knowledge, ScanPlan plan) => (References, Knowledge, Plan) = (references, knowledge, plan);

    /// <summary>The collections that rows are held against.</summary>
    public ScanReferences References { get; }

    /// <summary>The same with the attestations.</summary>
    public RowKnowledge Knowledge { get; }

    /// <summary>What is read, and how.</summary>
    public ScanPlan Plan { get; }

    /// <summary>
    /// Prepares a scan. One that was begun goes on with the record and the registry as they were then, whatever came to them since: what is done
    /// of it, and what other shards do, would be of no use otherwise.
    /// </summary>
    /// <exception cref="WorkspaceException">When a path does not exist, or nothing in it can be read.</exception>
    public static async Task<ScanPreparation> PrepareAsync(Invocation invocation, RegistryAccess access, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        if (ScanFolder.Begun(ScanOptions.Out(invocation)) is { } begun)
        {
            var same = await PrepareAsync(invocation, access, paths, begun, cancellation);
            if (same.Plan.Fingerprint() == begun.Fingerprint())
            {
                return same;
            }

            same.Dispose();
        }

        return await PrepareAsync(invocation, access, paths, null, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => References.Dispose();

    private static async Task<ScanPreparation> PrepareAsync(Invocation invocation, RegistryAccess access, IReadOnlyList<string> paths, ScanPlan? begun, CancellationToken cancellation)
    {
        var references = await ScanReferences.OpenAsync(invocation, access, begun, cancellation);
        try
        {
            var attestations = ScanAttestations.Read(invocation);
            var settings = ScanOptions.Settings(invocation) with
            {
                Attestations = [.. attestations.Select(a => a.Note)],
                References = [.. references.Stores.Select(s => new PlannedReference(s.Manifest.Name, s.Manifest.Source, s.Manifest.Rows))],
                Names = begun?.Settings.Names ?? ScanDeclarations.Names(access.Registry),
            };
            var plan = await Task.Run(() => MakePlan(invocation, paths, settings, cancellation), cancellation);
            return new ScanPreparation(references, new RowKnowledge(references.Stores, attestations), plan);
        }
        catch
        {
            references.Dispose();
            throw;
        }
    }

    private static ScanPlan MakePlan(Invocation invocation, IReadOnlyList<string> paths, ScanSettings settings, CancellationToken cancellation)
    {
        CorpusListing listing;
        try
        {
            listing = FileFinder.Find(paths);
        }
        catch (FileNotFoundException e)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file or folder '{Neutralise.Line(e.FileName ?? "")}'.", e);
        }

        var declared = ScanDeclarations.Of(invocation, listing, ScanOptions.Declared(invocation));
        var plan = ScanPlan.Make(listing, settings with { Declared = declared }, cancellation);
        foreach (var given in settings.Fields.Where(f => f.Role != FieldRole.Ignored && !plan.Files.Any(p => p.Rows.Plan.Fields.Any(x => x.Name == f.Name))))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--field: there is no file with a field '{Neutralise.Line(given.Name)}'.");
        }

        return plan.Files.Count > 0
            ? plan
            : throw new WorkspaceException(ErrorKind.NotFound, $"Nothing in {Neutralise.Line(string.Join(", ", paths))} can be read{(plan.Skipped.Count > 0 ? $": {Neutralise.Line(plan.Skipped[0].Name)} is passed over ({Neutralise.Line(plan.Skipped[0].Reason)})" : "")}. 'roundtable scan --help' says which formats are.");
    }
}
