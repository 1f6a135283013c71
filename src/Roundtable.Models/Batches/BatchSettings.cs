namespace Roundtable.Models.Batches;

/// <summary>What is done with calls whose batch expired before they were answered. The provider charges nothing for them.</summary>
public enum ExpiredCalls
{
    /// <summary>They are submitted again in another batch.</summary>
    Resubmit,

    /// <summary>They are made live, at the live price.</summary>
    AskLive,

    /// <summary>They stay without an answer.</summary>
    LeaveAbsent,
}

/// <summary>How batches are made and waited for.</summary>
public sealed record BatchSettings
{
    /// <summary>What is done with calls whose batch expired.</summary>
    public ExpiredCalls Expired { get; init; } = ExpiredCalls.Resubmit;

    /// <summary>How often one call is submitted at most while this process runs, from 1.</summary>
    public int MaxSubmissions { get; init; } = 3;

    /// <summary>Smaller limits than the provider's, for all providers; null for the provider's own.</summary>
    public BatchLimits? Limits { get; init; }

    /// <summary>The wait before the first poll. Each further wait is longer by half, up to <see cref="MaxPoll"/>.</summary>
    public TimeSpan FirstPoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two polls; a provider's Retry-After may be longer.</summary>
    public TimeSpan MaxPoll { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the provider's list of batches is looked through for a submission whose answer was lost, before it counts as never received.
    /// </summary>
    public TimeSpan LostAnswerSearch { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a provider that fails or cannot be reached is tried again before the wait is given up; what is submitted stays submitted.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The same with all waits for batches longer or shorter by a factor.</summary>
    public BatchSettings AtPace(double factor) =>
        this with { FirstPoll = FirstPoll * factor, MaxPoll = MaxPoll * factor, LostAnswerSearch = LostAnswerSearch * factor };
}

/// <summary>How much one batch may hold.</summary>
/// <param name="Requests">The most requests, from 1.</param>
/// <param name="Bytes">The most bytes of the file or body that is uploaded, from 1.</param>
public sealed record BatchLimits(int Requests, long Bytes)
{
    /// <summary>OpenAI: 50,000 requests and 200 MB a file.</summary>
    public static BatchLimits OpenAI { get; } = new(50_000, 200_000_000);

    /// <summary>Anthropic: 100,000 requests or 256 MB, whichever is reached first.</summary>
    public static BatchLimits Anthropic { get; } = new(100_000, 256_000_000);

    /// <summary>The smaller of both.</summary>
    internal BatchLimits Within(BatchLimits? other) => other is null ? this : new(Math.Min(Requests, other.Requests), Math.Min(Bytes, other.Bytes));
}
