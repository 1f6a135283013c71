using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>The result of parsing published metadata.</summary>
/// <param name="Format">The format of the file, such as <c>Croissant</c>.</param>
/// <param name="Entries">The entries; everything in them is declared by the file only.</param>
/// <param name="Warnings">What could not be imported, one sentence for each field.</param>
public sealed record ImportedCard(string Format, IReadOnlyList<Entry> Entries, IReadOnlyList<string> Warnings);
