namespace Roundtable.Deliberation.Panels;

/// <summary>One place at the table.</summary>
/// <param name="Number">The seat's place in the panel, from 1.</param>
/// <param name="Name">Display name, unique in the panel.</param>
/// <param name="Model">The model that sits there; the same model may sit twice.</param>
/// <param name="Persona">How the seat is asked to think, or null.</param>
/// <param name="Temperature">Sampling temperature, or null for the provider's default.</param>
/// <param name="MaxOutputTokens">Limit on one answer in tokens, or null for the provider's default.</param>
public sealed record Seat(
    int Number,
    string Name,
    ModelCard Model,
    string? Persona = null,
    double? Temperature = null,
    int? MaxOutputTokens = null);
