using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Models.Protocols;
using Roundtable.Web.Access;
using Roundtable.Workspace.PanelModels;

namespace Roundtable.Web.PanelModels;

/// <summary>The base address <c>/v1</c>, which speaks OpenAI's and Anthropic's protocols and has panels for models, and nothing else.</summary>
public static class PanelModelEndpoints
{
    private const int MaxModels = 1000;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var asking = app.MapGroup("/v1").RequireAuthorization(AccessPolicies.Asker).ExcludeFromDescription();
        MapPost(asking, "/chat/completions", Protocol.ChatCompletions);
        MapPost(asking, "/responses", Protocol.Responses);
        MapPost(asking, "/messages", Protocol.Messages);
        asking.MapPost("/messages/count_tokens", CountTokensAsync).WithMetadata(new ErrorShape(static _ => Protocol.Messages));
        var reading = app.MapGroup("/v1").RequireAuthorization(AccessPolicies.Reader).ExcludeFromDescription().WithMetadata(new ErrorShape(ProtocolOf));
        reading.MapGet("/models", ListAsync);
        reading.MapGet("/models/{**id}", OneAsync);
        reading.Map("/{**path}", NothingAsync);
    }

    private static void MapPost(RouteGroupBuilder group, string path, Protocol protocol) => group
        .MapPost(path, (HttpContext context, PanelModelEndpoint panels) => AnswerAsync(context, panels, protocol))
        .WithMetadata(new ErrorShape(_ => protocol));

    private static async Task AnswerAsync(HttpContext context, PanelModelEndpoint panels, Protocol protocol)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        await panels.AnswerAsync(context, protocol, body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    private static async Task ListAsync(HttpContext context, PanelModelService panels, CancellationToken cancellation)
    {
        var names = await panels.NamesAsync(cancellation);
        await WriteAsync(context, ProtocolOf(context) == Protocol.Messages ? Page(context.Request, names) : new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. names.Select(OpenAIModel)]),
        });
    }

    private static async Task OneAsync(HttpContext context, string id, PanelModelService panels, CancellationToken cancellation)
    {
        var model = Uri.UnescapeDataString(id); // SDKs escape the slash, which the server leaves as it is.
        if (PanelModelName.Panel(model) is { } panel && (await panels.NamesAsync(cancellation)).Contains(panel, StringComparer.Ordinal))
        {
            await WriteAsync(context, ProtocolOf(context) == Protocol.Messages ? AnthropicModel(panel) : OpenAIModel(panel));
            return;
        }

        await PanelErrors.WriteAsync(
            context.Response, ProtocolOf(context), 404, "model_not_found", "model", $"There is no panel '{model}'. GET /v1/models lists the panels.");
    }

    /// <summary>Each seat's model counts with a tokenizer of its own, and each is asked with a prompt of its own: no number would be true.</summary>
    private static Task CountTokensAsync(HttpContext context) => PanelErrors.WriteAsync(
        context.Response,
        Protocol.Messages,
        400,
        "unsupported_parameter",
        null,
        "A panel counts no tokens: each of its models has a tokenizer and a prompt of its own. POST /api/v1/sessions/estimate estimates the cost.");

    private static Task NothingAsync(HttpContext context) => PanelErrors.WriteAsync(
        context.Response,
        ProtocolOf(context),
        404,
        "unknown_url",
        null,
        $"{context.Request.Method} {context.Request.Path} is not known here: panels answer /v1/chat/completions, /v1/responses and /v1/messages, and /v1/models lists them.");

    /// <summary>Anthropic's SDKs state the version of its API with every request.</summary>
    private static Protocol ProtocolOf(HttpContext context) =>
        context.Request.Headers.ContainsKey("anthropic-version") ? Protocol.Messages : Protocol.ChatCompletions;

    /// <summary>A page of Anthropic's list.</summary>
    private static JsonObject Page(HttpRequest request, IReadOnlyList<string> names)
    {
        var all = names.Select(PanelModelName.Of).ToList();
        var limit = int.TryParse(request.Query["limit"], out var wanted) && wanted is > 0 and <= MaxModels ? wanted : 20;
        var after = all.IndexOf(request.Query["after_id"].ToString());
        var before = all.IndexOf(request.Query["before_id"].ToString());
        var (from, to) = before >= 0 ? (Math.Max(0, before - limit), before) : (after + 1, Math.Min(all.Count, after + 1 + limit));
        return new JsonObject
        {
            ["data"] = new JsonArray([.. names.Skip(from).Take(to - from).Select(AnthropicModel)]),
            ["has_more"] = before >= 0 ? from > 0 : to < all.Count,
            ["first_id"] = from < to ? all[from] : null,
            ["last_id"] = from < to ? all[to - 1] : null,
        };
    }

    /// <summary>A panel has no date of release: both protocols take the beginning of 1970 for one that is not known.</summary>
    private static JsonObject OpenAIModel(string panel) =>
        new() { ["id"] = PanelModelName.Of(panel), ["object"] = "model", ["created"] = 0, ["owned_by"] = "roundtable" };

    private static JsonObject AnthropicModel(string panel) => new()
    {
        ["type"] = "model",
        ["id"] = PanelModelName.Of(panel),
        ["display_name"] = $"Panel {panel}",
        ["created_at"] = "1970-01-01T00:00:00Z",
    };

    private static Task WriteAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
