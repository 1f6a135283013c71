using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Yaml;
using Roundtable.Web.Requests;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;

namespace Roundtable.Web.Api;

/// <summary>The registry and rulings over HTTP: the JSON of <c>roundtable registry --json</c> and <c>roundtable judge --json</c>.</summary>
public static class RegistryApi
{
    private const string Json = "application/json";
    private const int MaxSteps = 2000;

    /// <summary>What readers may do.</summary>
    public static void MapReading(RouteGroupBuilder api)
    {
        api.MapGet("/registry", ListAsync)
            .WithSummary("The registry's entries: as 'roundtable registry list --json'.")
            .WithDescription("Query: kind, q (text).");
        api.MapGet("/registry/entry", ShowAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("An entry with its versions and revisions: as 'roundtable registry show --json'.")
            .WithDescription("Query: name, like model:acme/small@2.");
        api.MapGet("/registry/lineage", LineageAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Ancestors and descendants of an entry: as 'roundtable registry lineage --json'.")
            .WithDescription("Query: name.");
        api.MapGet("/registry/reciprocity", ReciprocityAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("An organisation's restrictions on others, compared with its own models' lineage: as 'roundtable registry reciprocity --json'.")
            .WithDescription("Query: organisation.");
        api.MapGet("/judge", JudgeAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("A ruling: as 'roundtable judge --json'. It is not recorded in the log.")
            .WithDescription("Query: content, use, on, as, obtained, without (ids separated by commas).");
    }

    /// <summary>What admins may do.</summary>
    public static void MapAdding(RouteGroupBuilder registry) =>
        registry.MapPost("", AddAsync)
            .Accepts<string>("application/yaml")
            .ProducesValidationProblem()
            .WithSummary("Adds entries, as 'roundtable registry add' does; the body is a YAML file.");

    private static async Task<IResult> ListAsync(WorkspaceReader reader, string? kind, string? q, CancellationToken cancellation)
    {
        var access = await reader.OpenRegistryAsync(cancellation);
        return Results.Text(Document.Line(Document.Array(EntryLookup.List(access.Registry, kind, q), RegistryJson.Row)), Json);
    }

    private static Task<IResult> ShowAsync(WorkspaceReader reader, string? name, CancellationToken cancellation) =>
        AnswerAsync(reader, access => RegistryJson.Shown(access.Registry, EntryLookup.Find(access.Registry, name ?? "")), cancellation);

    private static Task<IResult> LineageAsync(WorkspaceReader reader, string? name, CancellationToken cancellation) => AnswerAsync(
        reader,
        access =>
        {
            var nodes = LineageLookup.Nodes(access, name ?? "");
            return new JsonObject
            {
                ["name"] = nodes[0].Name,
                ["up"] = LineageJson.Of(access.Index.Walk(nodes, up: true, MaxSteps)),
                ["down"] = LineageJson.Of(access.Index.Walk(nodes, up: false, MaxSteps)),
            };
        },
        cancellation);

    private static Task<IResult> ReciprocityAsync(
        WorkspaceContext workspace, WorkspaceReader reader, string? organisation, CancellationToken cancellation) => AnswerAsync(
        reader,
        access => ReciprocityLookup.Of(access, organisation ?? "", workspace.Time, cancellation) is { } report
            ? ReciprocityText.Json(report)
            : throw new WorkspaceException(ErrorKind.NotFound, $"The registry has no organisation '{organisation}'."),
        cancellation);

    private static async Task<IResult> JudgeAsync(HttpContext context, WorkspaceContext workspace, WorkspaceReader reader, CancellationToken cancellation)
    {
        var access = await reader.OpenRegistryAsync(cancellation);
        try
        {
            var (ruling, parts, removal) = await JudgeQuery.Read(context.Request.Query).RuleAsync(workspace, access, cancellation);
            return Results.Text(Document.Line(RulingWriter.Json(ruling, parts, removal)), Json);
        }
        catch (WorkspaceException e)
        {
            return Problem(e);
        }
    }

    private static async Task<IResult> AddAsync(HttpContext context, WorkspaceContext workspace, SharedLog shared, CancellationToken cancellation)
    {
        using var body = new StreamReader(context.Request.Body);
        List<YamlProblem> problems = [];
        var entries = EntryReader.Read(await body.ReadToEndAsync(cancellation), problems);
        if (problems.Count > 0)
        {
            return Results.ValidationProblem(problems.OrderBy(p => p.Line).ThenBy(p => p.Column)
                .GroupBy(p => string.Create(CultureInfo.InvariantCulture, $"{p.Line}:{p.Column}"), StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Select(p => p.Text).ToArray(), StringComparer.Ordinal));
        }

        try
        {
            var settled = await RegistryAppender.SettleAsync(workspace, entries, cancellation);
            await using var use = await shared.OpenAsync(cancellation);
            var added = await RegistryAppender.AppendAllAsync(use.Log, settled, [], workspace.Time, cancellation);
            return Results.Text(Document.Line(Document.Array(added, RegistryJson.Row)), Json);
        }
        catch (WorkspaceException e)
        {
            return Problem(e);
        }
    }

    private static async Task<IResult> AnswerAsync(WorkspaceReader reader, Func<RegistryAccess, JsonObject> answer, CancellationToken cancellation)
    {
        var access = await reader.OpenRegistryAsync(cancellation);
        try
        {
            return Results.Text(Document.Line(answer(access)), Json);
        }
        catch (WorkspaceException e)
        {
            return Problem(e);
        }
    }

    private static IResult Problem(WorkspaceException error) => error.Kind == ErrorKind.NotFound
        ? Results.Problem(error.Message, statusCode: StatusCodes.Status404NotFound, title: "Not found.")
        : Results.Problem(error.Message, statusCode: StatusCodes.Status400BadRequest, title: "The request is not accepted.");
}
