using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
using Roundtable.Models.Estimates;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Remote;

namespace Roundtable.Workspace.Scanning;

/// <summary>A scan that is ready to be made: its plan and its folder, what rows are compared with, and the registry that it is ruled by.</summary>
public sealed class ScanPreparation : IDisposable
{
    private readonly ScanReferences _references;

    private ScanPreparation(RegistryAccess access, ScanReferences references, RowKnowledge knowledge, ScanPlan plan, ScanFolder folder, Intent? intent)
    {
        (Access, _references, Knowledge, Plan, Folder, Intent) = (access, references, knowledge, plan, folder, intent);
    }

    /// <summary>The registry and the record.</summary>
    public RegistryAccess Access { get; }

    /// <summary>What rows are compared with: reference collections and attestations.</summary>
    public RowKnowledge Knowledge { get; }

    /// <summary>What is read, and how.</summary>
    public ScanPlan Plan { get; }

    /// <summary>The folder for the report.</summary>
    public ScanFolder Folder { get; }

    /// <summary>The use to rule on; null for none.</summary>
    public Intent? Intent { get; }

    /// <summary>
    /// Prepares a scan. One that was begun goes on with the record and the registry as they were then, whatever came to them since: what is done
    /// of it, and what other shards do, would be of no use otherwise.
    /// </summary>
    /// <exception cref="WorkspaceException">When a path does not exist, nothing in it can be read, or the folder holds something else.</exception>
    internal static async Task<ScanPreparation> MakeAsync(
        WorkspaceContext workspace, RegistryAccess access, ScanRequest request, Intent? intent, ScanListener listener, CancellationToken cancellation)
    {
        if (ScanFolder.Begun(request.Folder) is { } begun)
        {
            var (references, knowledge, plan) = await PlanAsync(workspace, access, request, begun, listener, cancellation);
            if (plan.Fingerprint() == begun.Fingerprint())
            {
                return Open(access, references, knowledge, plan, request, intent);
            }

            references.Dispose();
        }

        var fresh = await PlanAsync(workspace, access, request, null, listener, cancellation);
        return Open(access, fresh.References, fresh.Knowledge, fresh.Plan, request, intent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _references.Dispose();
        Access.Dispose();
    }

    private static ScanPreparation Open(
        RegistryAccess access, ScanReferences references, RowKnowledge knowledge, ScanPlan plan, ScanRequest request, Intent? intent)
    {
        try
        {
            var folder = ScanFolder.Open(request.Folder, plan, request.Replace);
            references.KeepFor(folder);
            return new ScanPreparation(access, references, knowledge, plan, folder, intent);
        }
        catch
        {
            references.Dispose();
            throw;
        }
    }

    private static async Task<(ScanReferences References, RowKnowledge Knowledge, ScanPlan Plan)> PlanAsync(
        WorkspaceContext workspace, RegistryAccess access, ScanRequest request, ScanPlan? begun, ScanListener listener, CancellationToken cancellation)
    {
        var references = await ScanReferences.OpenAsync(workspace, access, request.References, begun, listener, cancellation);
        try
        {
            var attestations = ScanAttestations.Read(request.Attested, request.Trusted);
            var settings = request.Settings with
            {
                Attestations = [.. attestations.Select(a => a.Note)],
                References = [.. references.Stores.Select(s => new PlannedReference(s.Manifest.Name, s.Manifest.Source, s.Manifest.Rows))],
                Benchmarks = references.Benchmarks.Count == 0 ? null : [.. references.Benchmarks.Select(PlannedBenchmark.Of)],
                Names = begun?.Settings.Names ?? ScanDeclarations.Names(access.Registry),
            };
            var plan = await Task.Run(() => MakePlan(workspace, request, settings, begun, listener, cancellation), cancellation);
            var benchmarks = references.Benchmarks.Count == 0 ? null : new BenchmarkIndex(references.Benchmarks);
            return (references, new RowKnowledge(
                references.Stores, attestations, benchmarks, settings.Tokens is null ? null : static text => O200kTokens.CountText(text)), plan);
        }
        catch
        {
            references.Dispose();
            throw;
        }
    }

    /// <summary>A name that no file has is a mistake that would leave everything unread; where not every row was looked at, it may be one.</summary>
    private static void CheckFields(ScanPlan plan, ScanListener listener)
    {
        foreach (var given in plan.Settings.Fields.Where(f => f.Role != FieldRole.Ignored).Select(f => f.Name))
        {
            if (!plan.Files.All(p => p.Rows.Absent.Names.Contains(given, StringComparer.Ordinal) || p.Rows.Plan.Fields.All(f => f.Name != given)))
            {
                continue;
            }

            var name = $"'{Neutralise.Line(given)}'";
            var known = plan.Files.FirstOrDefault(p => p.Rows.Absent.Known.Count > 0) is { } file
                ? $"; without --field {Neutralise.Line(file.File.Name)} is read as {Neutralise.Line(string.Join(", ", file.Rows.Absent.Known))}"
                : "";
            if (plan.Files.All(p => p.Rows.Absent.IsWhole))
            {
                throw new WorkspaceException(
                    ErrorKind.InvalidInput,
                    $"--field: no row has a field {name}{known}. In a path dots stand between names, and [] for the elements of a list, as in "
                    + "completions[].response.");
            }

            listener.Warn?.Invoke($"--field: none of the rows that were looked at first has a field {name}{known}.");
        }
    }

    private static ScanPlan MakePlan(
        WorkspaceContext workspace, ScanRequest request, ScanSettings settings, ScanPlan? begun, ScanListener listener, CancellationToken cancellation)
    {
        var remote = new RemoteFiles(workspace);
        CorpusListing listing;
        try
        {
            listing = FileFinder.Find(request.Paths, remote, cancellation);
        }
        catch (FileNotFoundException e)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file or folder '{Neutralise.Line(e.FileName ?? "")}'.", e);
        }

        var plan = ScanPlan.Make(listing, settings with { Declared = ScanDeclarations.Of(listing, remote, request.Declared, listener) }, cancellation, begun);
        if (plan.Files.Count > 0)
        {
            CheckFields(plan, listener);
            return plan;
        }

        var skipped = plan.Skipped.Count > 0
            ? $": {Neutralise.Line(plan.Skipped[0].Name)} is passed over ({Neutralise.Line(plan.Skipped[0].Reason)})"
            : "";
        throw new WorkspaceException(
            ErrorKind.NotFound,
            $"Nothing in {Neutralise.Line(string.Join(", ", request.Paths))} can be read{skipped}. 'roundtable scan --help' says which formats are.");
    }
}
