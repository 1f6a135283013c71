using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Tables;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Spending;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Gateway;

/// <summary>
/// The pages about calls through the gateway: the calls, what they cost, and how to connect a program. Admins see everybody's, others their own.
/// </summary>
public static class GatewayEndpoints
{
    private static readonly string[] _filters = ["upstream", "model", "since", "failed"];

    private const int ShownDays = 30;
    private const int MaxDays = 370; // as the sentence below says

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").RequireAuthorization(AccessPolicies.Caller);
        pages.MapGet("/calls", CallsAsync);
        pages.MapGet("/calls/{id}", CallAsync);
        pages.MapGet("/spending", SpendingAsync);
        pages.MapGet("/spending.csv", CsvAsync);
        pages.MapGet("/connect", Connect);
        KeyEndpoints.Map(app);
    }

    private static async Task<IResult> CallsAsync(
        HttpContext context,
        CallService calls,
        GatewaySpending spending,
        string? q,
        string? caller,
        string? upstream,
        string? model,
        string? since,
        string? failed,
        CancellationToken cancellation)
    {
        if (q?.Trim() is { Length: > 0 } id)
        {
            return Results.Redirect($"/calls/{Uri.EscapeDataString(id)}");
        }

        var who = CallerIdentity.Of(context);
        var view = TableView.Read(context.Request, who.Role == Role.Admin ? ["caller", .. _filters] : _filters);
        var filter = new CallFilter(
            who.Role == Role.Admin ? Given(caller) : who.Name, Given(upstream), Given(model), Day(since), OnlyFailed: Given(failed) is not null)
        {
            Order = CallColumns.Order(view.Sort) ?? CallOrder.Time,
            Ascending = CallColumns.Order(view.Sort) is not null && !view.Descending,
        };
        var format = TableView.Format(context.Request);
        var (lines, total) = format is null
            ? await calls.ListAsync(filter, view.Skip, view.Take, cancellation)
            : await calls.ListAsync(filter, 0, int.MaxValue, cancellation);
        var charges = await new SpendingLedger(await spending.CurrentAsync(cancellation)).ChargesAsync([.. lines.Select(l => l.Id)], cancellation);
        IReadOnlyList<CallRow> rows = [.. lines.Select(l => new CallRow(l, charges.GetValueOrDefault(l.Id)))];
        return format is not null
            ? TableDownload.Of("calls", format, view.Of(CallColumns.All), rows)
            : Page.Of<CallsPage>(context, ("Filter", filter), ("Rows", rows), ("Total", total), ("View", view));
    }

    private static async Task<IResult> CallAsync(
        HttpContext context, string id, CallService calls, GatewaySpending spending, CancellationToken cancellation)
    {
        var who = CallerIdentity.Of(context);
        var call = id.Length <= 64 && id.All(char.IsAsciiLetterOrDigit) ? await calls.FindAsync(id, cancellation) : null;
        if (call is null || (who.Role != Role.Admin && call.Caller != who.Name))
        {
            return Page.Problem(
                context, StatusCodes.Status404NotFound, TLater("There is no such call."),
                    TLater("The list shows the calls. One that is not yours is not shown to you."));
        }

        var charges = await new SpendingLedger(await spending.CurrentAsync(cancellation)).ChargesAsync([id], cancellation);
        return Page.Of<CallPage>(context, ("Call", call), ("Charge", charges.GetValueOrDefault(id)));
    }

    private static async Task<IResult> SpendingAsync(
        HttpContext context, GatewaySpending spending, WorkspaceContext workspace, string? from, string? to, string? owner, CancellationToken cancellation)
    {
        var report = await ReportAsync(context, spending, workspace, from, to, owner, cancellation);
        return report is null ? Unknown(context) : Page.Of<SpendingPage>(context, ("Report", report), ("Owner", Given(owner)));
    }

    private static async Task<IResult> CsvAsync(
        HttpContext context, GatewaySpending spending, WorkspaceContext workspace, string? from, string? to, string? owner, CancellationToken cancellation)
    {
        if (await ReportAsync(context, spending, workspace, from, to, owner, cancellation) is not { } report)
        {
            return Unknown(context);
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"spending-{report.From:yyyy-MM-dd}-{report.To:yyyy-MM-dd}.csv");
        return Results.File(Encoding.UTF8.GetBytes(report.Csv()), "text/csv; charset=utf-8", name);
    }

    private static async Task<SpendingReport?> ReportAsync(
        HttpContext context, GatewaySpending spending, WorkspaceContext workspace, string? from, string? to, string? owner, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime);
        var (first, last) = (Given(from) is null ? null : Day(from), Given(to) is null ? today : Day(to));
        if ((Given(from) is not null && first is null) || last is not { } end)
        {
            return null;
        }

        var start = first ?? end.AddDays(1 - ShownDays);
        if (start > end || end.DayNumber - start.DayNumber >= MaxDays)
        {
            return null;
        }

        var who = CallerIdentity.Of(context);
        return await SpendingReport.ReadAsync(
            await spending.CurrentAsync(cancellation), start, end, who.Role == Role.Admin ? Given(owner) : who.Name, cancellation);
    }

    private static IResult Connect(HttpContext context, AccessRules rules)
    {
        var address = rules.PublicAddress?.ToString().TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}";
        return Page.Of<ConnectPage>(context, ("Address", address));
    }

    private static IResult Unknown(HttpContext context) => Page.Problem(
        context,
        StatusCodes.Status400BadRequest,
        TLater("These are no days."),
        TLater("Give days as YYYY-MM-DD, the first not after the last, and at most 370 of them."));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
