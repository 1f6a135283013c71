using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roundtable.Record.Languages;
using Roundtable.Record.Wording;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Languages;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;
using Roundtable.Workspace.Gold;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Labelling;

/// <summary>The pages where people label gold, and adjudicate what two of them differ on.</summary>
public static class LabellingEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var reader = app.MapGroup("/gold").RequireAuthorization(AccessPolicies.Reader);
        reader.MapGet("", (HttpContext context, GoldService gold) => Page.Of<GoldPage>(context, ("Sheets", gold.List())));
        reader.MapGet("/{id}", (HttpContext context, string id, GoldService gold) => TryAsync(context, () => ShowAsync(context, gold, id, null)));
        reader.MapGet("/{id}/disagreements", (HttpContext context, string id, GoldService gold) =>
            TryAsync(context, () => ShowDisputesAsync(context, gold, id, null)));
        reader.MapGet("/{id}/panel", (HttpContext context, string id, GoldService gold) => TryAsync(context, () => ShowPanelAsync(context, gold, id)));
        var asker = app.MapGroup("/gold/{id}").RequireAuthorization(AccessPolicies.Asker);
        asker.MapPost("/label", LabelAsync);
        asker.MapPost("/undo", UndoAsync);
        asker.MapPost("/disagreements", ShowToAllAsync);
        asker.MapPost("/adjudicate", AdjudicateAsync);
        asker.MapPost("/panel", RevealAsync);
    }

    private static Task<IResult> ShowAsync(HttpContext context, GoldService gold, string id, string? problem)
    {
        var sheet = gold.Open(id);
        var by = Annotator.Of(context);
        return Task.FromResult(Page.Of<LabelPage>(
            context,
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            ("Sheet", sheet),
            ("Annotator", by),
            ("Item", by is null ? null : gold.Labelling(id).Next(by)),
            ("Said", context.Request.Query["said"].ToString()),
            ("Problem", problem)));
    }

    private static Task<IResult> ShowDisputesAsync(HttpContext context, GoldService gold, string id, string? problem) =>
        Task.FromResult(Page.Of<DisagreementsPage>(
            context,
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            ("Sheet", gold.Open(id)),
            ("Annotator", Annotator.Of(context)),
            ("Said", context.Request.Query["said"].ToString()),
            ("Problem", problem)));

    private static Task<IResult> ShowPanelAsync(HttpContext context, GoldService gold, string id) =>
        Task.FromResult(Page.Of<PanelLabelsPage>(context, ("Sheet", gold.Open(id)), ("Annotator", Annotator.Of(context))));

    private static Task<IResult> LabelAsync(HttpContext context, string id, GoldService gold, GoldSealer sealer, CancellationToken cancellation) =>
        ChangeAsync(
            context,
            id,
            async (form, by) =>
            {
                var label = await gold.Labelling(id).LabelAsync(form["item"].ToString(), by, form["answer"].ToString(), cancellation);
                sealer.Saved(gold.Open(id));
                return () => T("Saved: {0}.", label.Answer);
            },
            problem => ShowAsync(context, gold, id, problem));

    private static Task<IResult> UndoAsync(HttpContext context, string id, GoldService gold, CancellationToken cancellation) => ChangeAsync(
        context,
        id,
        async (_, by) => await gold.Labelling(id).UndoAsync(by, cancellation) is { } item
            ? () => T("Taken back: item {0} has your label no more.", item.Drawn.Id)
            : () => T("There is no label of yours to take back."),
        problem => ShowAsync(context, gold, id, problem));

    private static Task<IResult> ShowToAllAsync(HttpContext context, string id, GoldService gold, CancellationToken cancellation) => ChangeAsync(
        context,
        id,
        async (_, by) => (await gold.Labelling(id).DisputesAsync(by, cancellation)).Count > 0 ? null : () => T("Nobody differs."),
        problem => ShowDisputesAsync(context, gold, id, problem),
        "/disagreements");

    private static Task<IResult> AdjudicateAsync(HttpContext context, string id, GoldService gold, GoldSealer sealer, CancellationToken cancellation) =>
        ChangeAsync(
            context,
            id,
            async (form, by) =>
            {
                if (form["undo"].Count > 0)
                {
                    return await gold.Labelling(id).UndoAdjudicationAsync(by, cancellation) is { } item
                        ? () => T("Taken back: item {0} is open again.", item.Drawn.Id)
                        : () => T("You have adjudicated nothing that could be taken back.");
                }

                var label = await gold.Labelling(id).AdjudicateAsync(form["item"].ToString(), by, form["answer"].ToString(), cancellation);
                sealer.Saved(gold.Open(id));
                return () => T("Decided: {0}.", label.Answer);
            },
            problem => ShowDisputesAsync(context, gold, id, problem),
            "/disagreements");

    private static Task<IResult> RevealAsync(HttpContext context, string id, GoldService gold, CancellationToken cancellation) => ChangeAsync(
        context,
        id,
        async (_, by) =>
        {
            await gold.Labelling(id).PanelAsync(by, cancellation);
            return null;
        },
        _ => ShowPanelAsync(context, gold, id),
        "/panel");

    /// <summary>Does something and goes on to a page; what is refused is shown on the page.</summary>
    private static Task<IResult> ChangeAsync(
        HttpContext context, string id, Func<IFormCollection, string, Task<Func<string>?>> change, Func<string, Task<IResult>> refused, string page = "") =>
        TryAsync(context, async () =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var by = Annotator.Of(context, form["as"]);
            try
            {
                var said = await change(form, by ?? "");
                List<KeyValuePair<string, string?>> query = [.. Annotator.Query(context, by)];
                if (said is not null)
                {
                    // Only what the person is told is in their language, and not what was recorded before.
                    using var reading = Localized.Read(context.RequestServices.GetRequiredService<SiteLanguages>().For(context.Request));
                    query.Add(KeyValuePair.Create("said", (string?)said()));
                }

                return Results.Redirect($"/gold/{id}{page}{QueryString.Create(query)}");
            }
            catch (WorkspaceException e) when (e.Kind == ErrorKind.InvalidInput)
            {
                return await refused(e.Message);
            }
        });

    private static async Task<IResult> TryAsync(HttpContext context, Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (WorkspaceException e) when (e.Kind == ErrorKind.NotFound)
        {
            return Page.Problem(context, StatusCodes.Status404NotFound, TLater("There is no such gold."), Neutralise.Line(e.Message));
        }
    }
}
