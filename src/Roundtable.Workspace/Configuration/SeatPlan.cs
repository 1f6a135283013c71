namespace Roundtable.Workspace.Configuration;

/// <summary>One seat of a named panel, before its model is looked up.</summary>
/// <param name="Model">The model as <c>connection/model</c>.</param>
/// <param name="Name">Display name, or null for the model's own.</param>
/// <param name="Persona">How the seat is asked to think, or null.</param>
/// <param name="Temperature">Sampling temperature from 0 to 2, or null.</param>
/// <param name="MaxTokens">Limit on one answer in tokens, or null.</param>
public sealed record SeatPlan(string Model, string? Name = null, string? Persona = null, double? Temperature = null, int? MaxTokens = null);
