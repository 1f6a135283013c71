using Microsoft.Extensions.DependencyInjection;
using Roundtable.Access;
using Roundtable.Ask;
using Roundtable.Live;
using Roundtable.Log;
using Roundtable.Pages;
using Roundtable.Postgres;
using Roundtable.Workspace;

namespace Roundtable.Serve;

/// <summary>What runs sessions and finds them, for the site and for MCP alike.</summary>
internal static class SiteServices
{
    /// <summary>Adds it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="workspace">The world.</param>
    /// <param name="sessionsAtOnce">The most sessions of one caller under way.</param>
    /// <param name="dailyBudget">The most that one caller's sessions may cost in a day, in US dollars; null for no limit.</param>
    public static void AddSessions(IServiceCollection services, WorkspaceContext workspace, int sessionsAtOnce, decimal? dailyBudget)
    {
        services.AddSingleton(workspace).AddSingleton(workspace.Time);
        services.AddSingleton<SharedLog>().AddSingleton<LiveSessions>().AddSingleton<ResumeLoop>().AddSingleton<StoppedSessions>();
        services.AddSingleton<ILiveStore>(_ => LogAccess.Database(workspace) is { } address
            ? new PostgresLive(address, workspace.Time)
            : new LiveMemory(workspace.DataDirectory, workspace.Time));
        services.AddSingleton<SiteSessions>().AddSingleton<Fragments>().AddSingleton<LivePages>().AddSingleton<Asking>();
        services.AddSingleton(p => new CallerLimits(
            sessionsAtOnce,
            dailyBudget is { } dollars ? (long)(dollars * 1_000_000) : null,
            p.GetRequiredService<LiveSessions>().Runs,
            id => p.GetRequiredService<SiteSessions>().Store.TryRead(id)?.Spend.MicroDollars,
            workspace.Time));
    }
}
