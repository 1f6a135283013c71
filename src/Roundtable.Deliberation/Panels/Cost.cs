namespace Roundtable.Deliberation.Panels;

/// <summary>What calls cost: the whole of it, or at least so much.</summary>
/// <param name="MicroDollars">Millionths of a US dollar, exact: the part that is known, 0 or more.</param>
/// <param name="IsComplete">Whether that is all of it.</param>
public readonly record struct Cost(decimal MicroDollars, bool IsComplete)
{
    /// <summary>No cost at all.</summary>
    public static Cost Nothing { get; } = new(0, IsComplete: true);

    /// <summary>A cost of which nothing is known.</summary>
    public static Cost Unknown { get; } = new(0, IsComplete: false);

    /// <summary>What a provider says that it charged.</summary>
    /// <param name="dollars">US dollars.</param>
    public static Cost Charged(decimal dollars) => new(dollars * 1_000_000, IsComplete: true);

    /// <summary>Both together; complete where both are.</summary>
    public static Cost operator +(Cost left, Cost right) => new(left.MicroDollars + right.MicroDollars, left.IsComplete && right.IsComplete);
}
