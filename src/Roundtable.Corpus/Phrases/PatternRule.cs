using System.Text.RegularExpressions;
using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Phrases;

/// <summary>A pattern or a trace, ready to be searched for.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Expression">The expression over folded text, with a group <c>hit</c>.</param>
/// <param name="Strength">Its weight in an answer.</param>
/// <param name="Vendor">Whose programs leave a trace; null for a pattern.</param>
internal sealed record PatternRule(string Id, Lazy<Regex> Expression, Strength Strength, string? Vendor);
