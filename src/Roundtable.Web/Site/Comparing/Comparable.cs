namespace Roundtable.Web.Site.Comparing;

/// <summary>Things of one kind that can be held against each other.</summary>
/// <param name="Kind">What begins their references: <c>session</c>, as in <c>session:1m8p2b4ee9s6xy</c>.</param>
/// <param name="Title">What they are, for a heading.</param>
/// <param name="Things">Their references, and names in the language of whoever reads them, the newest first.</param>
public sealed record Comparable(string Kind, string Title, IReadOnlyList<(string Reference, Func<string> Name)> Things);
