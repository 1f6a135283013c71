namespace Roundtable.Deliberation.Fusion;

/// <summary>Who says what a sentence cites. Computed by the program from the cited points; nobody else's count of them is shown.</summary>
/// <param name="Kind">How far the answers carry it.</param>
/// <param name="Seats">
/// Numbers of the seats that say all of it, ascending. Where it is disputed: those of the cited side, without those that also take another; empty where it
/// cites more than one side.
/// </param>
/// <param name="Against">Numbers of the seats on the sides of a contradiction that it does not cite, ascending; empty where it is not disputed.</param>
/// <param name="Of">Number of seats that answered.</param>
/// <param name="Models">Number of different models in those seats: two seats of one model are one.</param>
/// <param name="OfModels">Number of different models that answered.</param>
public sealed record Support(SupportKind Kind, IReadOnlyList<int> Seats, IReadOnlyList<int> Against, int Of, int Models, int OfModels)
{
    /// <inheritdoc/>
    public bool Equals(Support? other) =>
        other is not null && (Kind, Of, Models, OfModels) == (other.Kind, other.Of, other.Models, other.OfModels)
        && Seats.SequenceEqual(other.Seats) && Against.SequenceEqual(other.Against);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Of, Models, OfModels, Seats.Count, Against.Count);
}
