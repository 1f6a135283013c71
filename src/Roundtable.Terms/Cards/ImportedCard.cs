using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>What was read from metadata that others wrote.</summary>
/// <param name="Format">What the file is, as in <c>Croissant</c>.</param>
/// <param name="Entries">The entries; everything in them is declared by the file and by nobody here.</param>
/// <param name="Warnings">What could not be taken over, a sentence for each field.</param>
public sealed record ImportedCard(string Format, IReadOnlyList<Entry> Entries, IReadOnlyList<string> Warnings);
