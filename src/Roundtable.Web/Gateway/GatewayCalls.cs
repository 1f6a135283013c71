using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Logs;
using Yarp.ReverseProxy.Forwarder;

namespace Roundtable.Web.Gateway;

/// <summary>Runs one call through the gateway: read, ruled, forwarded, recorded, and only then complete for the caller.</summary>
public sealed partial class GatewayCalls(
    WorkspaceContext workspace,
    SharedLog log,
    RecentCalls recent,
    ExchangeRecorder recorder,
    GatewayAdmission admission,
    PanelEndpoint panels,
    IHttpForwarder forwarder,
    IHostApplicationLifetime lifetime,
    ILogger<GatewayCalls> logger)
{
    private const string PanelPrefix = "roundtable/";

    /// <summary>Runs a call.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="settings">The settings for this call.</param>
    /// <param name="path">Where it goes.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="token">Its token as the file has it, or null.</param>
    public async Task RunAsync(HttpContext context, GatewayConfiguration.Snapshot settings, GatewayPath path, Caller caller, AccessToken? token)
    {
        var call = recent.Begin();
        Exchange? exchange = null;
        try
        {
            context.Response.Headers[GatewayHeaders.Call] = call;
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = settings.Settings.MaxRequestBytes;
            }

            exchange = await ReadAsync(context, settings, path, caller, token, call);
            if (exchange is not null)
            {
                await AdmitAsync(context, settings, exchange);
            }
        }
        catch (BadHttpRequestException e)
        {
            await ProviderErrors.WriteAsync(
                context,
                path.Upstream.Kind,
                e.StatusCode,
                e.StatusCode == StatusCodes.Status413PayloadTooLarge ? "request_too_large" : "request_unreadable",
                e.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? $"The request is larger than {settings.Settings.MaxRequestBytes >> 20} MiB, the most that this gateway forwards."
                    : "The request cannot be read.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away before anything was forwarded.
        }
        catch (IOException e) when (!context.Response.HasStarted)
        {
            Unrecordable(e.Message);
            await ProviderErrors.WriteAsync(
                context, path.Upstream.Kind, StatusCodes.Status503ServiceUnavailable, "record_unavailable", "The request could not be kept. Nobody was asked.");
        }
        finally
        {
            recent.Dropped(call);
            exchange?.Dispose();
        }
    }

    /// <summary>Reads the request as far as rules need it; null where it was answered already.</summary>
    private async ValueTask<Exchange?> ReadAsync(
        HttpContext context, GatewayConfiguration.Snapshot settings, GatewayPath path, Caller caller, AccessToken? token, string call)
    {
        var request = context.Request;
        var (began, timestamp) = (workspace.Time.GetUtcNow(), workspace.Time.GetTimestamp());
        var sent = new BodyCopy(workspace.DataDirectory);
        RequestFacts? facts = null;
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

        // Whoever may not ask is not listened to at length.
        var isRead = hasBody && caller.Role > Role.Anonymous && RequestBody.IsJson(request);
        try
        {
            if (hasBody)
            {
                if (isRead)
                {
                    facts = await RequestBody.ReadAsync(request, sent, context.RequestAborted);
                    request.Body = new RequestBody.Again(sent);
                }
                else
                {
                    request.Body = new RequestBody.Copied(request.Body, sent);
                }
            }
        }
        catch
        {
            sent.Dispose();
            throw;
        }

        var toPanel = path.Upstream.Name == Upstream.PanelsName
            || (path.Upstream.IsVersioned && facts?.Model?.StartsWith(PanelPrefix, StringComparison.Ordinal) == true);
        var known = new GatewayRequest
        {
            Call = call,
            Caller = caller,
            Token = token,
            Upstream = toPanel ? Upstream.Panels : path.Upstream,
            Method = request.Method,
            Path = path.Path,
            Operation = path.Operation,
            Header = name => request.Headers[name].ToString() is { Length: > 0 } value ? value : null,
            Body = facts,
            Content = isRead ? sent.ToMemory : null,
            HasUnreadBody = hasBody && !isRead,
            BodyBytes = isRead ? sent.Length : request.ContentLength,
        };
        return new Exchange(known, path, began, timestamp, workspace.DataDirectory)
        {
            Sent = sent,
            Keep = path.Upstream.Keep ?? settings.Settings.Keep,
            RequestHeaders = GatewayHeaders.Recorded(request.Headers),
            Query = request.QueryString.HasValue ? [.. request.Query.Keys.Order(StringComparer.Ordinal)] : [],
        };
    }

    private async Task AdmitAsync(HttpContext context, GatewayConfiguration.Snapshot settings, Exchange exchange)
    {
        var kind = exchange.Path.Upstream.Kind;
        if (exchange.Request.Body?.IsAmbiguous == true)
        {
            await ProviderErrors.WriteAsync(
                context,
                kind,
                StatusCodes.Status400BadRequest,
                "member_repeated",
                "The request gives 'model' or another member that the gateway rules by more than once. Give each once.");
            return;
        }

        var ruling = await admission.AdmitAsync(exchange.Request, context.RequestAborted);
        if (ruling is Admission.Refused refused)
        {
            await ProviderErrors.WriteAsync(context, kind, refused.Status, refused.Code, refused.Message, refused.RetryAfter);
            return;
        }

        var admitted = (Admission.Admitted)ruling;
        exchange.Admitted = admitted;
        var result = new ExchangeResult(exchange.Request.Call, ExchangeEnd.UpstreamUnreachable, null, null, null, null, null);
        using var activity = GatewayTelemetry.Begin(exchange.Request);
        try
        {
            result = exchange.Request.Upstream.Name == Upstream.PanelsName
                ? await panels.AnswerAsync(context, exchange.Request, kind, exchange.Sent.ToMemory())
                : await ForwardAsync(context, settings, exchange, admitted.PassesKey);
        }
        finally
        {
            GatewayTelemetry.End(activity, result);
            if (admitted.SettleAsync is { } settle)
            {
                await settle(result);
            }
        }
    }

    private async Task<ExchangeResult> ForwardAsync(HttpContext context, GatewayConfiguration.Snapshot settings, Exchange exchange, bool passesKey)
    {
        var upstream = exchange.Path.Upstream;
        SharedLog.Use use;
        try
        {
            // Before anybody is asked: an answer that cannot be recorded is paid for and never seen.
            use = await log.OpenAsync(context.RequestAborted);
        }
        catch (Exception e) when (e is IOException or DamagedLogException or WorkspaceException or UnauthorizedAccessException)
        {
            Unrecordable(e.Message);
            await ProviderErrors.WriteAsync(
                context,
                upstream.Kind,
                StatusCodes.Status503ServiceUnavailable,
                "record_unavailable",
                "The log cannot be written now, so that nothing is forwarded. Nobody was asked.");
            return ExchangeRecorder.Unrecorded(exchange, ExchangeEnd.UpstreamUnreachable);
        }

        await using (use)
        {
            var inner = context.Features.Get<IHttpResponseBodyFeature>()!;
            ResponseGate? gate = null;
            var key = !passesKey && upstream.KeyVariable is { } variable ? workspace.Variable(variable) : null;
            var transformer = new GatewayTransformer(exchange, Open, key);
            var error = await forwarder.SendAsync(
                context,
                upstream.Address.ToString().TrimEnd('/'),
                OutgoingHttp.Forwarder(settings.Out),
                new ForwarderRequestConfig { ActivityTimeout = settings.Settings.Silence },
                transformer,
                CancellationToken.None);
            context.Features.Set(inner);
            return await EndAsync(context, use, exchange, gate, End(context, error, gate));

            ResponseGate Open()
            {
                exchange.FirstByte = workspace.Time.GetTimestamp();
                return gate = new ResponseGate(inner, exchange, settings.Settings.MaxResponseBytes);
            }
        }
    }

    /// <summary>Records, then completes the response; or answers that it cannot.</summary>
    private async Task<ExchangeResult> EndAsync(HttpContext context, SharedLog.Use use, Exchange exchange, ResponseGate? gate, ExchangeEnd end)
    {
        var upstream = exchange.Path.Upstream;
        ExchangeResult result;
        try
        {
            result = gate?.Fault is { } fault ? throw fault : await recorder.AppendAsync(use.Log, exchange, end);
            use.Succeeded();
            if (exchange.Admitted?.BeforeCompleteAsync is { } before)
            {
                await before(exchange);
            }
        }
#pragma warning disable CA1031 // Whatever keeps the exchange from being recorded, the answer must not be seen as finished.
        catch (Exception e)
#pragma warning restore CA1031
        {
            use.Failed(e);
            Unrecordable(e.Message);
            gate?.Drop();
            if (context.Response.HasStarted)
            {
                context.Abort();
            }
            else
            {
                await ProviderErrors.WriteAsync(
                    context,
                    upstream.Kind,
                    StatusCodes.Status503ServiceUnavailable,
                    "record_unavailable",
                    "The upstream was asked, but its answer could not be recorded, so that it is withheld.",
                    isCharged: true);
            }

            return ExchangeRecorder.Unrecorded(exchange, end);
        }

        if (end == ExchangeEnd.Complete)
        {
            if (gate is not null)
            {
                await gate.ReleaseAsync(context.RequestAborted);
            }
        }
        else if (context.Response.HasStarted)
        {
            context.Abort();
        }
        else if (end is not ExchangeEnd.CallerGone)
        {
            var (status, code, message) = Problem(end, upstream.Name);
            context.Response.Headers[GatewayHeaders.Call] = exchange.Request.Call; // the forwarder cleared it
            await ProviderErrors.WriteAsync(context, upstream.Kind, status, code, message);
        }

        return result;
    }

    private static (int Status, string Code, string Message) Problem(ExchangeEnd end, string upstream) => end switch
    {
        ExchangeEnd.UpstreamSilent => (StatusCodes.Status504GatewayTimeout, "upstream_silent", $"{upstream} sent nothing for longer than this gateway waits."),
        ExchangeEnd.TooLarge => (StatusCodes.Status502BadGateway, "response_too_large", $"{upstream}'s response is larger than this gateway hands on."),
        ExchangeEnd.UpstreamUnreachable =>
            (StatusCodes.Status502BadGateway, "upstream_unreachable", $"No connection to {upstream} could be made: nobody was asked."),
        ExchangeEnd.Stopped => (StatusCodes.Status503ServiceUnavailable, "stopping", "This gateway is being stopped."),
        _ => (StatusCodes.Status502BadGateway, "upstream_gone", $"{upstream} closed the connection before its response was complete."),
    };

    private ExchangeEnd End(HttpContext context, ForwarderError error, ResponseGate? gate)
    {
        var exception = context.GetForwarderErrorFeature()?.Exception;
        return error switch
        {
            ForwarderError.None => ExchangeEnd.Complete,
            _ when gate?.IsTooLarge == true => ExchangeEnd.TooLarge,
            ForwarderError.ResponseBodyDestination or ForwarderError.RequestBodyDestination => ExchangeEnd.UpstreamGone,
            ForwarderError.Request => Reached(exception) ? ExchangeEnd.UpstreamGone : ExchangeEnd.UpstreamUnreachable,
            ForwarderError.RequestTimedOut => ExchangeEnd.UpstreamSilent,
            _ when context.RequestAborted.IsCancellationRequested =>
                lifetime.ApplicationStopping.IsCancellationRequested ? ExchangeEnd.Stopped : ExchangeEnd.CallerGone,
            ForwarderError.RequestBodyClient or ForwarderError.ResponseBodyClient => ExchangeEnd.CallerGone,
            ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.ResponseBodyCanceled => ExchangeEnd.UpstreamSilent,
            _ => ExchangeEnd.UpstreamGone,
        };
    }

    private static bool Reached(Exception? exception) => exception is not HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "An exchange could not be recorded: {Why}")]
    private partial void Unrecordable(string why);
}
