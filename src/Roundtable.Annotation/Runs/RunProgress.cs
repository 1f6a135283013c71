namespace Roundtable.Annotation.Runs;

/// <summary>How far a run is.</summary>
public sealed record RunProgress
{
    /// <summary>Items whose results are written.</summary>
    public required int Items { get; init; }

    /// <summary>Items in all.</summary>
    public required int Total { get; init; }

    /// <summary>Calls made so far, over all parts of a run that was interrupted.</summary>
    public long Calls { get; init; }

    /// <summary>Answers that were there already.</summary>
    public long Reused { get; init; }

    /// <summary>Answers that are missing: absent or cut.</summary>
    public long Missing { get; init; }

    /// <summary>Tokens of prompts and answers.</summary>
    public long Tokens { get; init; }

    /// <summary>Cost so far in millionths of a US dollar, as far as it is known.</summary>
    public long MicroDollars { get; init; }

    /// <summary>Calls whose cost is not known: where there are any, the cost is a lower bound.</summary>
    public long UnpricedCalls { get; init; }

    /// <summary>Items a second, measured since this process began; null before the first.</summary>
    public double? ItemsPerSecond { get; init; }

    /// <summary>Time left at this rate; null where no rate is known.</summary>
    public TimeSpan? Left { get; init; }
}
