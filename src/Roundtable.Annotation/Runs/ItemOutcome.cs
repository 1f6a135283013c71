namespace Roundtable.Annotation.Runs;

/// <summary>What came of asking about one item.</summary>
/// <param name="Result">The result; null where there is none yet.</param>
internal sealed record ItemOutcome(ItemResult? Result)
{
    /// <summary>Answers come with a batch.</summary>
    public static ItemOutcome Pending { get; } = new((ItemResult?)null);

    /// <summary>The run is being stopped, and not every call was sent.</summary>
    public static ItemOutcome Stopped { get; } = new((ItemResult?)null);

    /// <summary>A limit does not cover what the item needs.</summary>
    public static ItemOutcome Uncovered { get; } = new((ItemResult?)null);
}
