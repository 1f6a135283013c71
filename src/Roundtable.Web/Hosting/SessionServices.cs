using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roundtable.Web.PanelModels;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Imports;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Live.Postgres;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Lookup;
using Roundtable.Workspace.PanelModels;
using Roundtable.Workspace.Profiles;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Search;

namespace Roundtable.Web.Hosting;

/// <summary>The services that run sessions and find them, for the site and for MCP alike.</summary>
public static class SessionServices
{
    private const int MicroDollarsPerDollar = 1_000_000;

    /// <summary>Adds them.</summary>
    /// <param name="services">The collection to add to.</param>
    /// <param name="workspace">The data directory and what belongs to it.</param>
    /// <param name="limits">How much one caller may do.</param>
    public static void Add(IServiceCollection services, WorkspaceContext workspace, SiteLimits limits)
    {
        services.AddSingleton(workspace).AddSingleton(workspace.Time);
        services.AddSingleton<TokenService>();
        services.AddScoped<WorkspaceReader>().AddScoped<RegistryService>().AddScoped<FindService>();
        services.AddSingleton<SharedLog>().AddSingleton<LiveSessions>().AddSingleton<StoppedSessions>().AddSingleton<SessionStatuses>();
        services.AddSingleton<ILiveStore>(p => LogAccess.Database(workspace) is { } address
            ? new PostgresLive(address, workspace.Time, p.GetRequiredService<ILogger<PostgresLive>>(),
                () => p.GetRequiredService<SessionLibrary>().OpenStoreAsync(CancellationToken.None))
            : new LiveMemory(workspace.DataDirectory, workspace.Time, p.GetRequiredService<ILogger<LiveMemory>>()));
        services.AddSingleton<SessionLibrary>().AddSingleton<ModelProfileService>().AddSingleton<AskPlanner>().AddSingleton<AskService>()
            .AddSingleton<AskAgainService>().AddSingleton<ImportService>()
            .AddSingleton<PanelModelService>().AddSingleton<PanelSessions>().AddSingleton<PanelModelEndpoint>();
        services.AddSingleton<RunHost>().AddSingleton<LabelStarter>();
        services.AddSingleton(p => new CallerLimits(
            limits.ConcurrentSessions,
            limits.DailyBudget is { } dollars ? (long)(dollars * MicroDollarsPerDollar) : null,
            id => p.GetRequiredService<LiveSessions>().Runs(id) || p.GetRequiredService<RunHost>().IsHere(id),
            id => p.GetRequiredService<SessionLibrary>().Files.TryRead(id)?.Spend.MicroDollars ?? p.GetRequiredService<RunHost>().SpentBy(id),
            workspace.Time));
    }
}
