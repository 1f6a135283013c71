namespace Roundtable.Web.Hosting;

/// <summary>How much one caller of the site may do.</summary>
/// <param name="ConcurrentSessions">Maximum number of sessions under way, at least one.</param>
/// <param name="RequestsPerMinute">Maximum number of requests in a minute, at least one.</param>
/// <param name="DailyBudget">Maximum cost of a day's sessions (UTC) in US dollars; null for no limit.</param>
public sealed record SiteLimits(int ConcurrentSessions, int RequestsPerMinute, decimal? DailyBudget)
{
    /// <summary>No limit at all, for whoever sits at this computer.</summary>
    public static SiteLimits None { get; } = new(int.MaxValue, int.MaxValue, null);
}
