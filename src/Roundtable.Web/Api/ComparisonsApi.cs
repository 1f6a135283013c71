using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Workspace;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Comparing;
using Roundtable.Workspace.Connections;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Search;

namespace Roundtable.Web.Api;

/// <summary>Two sessions or two panels side by side, over HTTP.</summary>
public static class ComparisonsApi
{
    private const string Json = "application/json";
    private const string PanelName = "^[A-Za-z0-9_-]{1,64}$";

    /// <summary>What readers may do.</summary>
    /// <param name="reading">The group of readers' operations.</param>
    public static void Map(RouteGroupBuilder reading)
    {
        reading.MapGet("/sessions/{id}/compare", SessionsAsync)
            .Describe(new ApiOperation("compareSessions", ApiTags.Sessions)
            {
                Path = [ApiOperation.SessionId],
                Query = [With("The id of the session that it is compared with.", "^[0-9a-z]{1,64}$")],
                Answers = [ApiAnswer.Json("SideBySide")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("Two sessions side by side: as 'roundtable sessions compare --json'.");
        reading.MapGet("/panels/{name}/compare", PanelsAsync)
            .Describe(new ApiOperation("comparePanels", ApiTags.Models)
            {
                Path = [ApiParameter.Text("name", "The panel's name.", 64) with { Pattern = PanelName }],
                Query = [With("The name of the panel that it is compared with.", PanelName)],
                Answers = [ApiAnswer.Json("SideBySide")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("Two panels side by side: as 'roundtable panels compare --json'.");
    }

    private static ApiParameter With(string description, string pattern) =>
        ApiParameter.Text("with", description, 64) with { Required = true, Pattern = pattern };

    private static async Task<IResult> SessionsAsync(string id, string with, SessionLibrary sessions, CancellationToken cancellation) =>
        await sessions.TryReadAsync(id, cancellation) is not { } left ? SessionsApi.NoSession(id)
        : await sessions.TryReadAsync(with, cancellation) is not { } right ? SessionsApi.NoSession(with)
        : Results.Text(Document.Line(SessionComparison.Of(left, right).Json()), Json);

    private static async Task<IResult> PanelsAsync(string name, string with, AskService asking, CancellationToken cancellation)
    {
        var connections = await asking.LoadAsync(cancellation);
        try
        {
            var (left, right) = (PanelService.Get(connections, name), PanelService.Get(connections, with));
            return Results.Text(Document.Line(PanelComparison.Of(left, right).Json()), Json);
        }
        catch (WorkspaceException e) when (e.Kind == ErrorKind.NotFound)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status404NotFound, title: "There is no such panel.");
        }
    }
}
