using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Roundtable.Models.Http;
using Roundtable.Web.Access;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Web.Gateway;

/// <summary>Runs one call through the gateway: read, ruled, forwarded, recorded, and only then complete for the caller.</summary>
public sealed partial class GatewayCalls(
    WorkspaceContext workspace,
    RecentCalls recent,
    GatewayAdmission admission,
    PanelEndpoint panels,
    ExchangeForwarding forwarding,
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
            OwnKeys = PresentedKey.OfProvider(request),
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

        var toPanel = exchange.Request.Upstream.Name == Upstream.PanelsName;
        if (!toPanel && Hops.IsLoop(exchange.Request.Header(Hops.Header)))
        {
            await ProviderErrors.WriteAsync(
                context,
                kind,
                StatusCodes.Status400BadRequest,
                "gateway_loop",
                $"The request came through this gateway before, or through more than {Hops.Max}: the address of '{exchange.Path.Upstream.Name}', or of a "
                    + "gateway behind it, leads back here.");
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
            result = toPanel
                ? await panels.AnswerAsync(context, exchange.Request, kind, admitted, exchange.Sent.ToMemory())
                : await forwarding.ForwardAsync(context, settings, exchange, admitted.PassesKey);
        }
        finally
        {
            GatewayTelemetry.End(activity, result);
            if (admitted.SettleAsync is { } settle)
            {
                await settle(exchange, result);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An exchange could not be recorded: {Why}")]
    private partial void Unrecordable(string why);
}
