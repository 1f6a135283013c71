namespace Roundtable.Workspace.Gateway;

/// <summary>What holds for callers of the gateway whose keys say nothing else.</summary>
/// <param name="DayMicroDollars">Maximum cost of a day (UTC) of those who are no admins, in millionths of a US dollar; null for none.</param>
public sealed record GatewayLimits(long? DayMicroDollars)
{
    /// <summary>No limits.</summary>
    public static GatewayLimits None { get; } = new((long?)null);
}
