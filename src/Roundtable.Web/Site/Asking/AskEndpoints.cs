using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Languages;
using Roundtable.Web.Access;
using Roundtable.Web.Requests;
using Roundtable.Web.Site.Languages;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Start;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Attachments;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;
using Roundtable.Workspace.Search;

namespace Roundtable.Web.Site.Asking;

/// <summary>The page on which a question is put.</summary>
public static class AskEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", ShowAsync).RequireAuthorization(AccessPolicies.Reader);
        app.MapPost("/ask", AskAsync).RequireAuthorization(AccessPolicies.Asker).WithMetadata(FileUploads.Limit);
        app.MapPost("/ask/estimate", EstimateAsync).RequireAuthorization(AccessPolicies.Asker).WithMetadata(FileUploads.Limit);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, AskService asking, SessionLibrary sessions, WorkspaceContext workspace, CancellationToken cancellation)
    {
        if (CallerIdentity.Of(context).Role < Role.Asker)
        {
            return Results.Redirect("/sessions");
        }

        var choices = await asking.ChoicesAsync(all: context.Request.Query["all"] == "1", cancellation);
        var form = new AskForm
        {
            Panel = choices.DefaultPanel ?? (choices.Models.Count == 0 ? PanelPlan.RehearsalName : ""),
            Seats = choices.Suggested.CountBy(m => m, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
        };
        if (await AskedAsync("follow") is { } follow)
        {
            form = form with { Follow = follow.Id };
        }
        else if (await AskedAsync("again") is { } session)
        {
            form = form with
            {
                Question = session.Question.Text,
                Kind = session is FusedSession ? "full" : session.Question.IsOpen ? "open" : "options",
                Review = session.Settings.Fusion?.Review == true,
                Schema = session.Settings.Fusion?.Schema?.GetRawText() ?? "",
                Options = session.Question.IsOpen ? form.Options : session.Question.Options,
                Debate = session.Settings.Debate,
                Context = [.. session.Question.Context.Where(d => !d.IsImage)],
            };
        }

        else if (context.Request.Query["example"] == "1")
        {
            form = form with { Question = "Is a hot dog a sandwich?", Options = ["Yes", "No"], Panel = PanelPlan.RehearsalName };
        }

        return Page.Of<AskPage>(context, ("Choices", choices), ("Form", form), ("Recents", await RecentThings.ReadAsync(workspace, sessions, cancellation)));

        async Task<SessionDocument?> AskedAsync(string name) =>
            context.Request.Query[name].ToString() is { Length: > 0 } id ? await sessions.TryReadAsync(id, cancellation) : null;
    }

    private static async Task<IResult> AskAsync(HttpContext context, AskService asking, WorkspaceContext workspace, CancellationToken cancellation)
    {
        var form = await ReadAsync(context, cancellation);
        var asked = context.Request.Form["do"].ToString();
        var problems = asked == "ask" ? await SavePanelAsync(form, workspace, cancellation) : [];

        AskEstimate? estimate = null;
        if (asked is "ask" or "estimate" && problems.Count == 0)
        {
            var result = await asking.TryAsync(form.ToRequest(), CallerIdentity.Of(context), start: asked == "ask", null, cancellation);
            if (result.Started is { } id)
            {
                return Results.Redirect($"/sessions/{id}", permanent: false, preserveMethod: false);
            }

            (problems, estimate) = (result.Problems, result.Estimate);
        }

        // Whoever chose from all of them must see what was chosen again.
        var known = await asking.ChoicesAsync(all: false, cancellation);
        var choices = form.Seats.Keys.Except(known.Models.Select(m => m.Card.Name), StringComparer.Ordinal).Any()
            ? await asking.ChoicesAsync(all: true, cancellation)
            : known;
        form = await KeptAsync(form, workspace, cancellation);
        var status = problems.Count > 0 && asked == "ask" ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page.Of<AskPage>(context, status, ("Choices", choices), ("Form", form), ("Problems", problems), ("Estimate", estimate));
    }

    /// <summary>The form with the texts of its files, which a browser does not send a second time. Images it has to be given again.</summary>
    private static async Task<AskForm> KeptAsync(AskForm form, WorkspaceContext workspace, CancellationToken cancellation)
    {
        if (ContextReader.Problems(form.Files).Any())
        {
            return form with { Files = [] };
        }

        var (documents, _) = await ContextReader.ReadAsync(form.Files, workspace.Time, cancellation);
        return form with
        {
            Context = [.. form.Context, .. documents.Where(d => !d.IsImage)],
            Files = [.. form.Files.Where(f => documents.Any(d => d.IsImage && d.Name == f.Name))],
        };
    }

    /// <summary>Saves the chosen seats as a panel where a name was given for them; what keeps them from being saved is a problem of the form.</summary>
    private static async Task<IReadOnlyList<string>> SavePanelAsync(AskForm form, WorkspaceContext workspace, CancellationToken cancellation)
    {
        if (form.SaveAs.Length == 0 || form.Panel.Length > 0)
        {
            return [];
        }

        try
        {
            await new PanelService(workspace).SaveAsync(form.SaveAs, form.ChosenSeats, null, cancellation);
            return [];
        }
        catch (WorkspaceException e)
        {
            return [e.Message];
        }
    }

    private static async Task<IResult> EstimateAsync(
        HttpContext context, AskService asking, Fragments fragments, SiteLanguages languages, CancellationToken cancellation)
    {
        var form = await ReadAsync(context, cancellation);
        var request = form.ToRequest() with { AsIs = true };
        var estimate = (await asking.TryAsync(request, CallerIdentity.Of(context), start: false, null, cancellation)).Estimate;
        using (Localized.Read(languages.For(context.Request)))
        {
            return Results.Content(await fragments.RenderAsync<EstimateView>(("Estimate", estimate)), "text/html; charset=utf-8");
        }
    }

    private static async Task<AskForm> ReadAsync(HttpContext context, CancellationToken cancellation) =>
        await AskForm.ReadAsync(await context.Request.ReadFormAsync(cancellation), cancellation);
}
