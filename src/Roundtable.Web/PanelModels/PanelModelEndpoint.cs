using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roundtable.Models.Http;
using Roundtable.Models.Protocols;
using Roundtable.Workspace;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.PanelModels;

namespace Roundtable.Web.PanelModels;

/// <summary>What programs find at <c>/v1</c>, and where they ask the gateway for a model that is a panel.</summary>
public sealed class PanelModelEndpoint(PanelModelService panels, PanelSessions sessions, GatewayConfiguration configuration)
{
    private const string Models = "/models";

    /// <summary>Answers a call that was admitted.</summary>
    /// <param name="context">The request, whose body was read, and its response.</param>
    /// <param name="request">What is known of the request.</param>
    /// <param name="admitted">On which terms it was let through.</param>
    /// <param name="body">Its body.</param>
    /// <returns>What came of it.</returns>
    public async Task<ExchangeResult> AnswerAsync(HttpContext context, GatewayRequest request, Admission.Admitted admitted, ReadOnlyMemory<byte> body)
    {
        var protocol = ProtocolOf(context.Request, request.Operation);
        try
        {
            switch (request.Operation)
            {
                case GatewayOperation.ChatCompletions or GatewayOperation.Responses or GatewayOperation.Messages:
                    return await AskAsync(context, request, protocol, admitted, body);
                case GatewayOperation.Models:
                    return await ListAsync(context, request, protocol);
                case GatewayOperation.CountTokens:
                    throw new PanelRequestException(
                        400,
                        "unsupported_parameter",
                        "model",
                        "A panel counts no tokens: each of its models has a tokenizer and a prompt of its own. "
                            + "POST /api/v1/sessions/estimate estimates the cost.");
                default:
                    throw new PanelRequestException(
                        404,
                        "unknown_url",
                        "model",
                        $"A panel does not answer {request.Method} {request.Path}: it answers chat completions, responses and messages.");
            }
        }
        catch (PanelRequestException e)
        {
            await PanelErrors.WriteAsync(context.Response, protocol, e.Status, e.Code, e.Parameter, e.Message);
            return Nobody(request, e.Status);
        }
        catch (WorkspaceException e)
        {
            await PanelErrors.WriteAsync(context.Response, protocol, PanelErrors.Status(e.Kind), "panel_failed", null, e.Message);
            return Nobody(request, PanelErrors.Status(e.Kind));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return Nobody(request, null) with { End = ExchangeEnd.CallerGone };
        }
    }

    private async Task<ExchangeResult> AskAsync(
        HttpContext context, GatewayRequest request, Protocol protocol, Admission.Admitted admitted, ReadOnlyMemory<byte> body)
    {
        var hops = request.Header(Hops.Header);
        if (Hops.IsLoop(hops))
        {
            throw new PanelRequestException(
                400, "panel_loop", "model", "This panel was reached by a call of its own server, and would ask itself without end: take it off the seats.");
        }

        Hops.Remember(hops);
        var options = PanelOptions.Of(context.Request, admitted.Use, (await configuration.CurrentAsync(context.RequestAborted)).Settings.PanelFooter);
        var call = PanelRequestReader.Read(protocol, body);
        var known = await panels.NamesAsync(context.RequestAborted);
        return known.Contains(call.Request.Panel, StringComparer.Ordinal)
            ? await sessions.AnswerAsync(context, request, call with { Request = call.Request with { For = options.For } }, options, admitted)
            : throw new PanelRequestException(
                404,
                "model_not_found",
                "model",
                $"There is no panel '{call.Request.Panel}'. Known models: {string.Join(", ", known.Select(PanelModelName.Of))}.");
    }

    private async Task<ExchangeResult> ListAsync(HttpContext context, GatewayRequest request, Protocol protocol)
    {
        var known = await panels.NamesAsync(context.RequestAborted);
        JsonObject found;
        if (request.Path == Models)
        {
            found = PanelModelList.All(protocol, context.Request.Query, known);
        }
        else
        {
            var model = request.Path[(Models.Length + 1)..];
            found = PanelModelName.Panel(model) is { } panel && known.Contains(panel, StringComparer.Ordinal)
                ? PanelModelList.One(protocol, panel)
                : throw new PanelRequestException(404, "model_not_found", "model", $"There is no panel '{model}'. GET /v1/models lists the panels.");
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(found.ToJsonString(), context.RequestAborted);
        return Nobody(request, StatusCodes.Status200OK);
    }

    private static ExchangeResult Nobody(GatewayRequest request, int? status) =>
        new(request.Call, ExchangeEnd.UpstreamUnreachable, status, null, null, null, null);

    /// <summary>Anthropic's SDKs state the version of its API with every request.</summary>
    private static Protocol ProtocolOf(HttpRequest request, GatewayOperation operation) => operation switch
    {
        GatewayOperation.Responses => Protocol.Responses,
        GatewayOperation.ChatCompletions => Protocol.ChatCompletions,
        GatewayOperation.Messages or GatewayOperation.CountTokens => Protocol.Messages,
        _ => request.Headers.ContainsKey("anthropic-version") ? Protocol.Messages : Protocol.ChatCompletions,
    };
}
