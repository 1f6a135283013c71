using Microsoft.Extensions.DependencyInjection;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Live;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Live.Postgres;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;

namespace Roundtable.Web;

/// <summary>What runs sessions and finds them, for the site and for MCP alike.</summary>
public static class SiteServices
{
    /// <summary>Adds it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="workspace">The data directory and what belongs to it.</param>
    /// <param name="limits">How much one caller may do.</param>
    public static void AddSessions(IServiceCollection services, WorkspaceContext workspace, SiteLimits limits)
    {
        services.AddSingleton(workspace).AddSingleton(workspace.Time);
        services.AddSingleton<SharedLog>().AddSingleton<LiveSessions>().AddSingleton<ResumeLoop>().AddSingleton<StoppedSessions>();
        services.AddSingleton<ILiveStore>(_ => LogAccess.Database(workspace) is { } address
            ? new PostgresLive(address, workspace.Time)
            : new LiveMemory(workspace.DataDirectory, workspace.Time));
        services.AddSingleton<SiteSessions>().AddSingleton<Fragments>().AddSingleton<LivePages>().AddSingleton<AskPlanner>().AddSingleton<AskService>();
        services.AddSingleton(p => new CallerLimits(
            limits.ConcurrentSessions,
            limits.DailyBudget is { } dollars ? (long)(dollars * 1_000_000) : null,
            p.GetRequiredService<LiveSessions>().Runs,
            id => p.GetRequiredService<SiteSessions>().Store.TryRead(id)?.Spend.MicroDollars,
            workspace.Time));
    }
}
