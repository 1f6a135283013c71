namespace Roundtable.Terms.Registry;

/// <summary>What a model's name refers to.</summary>
/// <param name="Models">The models: mostly one, none where the name is unknown. Where there are several, the grounds of all of them count.</param>
/// <param name="Tie">Why there are several, as a clause; null where there are not.</param>
public sealed record ModelMatch(IReadOnlyList<RegisteredEntry> Models, string? Tie);
