using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Spending;
using Roundtable.Workspace.Webhooks;

namespace Roundtable.Workspace.Gateway;

/// <summary>Tells a webhook when a key has spent 80 and 100 % of a budget, beside the calls and never in their way.</summary>
/// <param name="spending">What keys have spent.</param>
/// <param name="configuration">Where it is told.</param>
/// <param name="sender">Sends it.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told what goes wrong.</param>
public sealed partial class BudgetWatch(
    GatewaySpending spending, GatewayConfiguration configuration, WebhookSender sender, TimeProvider time, ILogger<BudgetWatch> logger)
{
    private readonly ConcurrentDictionary<string, (AccessToken Token, bool Refused)> _noticed = new(StringComparer.Ordinal);
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Notices that a key's spending changed, or that a call was refused for its budget.</summary>
    /// <param name="token">The key.</param>
    /// <param name="refused">Whether a call was refused.</param>
    public void Notice(AccessToken token, bool refused)
    {
        _noticed.AddOrUpdate(token.Id, (token, refused), (_, known) => (token, refused || known.Refused));
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Looks at what was noticed, until it is stopped. What is being sent then is given up.</summary>
    /// <param name="cancellation">Stops it.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var _ in _signal.Reader.ReadAllAsync(cancellation))
            {
                await LookAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It was stopped.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        foreach (var id in _noticed.Keys)
        {
            if (!_noticed.TryRemove(id, out var noticed))
            {
                continue;
            }

            try
            {
                if ((await configuration.CurrentAsync(cancellation)).Settings.Webhook is { } webhook)
                {
                    var database = await spending.OpenAsync(cancellation);
                    var alerts = new BudgetAlerts(database, new SpendingLedger(database));
                    foreach (var alert in await alerts.DueAsync(noticed.Token, time.GetUtcNow(), noticed.Refused, cancellation))
                    {
                        _ = SendAsync(webhook, alert, cancellation);
                    }
                }
            }
            catch (Exception e) when (e is IOException or WorkspaceException)
            {
                CannotLook(e.Message);
            }
        }
    }

    private async Task SendAsync(WebhookSettings webhook, BudgetAlert alert, CancellationToken cancellation)
    {
        try
        {
            await sender.SendAsync(webhook, alert.Json(), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It was stopped.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether a budget is spent cannot be told now: {Why}")]
    private partial void CannotLook(string why);
}
