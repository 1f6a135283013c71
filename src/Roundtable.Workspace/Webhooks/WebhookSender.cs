using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Workspace.Webhooks;

/// <summary>
/// Sends webhooks as Standard Webhooks (standardwebhooks.com, version 1) has them: signed, and again after a while where they were not accepted. It follows no
/// redirect and uses no proxy.
/// </summary>
public sealed partial class WebhookSender : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan[] _pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6),
    ];

    private readonly WorkspaceContext _workspace;
    private readonly ILogger<WebhookSender> _logger;
    private readonly HttpMessageInvoker _careful = Invoker(allowPrivate: false);
    private readonly HttpMessageInvoker _anywhere = Invoker(allowPrivate: true);

    /// <summary>A sender.</summary>
    /// <param name="workspace">The environment, for the secret, and the clock.</param>
    /// <param name="logger">Is told what could not be delivered.</param>
    public WebhookSender(WorkspaceContext workspace, ILogger<WebhookSender> logger) => (_workspace, _logger) = (workspace, logger);

    /// <summary>Sends a message, again and again until it is accepted or seven attempts failed.</summary>
    /// <param name="settings">Where to.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellation">Stops between and during attempts.</param>
    /// <returns>Whether it was accepted.</returns>
    public async Task<bool> SendAsync(WebhookSettings settings, JsonObject message, CancellationToken cancellation)
    {
        if (_workspace.Variable(settings.SecretVariable) is not { } text || WebhookSignature.Secret(text) is not { } secret)
        {
            NoSecret(settings.SecretVariable);
            return false;
        }

        var id = "msg_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        for (var attempt = 0; ; attempt++)
        {
            var problem = await TryAsync(settings, id, body, secret, cancellation);
            if (problem is null)
            {
                return true;
            }

            if (problem.Length == 0 || attempt == _pauses.Length)
            {
                NotAccepted(settings.Address.Host, id, problem.Length == 0 ? "it answered 410 Gone" : problem);
                return false;
            }

            await Task.Delay(_pauses[attempt], _workspace.Time, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _careful.Dispose();
        _anywhere.Dispose();
    }

    private static HttpMessageInvoker Invoker(bool allowPrivate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = async (context, cancellation) =>
            await PublicAddresses.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, allowPrivate, cancellation),
    });

    /// <summary>One attempt; null where it was accepted, empty where nothing more is wanted, else what went wrong.</summary>
    private async Task<string?> TryAsync(WebhookSettings settings, string id, byte[] body, byte[] secret, CancellationToken cancellation)
    {
        var now = _workspace.Time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", WebhookSignature.Sign(secret, id, now, body));
        using var limit = new CancellationTokenSource(_limit, _workspace.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var response = await (settings.AllowPrivate ? _anywhere : _careful).SendAsync(request, both.Token);
            return response.IsSuccessStatusCode ? null
                : response.StatusCode == HttpStatusCode.Gone ? ""
                : string.Create(CultureInfo.InvariantCulture, $"it answered {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return e is OperationCanceledException ? "it did not answer in time" : e.Message;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A spent budget is told to nobody: {Variable} holds no secret of the form whsec_BASE64 with 24 bytes or more.")]
    private partial void NoSecret(string variable);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook {Id} to {Host} was not accepted and is given up: {Why}")]
    private partial void NotAccepted(string host, string id, string why);
}
