using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Sessions;
using Roundtable.Models.Protocols;
using Roundtable.Web.Access;
using Roundtable.Web.Streams;
using Roundtable.Workspace;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.PanelModels;

namespace Roundtable.Web.PanelModels;

/// <summary>
/// Begins the session that answers a request, and writes its fused answer in the caller's protocol. A caller who goes away stops the session; what was
/// answered stays on the record.
/// </summary>
public sealed class PanelSessions(PanelModelService panels, AccessRules rules, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Name of the response header that has the session's id.</summary>
    public const string SessionHeader = "x-roundtable-session";

    private const decimal MicroDollarsPerDollar = 1_000_000;

    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(10);

    /// <summary>Answers a request.</summary>
    internal async Task<ExchangeResult> AnswerAsync(
        HttpContext context, GatewayRequest request, PanelCall call, PanelOptions options, Admission.Admitted admitted)
    {
        var asked = admitted.ReserveAsync is { } reserve ? await WithinBudgetAsync(context, request, call, reserve) : call.Request;
        var begun = await panels.BeginAsync(asked, request.Caller, context.RequestAborted);
        if (begun.Started is not { } id)
        {
            throw Refusal(call, begun, context.Response);
        }

        context.Response.Headers[SessionHeader] = id;
        var origin = rules.PublicAddress?.ToString().TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}";
        var page = $"{origin}/sessions/{id}";
        var answer = new Answer(context.Response, call, options, page, AnswerWriter.For(call, id, page, time.GetUtcNow()));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            var parts = await panels.AnswerAsync(id, options.Support, ended.Token);
            var session = await (call.Stream ? StreamAsync(answer, parts, ended.Token) : WriteAsync(answer, parts, ended.Token));
            return Result(request, ExchangeEnd.Complete, session);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && ended.IsCancellationRequested)
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return Result(request, ExchangeEnd.Stopped, null); // The session is taken up again when the server starts.
            }

            await panels.StopAsync(id);
            return Result(request, ExchangeEnd.CallerGone, null);
        }
    }

    /// <summary>
    /// The request with a budget of its own, which is charged to the key's before anybody is asked: twice what the session is estimated to cost, since
    /// answers may be longer than most. The session keeps to it.
    /// </summary>
    private async Task<PanelRequest> WithinBudgetAsync(
        HttpContext context, GatewayRequest request, PanelCall call, Func<long, CancellationToken, Task<Admission.Refused?>> reserve)
    {
        var looked = await panels.EstimateAsync(call.Request, request.Caller, context.RequestAborted);
        if (looked.Estimate is not { } estimate || looked.Problems.Count > 0)
        {
            throw Refusal(call, looked, context.Response);
        }

        if (estimate.UnpricedSeats > 0)
        {
            throw new PanelRequestException(
                403,
                "unknown_price",
                "model",
                $"No price is known of {estimate.UnpricedSeats} of the panel's models, so that the key's budget could not be kept: give them one under "
                    + "'models' in roundtable.yaml, or use a key without a budget.");
        }

        var most = 2 * estimate.MicroDollars;
        return await reserve(most, context.RequestAborted) is { } refused
            ? throw new PanelRequestException(refused.Status, refused.Code, "model", refused.Message)
            : most > 0 ? call.Request with { Budget = most / MicroDollarsPerDollar } : call.Request;
    }

    private static ExchangeResult Result(GatewayRequest request, ExchangeEnd end, FusedSession? session) => new(
        request.Call,
        end,
        session is null ? null : StatusCodes.Status200OK,
        request.Model,
        session is null ? null : PanelUsage.Of(session).ToUsage(),
        session is { Spend.UnpricedCalls: 0 } ? session.Spend.MicroDollars / MicroDollarsPerDollar : null,
        null);

    private static async Task<FusedSession?> WriteAsync(Answer answer, IAsyncEnumerable<PanelPart> parts, CancellationToken gone)
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
                    await PanelErrors.WriteAsync(answer.Response, answer.Call.Protocol, 503, "panel_failed", null, $"{why} See {answer.Address}");
                    return null;
                case PanelPart.Finished { Session: var session }:
                    text.Append(answer.Footer(session));
                    answer.Response.ContentType = "application/json";
                    var whole = answer.Writer.Whole(text.ToString(), PanelUsage.Of(session), PanelSummary.Extension(session, answer.Address));
                    await answer.Response.WriteAsync(whole.ToJsonString(), gone);
                    return session;
            }
        }

        return null;
    }

    private async Task<FusedSession?> StreamAsync(Answer answer, IAsyncEnumerable<PanelPart> parts, CancellationToken gone)
    {
        EventStream.Begin(answer.Response);
        answer.Response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await answer.SendAsync(answer.Writer.Begin(), "", gone);
        await using var next = parts.GetAsyncEnumerator(gone);
        while (await MovesAsync(next, answer, gone))
        {
            switch (next.Current)
            {
                case PanelPart.Text { Value: var text }:
                    await answer.SendAsync([answer.Writer.Text(text)], "", gone);
                    break;
                case PanelPart.Failed { Why: var why }:
                    await answer.SendAsync([answer.Writer.Fail($"{why} See {answer.Address}")], "", gone);
                    return null;
                case PanelPart.Finished { Session: var session }:
                    IEnumerable<JsonObject> footer = answer.Footer(session) is { Length: > 0 } line ? [answer.Writer.Text(line)] : [];
                    await answer.SendAsync(footer, "", gone);
                    await answer.SendAsync(
                        answer.Writer.Finish(PanelUsage.Of(session), PanelSummary.Extension(session, answer.Address)), answer.Writer.End, gone);
                    return session;
            }
        }

        return null;
    }

    /// <summary>Waits for the next part, and says something meanwhile so that nobody on the way takes the connection for dead.</summary>
    private async Task<bool> MovesAsync(IAsyncEnumerator<PanelPart> parts, Answer answer, CancellationToken gone)
    {
        var moving = parts.MoveNextAsync().AsTask();
        while (true)
        {
            try
            {
                return await moving.WaitAsync(_quiet, time, CancellationToken.None); // the parts end by themselves where the caller has gone
            }
            catch (TimeoutException) when (!moving.IsCompleted)
            {
                await answer.Response.Body.WriteAsync(answer.Writer.KeepAlive, gone);
                await answer.Response.Body.FlushAsync(gone);
            }
        }
    }

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

        var kind = result.Kind ?? ErrorKind.InvalidInput;
        return new PanelRequestException(PanelErrors.Status(kind), PanelErrors.Code(kind), null, string.Join(' ', result.Problems));
    }

    private static string Parameter(PanelCall call, string field) => field switch
    {
        "question" or "context" => call.Protocol == Protocol.Responses ? "input" : "messages",
        "for" => "x-roundtable-use",
        "panel" => "model",
        "schema" => call.Protocol switch { Protocol.Responses => "text.format", Protocol.Messages => "output_config.format", _ => "response_format" },
        _ => field == "seats" && call.Request.MaxTokens is not null ? "max_tokens" : field,
    };

    /// <summary>An answer that is being written.</summary>
    private sealed record Answer(HttpResponse Response, PanelCall Call, PanelOptions Options, string Address, AnswerWriter Writer)
    {
        /// <summary>The line at the end of a text; none behind a JSON document, which it would break.</summary>
        public string Footer(FusedSession session) =>
            Options.Footer && session.Fused.Kind != FusedKind.Fields ? $"\n\n---\n{PanelSummary.Line(session, Address)}" : "";

        public async Task SendAsync(IEnumerable<JsonObject> events, string end, CancellationToken gone)
        {
            await Response.WriteAsync(string.Concat(events.Select(AnswerWriter.Framed)) + end, gone);
            await Response.Body.FlushAsync(gone);
        }
    }
}
