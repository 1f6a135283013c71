using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;
using Roundtable.Web.Requests;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;

namespace Roundtable.Web.Api;

/// <summary>The registry and rulings over HTTP: the JSON of <c>roundtable registry --json</c> and <c>roundtable judge --json</c>.</summary>
public static class RegistryApi
{
    private const string Json = "application/json";
    private const string Yaml = "application/yaml";
    private const string ById = "id";

    private static readonly string[] _sorts = [ById, "title"];

    /// <summary>What readers may do.</summary>
    public static void MapReading(RouteGroupBuilder api)
    {
        api.MapGet("/registry", ListAsync)
            .Describe(new ApiOperation("listRegistry", ApiTags.Registry)
            {
                Query =
                [
                    ApiParameter.Choice("kind", "Only entries of this kind.", Kebab.Names<EntryKind>()),
                    ApiParameter.Text("q", "Only entries that contain this text, ignoring case."),
                    ApiParameter.Choice("sort", "The order: by id, or by title.", _sorts) with { Default = ById },
                    .. ListPage.Parameters,
                ],
                Answers = [ApiAnswer.Json("EntryList")],
                IsList = true,
            })
            .WithSummary("The registry's entries: as 'roundtable registry list --json'.");
        api.MapGet("/registry/entry", ShowAsync)
            .Describe(Named("getEntry", "name", "An entry, like model:acme/small@2.", "ShownEntry"))
            .WithSummary("An entry with its versions and revisions: as 'roundtable registry show --json'.");
        api.MapGet("/registry/lineage", LineageAsync)
            .Describe(Named("getLineage", "name", "An entry, a session or a leaf.", "Lineage"))
            .WithSummary("Ancestors and descendants of an entry: as 'roundtable registry lineage --json'.");
        api.MapGet("/registry/reciprocity", ReciprocityAsync)
            .Describe(Named("getReciprocity", "organisation", "An organisation.", "Reciprocity"))
            .WithSummary("An organisation's restrictions on others, compared with its own models' lineage: as 'roundtable registry reciprocity --json'.");
        api.MapGet("/registry/questions", QuestionsAsync)
            .Describe(new ApiOperation("listOpenQuestions", ApiTags.Registry) { Answers = [ApiAnswer.Json("OpenQuestions")] })
            .WithSummary("What is unknown, ranked by how much depends on it: as 'roundtable registry questions --json'.");
        api.MapGet("/judge", JudgeAsync)
            .Describe(new ApiOperation("judgeUse", ApiTags.Registry)
            {
                Query =
                [
                    ApiParameter.Text("content", "What is to be judged: the id of a session, leaf:INDEX, model:NAME or dataset:NAME.") with { Required = true },
                    ApiParameter.Choice("use", "The use.", Kebab.Names<Use>()) with { Required = true },
                    ApiParameter.Day("on", "The day of the use; today (UTC) where it is left out."),
                    ApiParameter.Text("as", "Who wants to use it; the organisation of the configuration where it is left out."),
                    ApiParameter.Day("obtained", "The day on which everything is taken to have been obtained; the recorded days where it is left out."),
                    ApiParameter.Text("without", "What is taken not to have been used: ids separated by commas."),
                    ApiParameter.Choice("of", "For a model: its outputs or its weights.", ["outputs", "weights"]),
                    ApiParameter.Text("serves", "The organisation that is served, for deploy and resell."),
                    ApiParameter.Text("served-in", "The region of those who are served, for deploy and resell: two capital letters, or EU."),
                ],
                Answers = [ApiAnswer.Json("Ruling")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("A ruling: as 'roundtable judge --json'. It is not recorded in the log.");
    }

    /// <summary>What admins may do.</summary>
    public static void MapAdding(RouteGroupBuilder registry) =>
        registry.MapPost("", AddAsync)
            .Accepts<string>(Yaml)
            .Describe(new ApiOperation("addEntries", ApiTags.Registry)
            {
                Answers = [ApiAnswer.Json("EntryList")],
                Errors =
                [
                    StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
                    StatusCodes.Status507InsufficientStorage,
                ],
            })
            .WithSummary("Adds entries, as 'roundtable registry add' does; the body is a YAML file.");

    private static ApiOperation Named(string id, string parameter, string description, string schema) => new(id, ApiTags.Registry)
    {
        Query = [ApiParameter.Text(parameter, description) with { Required = true }],
        Answers = [ApiAnswer.Json(schema)],
        Errors = [StatusCodes.Status404NotFound],
    };

    private static async Task<IResult> ListAsync(
        HttpContext context, RegistryService registry, string? kind, string? q, string? sort, CancellationToken cancellation)
    {
        var entries = await registry.ListAsync(EntryFilter.Parse(kind, q), cancellation);
        return ListPage.Of(context.Request).Answer(
            context,
            sort == "title" ? [.. entries.OrderBy(e => e.Entry.Title ?? e.Entry.Id.Name, StringComparer.OrdinalIgnoreCase)] : entries,
            RegistryJson.Row);
    }

    private static Task<IResult> ShowAsync(RegistryService registry, string? name, CancellationToken cancellation) =>
        AnswerAsync(async () => RegistryJson.Shown(await registry.ShowAsync(name ?? "", cancellation)));

    private static Task<IResult> LineageAsync(RegistryService registry, string? name, CancellationToken cancellation) =>
        AnswerAsync(async () => (await registry.LineageAsync(name ?? "", cancellation)).Json());

    private static Task<IResult> ReciprocityAsync(RegistryService registry, string? organisation, CancellationToken cancellation) =>
        AnswerAsync(async () => ReciprocityText.Json(await registry.ReciprocityAsync(organisation ?? "", cancellation)));

    private static Task<IResult> QuestionsAsync(WorkspaceContext workspace, WorkspaceReader reader, CancellationToken cancellation) =>
        AnswerAsync(async () => (await OpenQuestions.TodayAsync(workspace, await reader.OpenRegistryAsync(cancellation), cancellation)).Json());

    private static Task<IResult> JudgeAsync(HttpContext context, WorkspaceContext workspace, WorkspaceReader reader, CancellationToken cancellation) =>
        AnswerAsync(async () =>
        {
            var access = await reader.OpenRegistryAsync(cancellation);
            var (ruling, parts, removal) = await JudgeQuery.Read(context.Request.Query).RuleAsync(workspace, access, cancellation);
            return RulingWriter.Json(ruling, parts, removal);
        });

    private static async Task<IResult> AddAsync(HttpContext context, WorkspaceContext workspace, SharedLog shared, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || type.MediaType != Yaml)
        {
            return ApiProblem.UnsupportedMediaType(Yaml);
        }

        using var body = new StreamReader(context.Request.Body);
        List<YamlProblem> problems = [];
        var entries = EntryReader.Read(await body.ReadToEndAsync(cancellation), problems);
        if (problems.Count > 0)
        {
            return ApiProblem.Invalid(problems.OrderBy(p => p.Line).ThenBy(p => p.Column)
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
            return ApiProblem.Of(e);
        }
    }

    private static async Task<IResult> AnswerAsync(Func<Task<JsonObject>> answer)
    {
        try
        {
            return Results.Text(Document.Line(await answer()), Json);
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Of(e);
        }
    }
}
