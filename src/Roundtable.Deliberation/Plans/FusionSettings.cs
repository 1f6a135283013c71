using System.Text.Json;

namespace Roundtable.Deliberation.Plans;

/// <summary>Settings of a session whose question is answered in full: each seat writes an answer, and one answer is fused from them.</summary>
/// <param name="Review">Whether the seats rank each other's answers and name errors in them before they are compared.</param>
/// <param name="Scout">
/// Number of seats that are asked first, the cheapest of the panel; the others are asked only where their answers differ. 0 to ask everybody at once, else 2
/// to one fewer than the panel has seats.
/// </param>
public sealed record FusionSettings(bool Review, int Scout = 0)
{
    /// <summary>The JSON Schema (draft 2020-12) that every answer must be valid against: an object, or null where answers are Markdown.</summary>
    public JsonElement? Schema { get; init; }
}
