namespace Roundtable.Corpus.Phrases;

/// <summary>Somebody who makes models.</summary>
/// <param name="Name">The name.</param>
/// <param name="Forms">The names in texts; {a|b} are alternatives.</param>
/// <param name="Model">The model that most probably speaks of this maker.</param>
/// <param name="General">Whether it makes much else too, so that people are trained, hired and paid by it.</param>
public sealed record MakerEntry(string Name, IReadOnlyList<string> Forms, string? Model = null, bool General = false);
