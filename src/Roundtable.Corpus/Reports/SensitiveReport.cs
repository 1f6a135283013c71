using Roundtable.Corpus.Sensitive;

namespace Roundtable.Corpus.Reports;

/// <summary>How often a kind of key or of personal data was found.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The kind in words, with the vendor of a key.</param>
/// <param name="Count">How often it was found, placeholders aside.</param>
/// <param name="Rows">The number of rows with it, placeholders aside.</param>
/// <param name="Placeholders">How often a placeholder was found: an address at example.com, a card number for tests.</param>
/// <param name="First">Some of the rows with it.</param>
public sealed record SensitiveReport(SensitiveKind Kind, string Name, long Count, long Rows, long Placeholders, IReadOnlyList<RowPlace> First);
