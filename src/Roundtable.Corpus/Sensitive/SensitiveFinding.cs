using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Sensitive;

/// <summary>Sensitive data in a row: where it is, never what it is.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its kind in words, with the vendor of a key: "AWS access key".</param>
/// <param name="Span">Where it is.</param>
/// <param name="IsExample">Whether it is a placeholder: an address at example.com, a card number for tests, a key made of X's.</param>
public sealed record SensitiveFinding(SensitiveKind Kind, string Name, TextSpan Span, bool IsExample = false);
