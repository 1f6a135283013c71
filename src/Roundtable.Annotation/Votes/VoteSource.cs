namespace Roundtable.Annotation.Votes;

/// <summary>
/// One column of a <see cref="VoteTable"/>: a seat of a panel, a configuration of a judge or a person, in one order of the options.
/// </summary>
/// <param name="Name">The name under which reports speak of it; unique in its table.</param>
public sealed record VoteSource(string Name)
{
    /// <summary>
    /// Who it is: sources of the same seat differ in the order of the options or in the sample. The name itself where the seat has one source.
    /// </summary>
    public string Seat { get; init; } = Name;

    /// <summary>The family of the model, such as <c>gpt</c>, by which dependent errors are expected; null if unknown.</summary>
    public string? Family { get; init; }

    /// <summary>Which order of the options it saw, from 0; sources of a seat with different orders mirror each other.</summary>
    public int Order { get; init; }

    /// <summary>What one of its votes costs, in US dollars; null if unknown, which is never zero.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The model and version that served its votes, as reported by the responses; null if unknown. Learned rules are bound to it.</summary>
    public string? Served { get; init; }
}
