using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Webhooks;

namespace Roundtable.Web.Gateway;

/// <summary>The gateway's parts, for every host that has one.</summary>
public static class GatewayServices
{
    /// <summary>Adds them.</summary>
    /// <param name="services">The collection to add to.</param>
    /// <param name="drain">How long exchanges under way may take to end once the host is told to stop.</param>
    public static void Add(IServiceCollection services, TimeSpan drain)
    {
        services.Configure<HostOptions>(o => o.ShutdownTimeout = drain);
        services.AddSingleton<GatewayConfiguration>().AddSingleton<GatewayCaller>().AddSingleton<GatewayAdmission>().AddSingleton<PanelEndpoint>();
        services.AddSingleton<RecentCalls>().AddSingleton<ExchangeRecorder>();
        services.AddSingleton<ExchangeForwarding>().AddSingleton<GatewayCalls>().AddSingleton<CallService>();
        services.AddSingleton<GatewaySpending>().AddSingleton<WebhookSender>().AddSingleton<BudgetWatch>();
        services.TryAddSingleton(GatewayLimits.None);
        services.AddHostedService<RetentionService>().AddHostedService<BudgetWatchService>();
    }

    /// <summary>Takes the gateway's requests before everything that comes after it.</summary>
    public static void UseGateway(this WebApplication app) => app.UseMiddleware<GatewayMiddleware>();
}
