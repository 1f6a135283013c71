using Roundtable.Corpus.Reports;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Scanning;

/// <summary>Shares that a report tells as a table.</summary>
/// <param name="Title">What they are of.</param>
/// <param name="Shares">The shares.</param>
/// <param name="Note">What a reader should know of them.</param>
/// <param name="Filter">By which filter of the site their rows are found; null where by none.</param>
public sealed record ScanTable(string Title, IReadOnlyList<ReportShare> Shares, string? Note = null, string? Filter = null)
{
    /// <summary>The tables of a report that are not empty, the same on every page.</summary>
    public static IEnumerable<ScanTable> Of(ScanReport report, IReadOnlyList<ScanSource> sources) => new ScanTable[]
    {
        new(
            T("Origin"),
            report.Origins,
            T("How sure this is stands under “What it rests on”. Rows of unknown origin are neither human nor synthetic: nothing says what they are."),
            "origin"),
        new(T("What it rests on"), report.DecidedBy,
            T("The evidence that decided, by kind and strength. Weak and statistical evidence never decides."), "evidence"),
        new(T("All evidence"), report.Evidence, null, "evidence"),
        new(T("Models"), report.Models, T("As the rows write them. A row can name several."), "model"),
        new(T("Vendors"), ScanSources.Shares(report, sources, s => s.Vendor is { } vendor ? [vendor] : [])),
        new(T("Terms"), ScanSources.Shares(report, sources, s => s.Terms), T("The terms of the models’ outputs, as the registry knows them.")),
        new(T("Licences"), report.Licences),
        new(T("Languages"), report.Languages ?? [], T("By script and frequent words; “und” where that does not tell: short texts, names, code.")),
    }.Where(t => t.Shares.Count > 0);
}
