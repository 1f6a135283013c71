namespace Roundtable.Deliberation.Panels;

/// <summary>One place in a panel.</summary>
/// <param name="Number">The seat's position in the panel, from 1.</param>
/// <param name="Name">Display name, unique in the panel.</param>
/// <param name="Model">The model in this seat; one model may have several seats.</param>
/// <param name="Persona">The point of view that the seat is asked to take, or null.</param>
/// <param name="Temperature">Sampling temperature, or null for the provider's default.</param>
/// <param name="MaxOutputTokens">Maximum number of tokens of one answer, or null for the provider's default.</param>
/// <param name="Settings">How its model is asked besides; null where the provider decides all of it.</param>
public sealed record Seat(
    int Number,
    string Name,
    ModelCard Model,
    string? Persona = null,
    double? Temperature = null,
    int? MaxOutputTokens = null,
    SeatSettings? Settings = null)
{
    /// <summary>Whether its model is shown the images of the question; null where the question has none.</summary>
    public bool? SeesImages { get; init; }
}
