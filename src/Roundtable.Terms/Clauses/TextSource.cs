using Roundtable.Record.Entries;

namespace Roundtable.Terms.Clauses;

/// <summary>The text of terms: where it is published, and which version was read.</summary>
/// <param name="Address">The URL at which the text is published.</param>
/// <param name="Read">The date on which it was read.</param>
/// <param name="Digest">SHA-256 of the text that was read; null where unknown.</param>
/// <param name="Copy">The address of the copy that was read, if it was not read at the URL itself.</param>
public sealed record TextSource(string Address, DateOnly Read, Digest? Digest = null, string? Copy = null);
