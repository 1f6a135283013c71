using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Phrases;

/// <summary>What a program around a model leaves in its texts: tokens of chat templates, marks of citations, calls of tools, parameters of addresses.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Vendor">Whose programs leave it.</param>
/// <param name="Since">When it was first seen: year and month.</param>
/// <param name="Strength">Its weight in an answer; in text that is not known to be an answer it weighs one step less.</param>
/// <param name="Text">A regular expression over folded text; the group <c>hit</c> is what is reported.</param>
/// <param name="Example">A text in which it is found.</param>
/// <param name="Triggers">Words, or pairs of adjacent words, one of which stands in every occurrence; in brackets only between such.</param>
public sealed record TraceEntry(
    string Id,
    string Vendor,
    string Since,
    Strength Strength,
    string Text,
    string Example,
    IReadOnlyList<string> Triggers);
