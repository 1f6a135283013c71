using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Sessions;
using Roundtable.Models.Http;
using Roundtable.Models.Protocols;
using Roundtable.Web.Access;
using Roundtable.Web.Streams;
using Roundtable.Workspace;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.PanelModels;

namespace Roundtable.Web.PanelModels;

/// <summary>
/// Answers a request to a model that is a panel: the question is put to the panel, and its fused answer is written in the caller's protocol. A caller who
/// goes away stops the session; what was answered stays on the record.
/// </summary>
public sealed class PanelModelEndpoint(PanelModelService panels, AccessRules rules, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Name of the header that has the session's id.</summary>
    public const string SessionHeader = "x-roundtable-session";

    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(10);

    /// <summary>Answers a request whose caller may begin sessions.</summary>
    /// <param name="context">The request; its body was read.</param>
    /// <param name="protocol">What it is written in.</param>
    /// <param name="body">Its body.</param>
    public async Task AnswerAsync(HttpContext context, Protocol protocol, ReadOnlyMemory<byte> body)
    {
        try
        {
            var hops = context.Request.Headers[Hops.Header].ToString();
            if (Hops.IsLoop(hops))
            {
                throw new PanelRequestException(
                    400, "panel_loop", "model", "This panel was reached by a call of its own server, so that it would ask itself without end: take it off the seats.");
            }

            Hops.Remember(hops);
            var options = PanelOptions.Of(context.Request);
            var call = PanelRequestReader.Read(protocol, body);
            await AnswerAsync(context, call with { Request = call.Request with { For = options.For } }, options);
        }
        catch (PanelRequestException e)
        {
            await PanelErrors.WriteAsync(context.Response, protocol, e.Status, e.Code, e.Parameter, e.Message);
        }
        catch (WorkspaceException e)
        {
            await PanelErrors.WriteAsync(context.Response, protocol, Status(e.Kind), "panel_failed", null, e.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
    }

    private async Task AnswerAsync(HttpContext context, PanelCall call, PanelOptions options)
    {
        var names = await panels.NamesAsync(context.RequestAborted);
        if (!names.Contains(call.Request.Panel, StringComparer.Ordinal))
        {
            throw new PanelRequestException(
                404,
                "model_not_found",
                "model",
                $"There is no panel '{call.Request.Panel}'. Known models: {string.Join(", ", names.Select(PanelModelName.Of))}.");
        }

        var begun = await panels.BeginAsync(call.Request, CallerIdentity.Of(context), context.RequestAborted);
        if (begun.Started is not { } session)
        {
            throw Refusal(call, begun, context.Response);
        }

        context.Response.Headers[SessionHeader] = session;
        var address = $"{rules.PublicAddress?.ToString().TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}"}/sessions/{session}";
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            var parts = await panels.AnswerAsync(session, options.Support, ended.Token);
            var writer = AnswerWriter.For(call, session, address, time.GetUtcNow());
            await (call.Stream ? StreamAsync(context.Response, writer, parts, options, address, ended.Token)
                : WriteAsync(context.Response, writer, call, parts, options, address, ended.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && ended.IsCancellationRequested)
        {
            if (!lifetime.ApplicationStopping.IsCancellationRequested)
            {
                await panels.StopAsync(session); // A server that stops takes its sessions up again when it starts.
            }
        }
    }

    private static async Task WriteAsync(
        HttpResponse response, AnswerWriter writer, PanelCall call, IAsyncEnumerable<PanelPart> parts, PanelOptions options, string address, CancellationToken gone)
    {
        var text = new StringBuilder();
        await foreach (var part in parts.WithCancellation(gone))
        {
            switch (part)
            {
                case PanelPart.Text { Value: var next }:
                    text.Append(next);
                    break;
                case PanelPart.Failed { Why: var why }:
                    await PanelErrors.WriteAsync(response, call.Protocol, 503, "panel_failed", null, $"{why} See {address}");
                    return;
                case PanelPart.Finished { Session: var session }:
                    text.Append(Footer(session, options, address));
                    response.ContentType = "application/json";
                    var whole = writer.Whole(text.ToString(), PanelUsage.Of(session), PanelSummary.Extension(session, address));
                    await response.WriteAsync(whole.ToJsonString(), gone);
                    return;
            }
        }
    }

    private async Task StreamAsync(
        HttpResponse response, AnswerWriter writer, IAsyncEnumerable<PanelPart> parts, PanelOptions options, string address, CancellationToken gone)
    {
        EventStream.Begin(response);
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await SendAsync(response, writer.Begin(), "", gone);
        await using var next = parts.GetAsyncEnumerator(gone);
        while (await MovesAsync(next, response, writer, gone))
        {
            switch (next.Current)
            {
                case PanelPart.Text { Value: var text }:
                    await SendAsync(response, [writer.Text(text)], "", gone);
                    break;
                case PanelPart.Failed { Why: var why }:
                    await SendAsync(response, [writer.Fail($"{why} See {address}")], "", gone);
                    return;
                case PanelPart.Finished { Session: var session }:
                    IEnumerable<JsonObject> footer = Footer(session, options, address) is { Length: > 0 } line ? [writer.Text(line)] : [];
                    await SendAsync(response, footer, "", gone);
                    await SendAsync(response, writer.Finish(PanelUsage.Of(session), PanelSummary.Extension(session, address)), writer.End, gone);
                    return;
            }
        }
    }

    /// <summary>Waits for the next part, and says something meanwhile so that nobody on the way takes the connection for dead.</summary>
    private async Task<bool> MovesAsync(IAsyncEnumerator<PanelPart> parts, HttpResponse response, AnswerWriter writer, CancellationToken gone)
    {
        var moving = parts.MoveNextAsync().AsTask();
        while (true)
        {
            try
            {
                return await moving.WaitAsync(_quiet, time);
            }
            catch (TimeoutException) when (!moving.IsCompleted)
            {
                await response.Body.WriteAsync(writer.KeepAlive, gone);
                await response.Body.FlushAsync(gone);
            }
        }
    }

    private static async Task SendAsync(HttpResponse response, IEnumerable<JsonObject> events, string end, CancellationToken gone)
    {
        await response.WriteAsync(string.Concat(events.Select(AnswerWriter.Framed)) + end, gone);
        await response.Body.FlushAsync(gone);
    }

    /// <summary>The line at the end of a text; none behind a JSON document, which it would break.</summary>
    private static string Footer(FusedSession session, PanelOptions options, string address) =>
        options.Footer && session.Fused.Kind != FusedKind.Fields ? $"\n\n---\n{PanelSummary.Line(session, address)}" : "";

    private static PanelRequestException Refusal(PanelCall call, AskResult result, HttpResponse response)
    {
        if (result.Fields.Count > 0)
        {
            return new PanelRequestException(
                400, "invalid_value", Parameter(call, result.Fields[0].Field), string.Join(' ', result.Fields.Select(f => f.Text)));
        }

        if (result.Refused)
        {
            response.Headers.RetryAfter = "60";
            return new PanelRequestException(429, "rate_limit_exceeded", null, result.Problems[0]);
        }

        return new PanelRequestException(Status(result.Kind ?? ErrorKind.InvalidInput), Code(result.Kind), null, string.Join(' ', result.Problems));
    }

    private static string Parameter(PanelCall call, string field) => field switch
    {
        "question" or "context" => call.Protocol == Protocol.Responses ? "input" : "messages",
        "for" => "x-roundtable-use",
        "panel" => "model",
        "schema" => call.Protocol switch { Protocol.Responses => "text.format", Protocol.Messages => "output_config.format", _ => "response_format" },
        _ => field == "seats" && call.Request.MaxTokens is not null ? "max_tokens" : field,
    };

    private static string Code(ErrorKind? kind) => kind switch
    {
        ErrorKind.Denied or ErrorKind.Unsettled => "use_not_allowed",
        ErrorKind.Budget => "budget_exceeded",
        ErrorKind.NotFound => "model_not_found",
        _ => "panel_failed",
    };

    private static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.Denied or ErrorKind.Unsettled or ErrorKind.Budget => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Unavailable or ErrorKind.InUse or ErrorKind.KeyRefused => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.Unwritable => StatusCodes.Status507InsufficientStorage,
        ErrorKind.Internal or ErrorKind.Configuration or ErrorKind.BadData => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status400BadRequest,
    };
}
