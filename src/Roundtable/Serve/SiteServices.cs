using Microsoft.Extensions.DependencyInjection;
using Roundtable.Access;
using Roundtable.Ask;
using Roundtable.CommandLine;
using Roundtable.Live;
using Roundtable.Log;
using Roundtable.Pages;
using Roundtable.Postgres;

namespace Roundtable.Serve;

/// <summary>What runs sessions and finds them, for the site and for MCP alike.</summary>
internal static class SiteServices
{
    /// <summary>Adds it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="invocation">The world.</param>
    /// <param name="sessionsAtOnce">The most sessions of one caller under way.</param>
    /// <param name="dailyBudget">The most that one caller's sessions may cost in a day, in US dollars; null for no limit.</param>
    public static void AddSessions(IServiceCollection services, Invocation invocation, int sessionsAtOnce, decimal? dailyBudget)
    {
        services.AddSingleton(invocation).AddSingleton(invocation.Time);
        services.AddSingleton<SharedLog>().AddSingleton<LiveSessions>().AddSingleton<ResumeLoop>().AddSingleton<StoppedSessions>();
        services.AddSingleton<ILiveStore>(_ => LogAccess.Database(invocation) is { } address
            ? new PostgresLive(address, invocation.Time)
            : new LiveMemory(invocation.DataDirectory, invocation.Time));
        services.AddSingleton<SiteSessions>().AddSingleton<Fragments>().AddSingleton<LivePages>().AddSingleton<Asking>();
        services.AddSingleton(p => new CallerLimits(
            sessionsAtOnce,
            dailyBudget is { } dollars ? (long)(dollars * 1_000_000) : null,
            p.GetRequiredService<LiveSessions>().Runs,
            id => p.GetRequiredService<SiteSessions>().Store.TryRead(id)?.Spend.MicroDollars,
            invocation.Time));
    }
}
