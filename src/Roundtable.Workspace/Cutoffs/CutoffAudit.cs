using Roundtable.Record.Entries;
using Roundtable.Terms.Cutoffs;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Workspace.Cutoffs;

/// <summary>
/// Whether an organisation's own data directory holds content that came from a vendor after a bar had reached it: exact joins over leaves, exchanges, sets,
/// corpora and lineage. docs/cutoffs.md.
/// </summary>
/// <param name="workspace">The data directory.</param>
public sealed class CutoffAudit(WorkspaceContext workspace)
{
    /// <summary>Audits the data directory.</summary>
    /// <param name="request">What to look for.</param>
    /// <param name="cancellation">Stops; nothing is recorded then.</param>
    /// <exception cref="WorkspaceException">When the registry knows neither organisation nor vendor by that name, or the log cannot be read.</exception>
    public async Task<CutoffReport> RunAsync(CutoffRequest request, CancellationToken cancellation)
    {
        CutoffReport report;
        IReadOnlyList<RegisteredEntry> cited;
        using (var access = await RegistryAccess.OpenAsync(workspace, cancellation))
        {
            Intents.Known(access, request.Organisation, "ORG");
            Intents.Known(access, request.Vendor, "--vendor");
            (report, cited) = await Task.Run(() => Find(request, access, cancellation), cancellation);
        }

        if (!request.Record)
        {
            return report;
        }

        await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
        var leaf = await RulingRecord.AppendAsync(log, cited, Judged(report), null, CutoffJson.Of(report), workspace.Time, cancellation);
        await log.PublishAsync();
        return report with { Leaf = leaf };
    }

    private (CutoffReport Report, IReadOnlyList<RegisteredEntry> Cited) Find(CutoffRequest request, RegistryAccess access, CancellationToken cancellation)
    {
        var on = DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime);
        var rules = new CutoffRules(access.Registry, request.Organisation, on, request.Vendor, request.Since);
        var (notes, graph) = (new CutoffNotes(), new CutoffGraph());
        var entries = access.Registry.All().Where(e => e.Leaf is not null).GroupBy(e => e.Leaf!.Value)
            .ToDictionary(g => g.Key, g => g.First().Entry.Id.ToString());
        new CutoffLog(rules, notes, graph).Read(
            access.Log ?? throw new WorkspaceException(ErrorKind.NotFound, $"The log of {workspace.DataDirectory} cannot be read, so nothing can be audited."),
            entries.GetValueOrDefault,
            cancellation);
        var rows = new CutoffSets(workspace, access, rules, notes, graph).Read(cancellation);
        var corpora = new CutoffRows(access, rules, notes, graph, on);
        foreach (var report in KnownScans.Of(workspace.DataDirectory).Read())
        {
            corpora.Read(report, cancellation);
        }

        foreach (var (corpus, counts) in corpora.Rows)
        {
            rows[corpus] = counts;
        }

        new CutoffEntries(access, rules, notes, graph).Read(cancellation);
        List<CutoffFinding> findings = [.. notes.Findings.Select(f => f with { Touched = graph.From(f.Id) })];
        var touched = new CutoffPlan(access, graph, rows, request.Organisation, on).Of(findings, cancellation);
        var cited = access.Registry.All(EntryKind.Organisation).Where(e => e.Leaf is not null
            && findings.Exists(f => string.Equals(f.Answer.Vendor, e.Entry.Id.Name, StringComparison.OrdinalIgnoreCase)));
        return (new CutoffReport(request, on, notes.Examined, notes.Counts, findings, notes.Questions, touched), [.. cited]);
    }

    /// <summary>The leaves among the findings, as far as one leaf can name them.</summary>
    private static IEnumerable<long> Judged(CutoffReport report) => report.Findings.Where(f => f.Id.StartsWith("leaf:", StringComparison.Ordinal))
        .Select(f => long.Parse(f.Id.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture)).Take(Leaf.MaxInputs / 2);
}
