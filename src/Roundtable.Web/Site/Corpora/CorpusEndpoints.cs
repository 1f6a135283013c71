using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Tables;
using Roundtable.Workspace;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Scanning;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Corpora;

/// <summary>The pages about corpora that were scanned: their reports, and their rows to click through.</summary>
public static class CorpusEndpoints
{
    private const int PageRows = 25;

    // Rows examined for one page; where few pass the filter, the next page goes on from there.
    private const int MaxExamined = 200_000;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/corpora").RequireAuthorization(AccessPolicies.Reader);
        pages.MapGet("", List);
        pages.MapGet("/{id}", ReportAsync);
        pages.MapGet("/{id}/rows", RowsAsync);
        pages.MapGet("/{id}/rows/table", TableAsync);
        pages.MapGet("/{id}/row", RowAsync);
    }

    private static IResult List(HttpContext context, WorkspaceContext workspace) => Page.Of<CorporaPage>(
        context,
        ("Corpora", (IReadOnlyList<ScannedCorpus>)[.. KnownScans.Of(workspace.DataDirectory).Read().Select(ScannedCorpus.TryOpen).OfType<ScannedCorpus>()]));

    private static async Task<IResult> ReportAsync(
        HttpContext context, WorkspaceContext workspace, WorkspaceReader reader, string id, string? use, CancellationToken cancellation)
    {
        if (Find(workspace, id) is not { } corpus)
        {
            return None(context);
        }

        var access = await reader.OpenRegistryAsync(cancellation);
        var ruling = Kebab.TryParse<Use>(use ?? "", out var asked)
            ? ScanRuling.Of(access, corpus.Report, await Intents.TodayAsync(workspace, access, asked, null, cancellation), cancellation)
            : null;
        return Page.Of<CorpusPage>(context, ("Corpus", corpus), ("Sources", ScanSources.Of(access.Registry, corpus.Report)), ("Ruling", ruling));
    }

    private static async Task<IResult> RowsAsync(
        HttpContext context,
        WorkspaceContext workspace,
        string id,
        string? origin,
        string? evidence,
        string? model,
        string? file,
        string? only,
        long? at,
        CancellationToken cancellation)
    {
        if (Find(workspace, id) is not { } corpus)
        {
            return None(context);
        }

        var filter = Filter(origin, evidence, model, file, only);
        var (rows, next) = await ReadAsync(corpus, filter, at ?? 0, PageRows, cancellation);
        return Page.Of<CorpusRowsPage>(context, ("Corpus", corpus), ("Rows", rows), ("Filter", filter), ("Next", next));
    }

    /// <summary>Rows that pass the filters as a table that is sorted and taken away; of a corpus with more than a table can hold, those among the
    /// first.</summary>
    private static async Task<IResult> TableAsync(
        HttpContext context,
        WorkspaceContext workspace,
        string id,
        string? origin,
        string? evidence,
        string? model,
        string? file,
        string? only,
        CancellationToken cancellation)
    {
        if (Find(workspace, id) is not { } corpus)
        {
            return None(context);
        }

        var filter = Filter(origin, evidence, model, file, only);
        var (rows, next) = await ReadAsync(corpus, filter, 0, MaxExamined, cancellation);
        var table = MemoryTable.Read(context.Request, RowColumns.Of(corpus), rows, "origin", "evidence", "model", "file", "only");
        return table.Download(context.Request, $"rows-{corpus.Id}") ?? Page.Of<TablePage<RowLabel>>(
            context,
            ("Heading", TLater("Rows")),
            ("Active", "corpora"),
            ("Trail", (IReadOnlyList<(string, string)>)[(corpus.Name, $"/corpora/{corpus.Id}")]),
            ("Table", table),
            ("Looked", next < new FileInfo(corpus.Labels).Length ? MaxExamined : null));
    }

    /// <summary>Rows that pass a filter, from a place in the file of labels on, until there are as many as wanted or enough were examined; then also the place
    /// to go on from.</summary>
    private static Task<(List<RowLabel> Rows, long? Next)> ReadAsync(
        ScannedCorpus corpus, RowFilter filter, long from, int most, CancellationToken cancellation) => Task.Run(
        () =>
        {
            List<RowLabel> rows = [];
            var examined = 0;
            foreach (var (label, after) in RowLabels.Read(corpus.Labels, Math.Clamp(from, 0, new FileInfo(corpus.Labels).Length)))
            {
                cancellation.ThrowIfCancellationRequested();
                if (filter.Has(label))
                {
                    rows.Add(label);
                }

                if (rows.Count == most || ++examined == MaxExamined)
                {
                    return (rows, after);
                }
            }

            return (rows, (long?)null);
        },
        cancellation);

    private static RowFilter Filter(string? origin, string? evidence, string? model, string? file, string? only) => new()
    {
        Origin = Kebab.TryParse<Origin>(origin ?? "", out var of) ? of : null,
        Evidence = Kebab.TryParse<EvidenceKind>(evidence ?? "", out var kind) ? kind : null,
        Model = model,
        File = file,
        Contradictory = only == "contradictory",
        Repeated = only == "repeated",
        Contaminated = only == "contaminated",
        Sensitive = only == "sensitive",
    };

    private static async Task<IResult> RowAsync(
        HttpContext context, WorkspaceContext workspace, string id, string file, long row, CancellationToken cancellation)
    {
        if (Find(workspace, id) is not { } corpus)
        {
            return None(context);
        }

        RowLabel? found = null;
        IReadOnlyList<(string Field, FieldRole Role, string Text)> texts = [];
        var problem = "";
        try
        {
            await CorpusRows.ReadAsync(
                workspace,
                corpus.Plan,
                corpus.Folder,
                l => l.Row == row && l.File == file,
                (label, text, _) => (found, texts) = (label, CorpusRows.Texts(corpus.Plan, label, text)),
                cancellation);
        }
        catch (WorkspaceException e)
        {
            problem = e.Message;
        }

        return found is null
            ? Page.Problem(
                context,
                StatusCodes.Status404NotFound,
                TLater("There is no such row."),
                problem.Length > 0 ? problem : TLater("It was rejected, or is not part of the sample."))
            : Page.Of<CorpusRowPage>(context, ("Corpus", corpus), ("Label", found), ("Texts", texts));
    }

    private static ScannedCorpus? Find(WorkspaceContext workspace, string id) =>
        KnownScans.Of(workspace.DataDirectory).Read().Select(ScannedCorpus.TryOpen).OfType<ScannedCorpus>().LastOrDefault(c => c.Id == id);

    private static IResult None(HttpContext context) => Page.Problem(
        context, StatusCodes.Status404NotFound, TLater("There is no such report."),
            TLater("Its folder may have been moved. The list shows the corpora that were scanned."));
}
