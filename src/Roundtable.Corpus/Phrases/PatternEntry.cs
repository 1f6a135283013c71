using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Phrases;

/// <summary>A pattern by which a text identifies itself as a model's.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Text">A regular expression over folded text; %table% stands for the words of a table, the group <c>hit</c> is what is reported.</param>
/// <param name="Strength">Its weight in an answer; in text that is not known to be an answer it weighs one step less.</param>
/// <param name="Since">When it was first seen: year and month.</param>
/// <param name="Example">A text in which it is found; empty for a template, whose examples stand with each language.</param>
public sealed record PatternEntry(string Id, string Text, Strength Strength, string Since, string Example);
