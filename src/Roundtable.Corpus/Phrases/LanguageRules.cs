using System.Text.RegularExpressions;

namespace Roundtable.Corpus.Phrases;

/// <summary>The rules of one language.</summary>
/// <param name="Cues">Words one of which stands near everything that the rules find.</param>
/// <param name="Report">What stands directly before words that somebody else is said to have said, up to the end.</param>
/// <param name="After">What stands directly after such words, from their end.</param>
/// <param name="Rules">The rules.</param>
internal sealed record LanguageRules(LiteralSet Cues, Lazy<Regex> Report, Lazy<Regex> After, IReadOnlyList<PatternRule> Rules);
