namespace Roundtable.Corpus.Phrases;

/// <summary>A model that may name itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Vendor">Who makes it.</param>
/// <param name="Since">When a model of this name was first seen: year and month.</param>
/// <param name="Forms">The names that it goes by in texts; {a|b} are alternatives.</param>
/// <param name="Example">A sentence in which it names itself.</param>
/// <param name="Ambiguous">Whether people, places or things bear the name too: then it counts only beside what it is or who made it.</param>
public sealed record ModelEntry(string Name, string Vendor, string Since, IReadOnlyList<string> Forms, string Example, bool Ambiguous = false);
