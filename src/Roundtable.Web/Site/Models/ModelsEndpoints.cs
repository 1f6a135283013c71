using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Deliberation.Panels;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Profiles;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Models;

/// <summary>The pages about models: all of them, one of them, and how far they agree.</summary>
public static class ModelsEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").RequireAuthorization(AccessPolicies.Reader);
        pages.MapGet("/models", ListAsync);
        pages.MapGet("/models/{id}", ShowAsync);
        pages.MapGet("/monoculture", MonocultureAsync);
        pages.MapGet("/monoculture.csv", static async (ModelProfileService profiles, CancellationToken cancellation) => Results.File(
            Encoding.UTF8.GetBytes(MonocultureTable.Csv((await profiles.SessionsAsync(cancellation)).Monoculture)),
            "text/csv; charset=utf-8",
            "monoculture.csv"));
        pages.MapGet("/monoculture.json", static async (ModelProfileService profiles, CancellationToken cancellation) => Results.Text(
            Document.Line(MonocultureTable.Json((await profiles.SessionsAsync(cancellation)).Monoculture)), "application/json"));
    }

    /// <summary>What is known of a model, as far as a caller may see it: admins see everybody's calls, others their own.</summary>
    internal static async Task<ModelProfile?> FindAsync(
        string id,
        Caller caller,
        ModelProfileService profiles,
        AskService asking,
        CallService calls,
        WorkspaceReader reader,
        CancellationToken cancellation) =>
        await profiles.FindAsync(
            id,
            await asking.LoadAsync(cancellation),
            await calls.FiguresAsync(ModelIdentity.Of(id), caller.Role == Role.Admin ? null : caller.Name, cancellation),
            await reader.TryOpenLogAsync(cancellation),
            cancellation);

    private static async Task<IResult> ListAsync(HttpContext context, ModelProfileService profiles, AskService asking, CancellationToken cancellation)
    {
        var connections = await asking.LoadAsync(cancellation);
        return Page.Of<ModelsPage>(
            context,
            ("Figures", (await profiles.SessionsAsync(cancellation)).Figures),
            ("Connections", (IReadOnlyList<(string, int, string?)>)[.. connections.Connections.Select(c => (c.Name, c.Models.Count, c.NotConnected))]));
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context,
        string id,
        ModelProfileService profiles,
        AskService asking,
        CallService calls,
        WorkspaceReader reader,
        CancellationToken cancellation) =>
        await FindAsync(id, CallerIdentity.Of(context), profiles, asking, calls, reader, cancellation) is { } profile
            ? Page.Of<ModelPage>(context, ("Profile", profile))
            : Page.Problem(
                context,
                StatusCodes.Status404NotFound,
                TLater("There is no such model."),
                TLater("No session, run, bench, call or connection knows it. The list shows the models that were asked."));

    private static async Task<IResult> MonocultureAsync(
        HttpContext context, ModelProfileService profiles, WorkspaceContext workspace, CancellationToken cancellation)
    {
        var (figures, all) = await profiles.SessionsAsync(cancellation);
        return Page.Of<MonoculturePage>(context, ("Figures", figures), ("All", all), ("Now", workspace.Time.GetUtcNow()));
    }
}
