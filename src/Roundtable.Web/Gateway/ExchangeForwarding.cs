using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roundtable.Models.Http;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Logs;
using Yarp.ReverseProxy.Forwarder;

namespace Roundtable.Web.Gateway;

/// <summary>Forwards exchanges, and completes their responses once they are on record.</summary>
public sealed partial class ExchangeForwarding(
    WorkspaceContext workspace,
    SharedLog log,
    ExchangeRecorder recorder,
    IHttpForwarder forwarder,
    IHostApplicationLifetime lifetime,
    ILogger<ExchangeForwarding> logger)
{
    /// <summary>Forwards an exchange that was admitted, records it, and completes the response.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="settings">The settings for this call.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="passesKey">Whether the caller's own key is passed on.</param>
    /// <returns>What came of it.</returns>
    public async Task<ExchangeResult> ForwardAsync(HttpContext context, GatewayConfiguration.Snapshot settings, Exchange exchange, bool passesKey)
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
        else if (end == ExchangeEnd.CallerGone)
        {
            context.Abort(); // nobody is there, and the headers that were set promise a body
        }
        else
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
