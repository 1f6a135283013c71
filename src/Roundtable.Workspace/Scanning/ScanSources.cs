using Roundtable.Corpus.Reports;
using Roundtable.Record.Entries;
using Roundtable.Terms.Registry;

namespace Roundtable.Workspace.Scanning;

/// <summary>The models that a corpus names, with their vendors and terms.</summary>
public static class ScanSources
{
    /// <summary>What nobody knows.</summary>
    public const string Unknown = "unknown";

    /// <summary>The models, those that most rows name first.</summary>
    public static IReadOnlyList<ScanSource> Of(RegistrySnapshot registry, ScanReport report) => [.. report.Models.Select(m => Of(registry, m))];

    /// <summary>Rows by vendor or by terms; a row whose model has several is counted for each.</summary>
    public static IReadOnlyList<ReportShare> Shares(ScanReport report, IReadOnlyList<ScanSource> sources, Func<ScanSource, IEnumerable<string>> names) =>
    [
        .. sources.SelectMany(s => names(s).DefaultIfEmpty(Unknown).Select(n => (Name: n, s.Rows, Words: report.Models.First(m => m.Name == s.Name).Words)))
            .GroupBy(s => s.Name, StringComparer.Ordinal)
            .Select(g => ReportShare.Of(g.Key, g.Sum(s => s.Rows), g.Sum(s => s.Words), report.Examined, report.Sample < 1))
            .OrderByDescending(s => s.Rows).ThenBy(s => s.Name, StringComparer.Ordinal),
    ];

    private static ScanSource Of(RegistrySnapshot registry, ReportShare model)
    {
        if (registry.Model(model.Name)?.Entry is not ModelEntry entry)
        {
            return new ScanSource(model.Name, null, null, [], model.Rows);
        }

        var terms = entry.Licences.Count > 0
            ? entry.Licences.Select(l => l.Name)
            : registry.All(EntryKind.Provider).Select(p => p.Entry).OfType<ProviderEntry>()
                .Where(p => p.Route == RouteKind.Direct && p.Owner is not null && p.Owner == entry.Owner).SelectMany(p => p.Terms).Select(t => t.Name);
        return new ScanSource(model.Name, entry.Id.ToString(), entry.Owner, [.. terms.Distinct(StringComparer.Ordinal)], model.Rows);
    }
}
