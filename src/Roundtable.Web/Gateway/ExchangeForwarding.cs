using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roundtable.Models.Http;
using Roundtable.Record.Secrets;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Logs;

namespace Roundtable.Web.Gateway;

/// <summary>Forwards exchanges, and completes their responses once they are on record.</summary>
public sealed partial class ExchangeForwarding(
    WorkspaceContext workspace,
    SharedLog log,
    ExchangeRecorder recorder,
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
            if (use.Log.Secrets.Unknown is { } unknown)
            {
                await use.DisposeAsync();
                throw new SecretsUnknownException(unknown);
            }
        }
        catch (Exception e) when (
            e is IOException or DamagedLogException or WorkspaceException or UnauthorizedAccessException or SecretsUnknownException)
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
            var key = !passesKey && upstream.KeyVariable is { } variable ? workspace.Variable(variable) : null;
            var gate = new ResponseGate(context.Response, exchange, settings.Settings.MaxResponseBytes);
            return await EndAsync(context, use, exchange, gate, await AskAsync(context, settings, exchange, gate, key));
        }
    }

    /// <summary>Asks the upstream, and takes in its response; nothing reads or writes the exchange's bodies any more when it has ended.</summary>
    private async Task<ExchangeEnd> AskAsync(
        HttpContext context, GatewayConfiguration.Snapshot settings, Exchange exchange, ResponseGate gate, string? key)
    {
        using var limit = SilenceLimit.Begin(settings.Settings.Silence, context.RequestAborted);
        using var message = UpstreamRequest.Make(context, exchange, key, limit);
        var content = message.Content as UpstreamContent;
        HttpResponseMessage? response = null;
        try
        {
            response = await OutgoingHttp.Forwarder(settings.Out).SendAsync(message, limit.Token);
            exchange.FirstByte = workspace.Time.GetTimestamp();
            limit.Moved();
            await gate.BeginAsync(response, limit.Token);
            await gate.CopyAsync(await response.Content.ReadAsStreamAsync(limit.Token), limit.Moved, limit.Token);
            gate.HandOnTrailers(response.TrailingHeaders);
            return ExchangeEnd.Complete;
        }
#pragma warning disable CA1031 // Whatever an upstream sends, or breaks, is an end of the exchange, and is recorded.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return End(context, e, gate, content, response is not null);
        }
        finally
        {
            if (content is { Ended.IsCompleted: false })
            {
                limit.Cancel(); // the upstream answered before it had read everything
                await content.Ended;
            }

            response?.Dispose();
        }
    }

    /// <summary>Records, then completes the response; or answers that it cannot.</summary>
    private async Task<ExchangeResult> EndAsync(HttpContext context, SharedLog.Use use, Exchange exchange, ResponseGate gate, ExchangeEnd end)
    {
        var upstream = exchange.Path.Upstream;
        ExchangeResult result;
        try
        {
            result = gate.Fault is { } fault ? throw fault : await recorder.AppendAsync(use.Log, exchange, end);
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
            gate.Drop();
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
            await gate.ReleaseAsync(context.RequestAborted);
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

    private ExchangeEnd End(HttpContext context, Exception error, ResponseGate gate, UpstreamContent? content, bool answered) =>
        gate.IsTooLarge ? ExchangeEnd.TooLarge
        : context.RequestAborted.IsCancellationRequested
            ? lifetime.ApplicationStopping.IsCancellationRequested ? ExchangeEnd.Stopped : ExchangeEnd.CallerGone
        : content?.Fault is not null and not OperationCanceledException ? ExchangeEnd.CallerGone
        : error is OperationCanceledException ? ExchangeEnd.UpstreamSilent
        : answered || Reached(error) ? ExchangeEnd.UpstreamGone
        : ExchangeEnd.UpstreamUnreachable;

    private static bool Reached(Exception exception) => exception is not HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "An exchange could not be recorded: {Why}")]
    private partial void Unrecordable(string why);
}
