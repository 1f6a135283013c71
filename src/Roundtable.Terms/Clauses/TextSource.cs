using Roundtable.Record.Entries;

namespace Roundtable.Terms.Clauses;

/// <summary>Where the text of terms stands, and which text was read.</summary>
/// <param name="Address">Where the text is published.</param>
/// <param name="Read">The day on which it was read.</param>
/// <param name="Digest">SHA-256 of the text that was read; null where none was kept.</param>
/// <param name="Copy">Where the copy that was read stands, if it was not read at the address itself.</param>
public sealed record TextSource(string Address, DateOnly Read, Digest? Digest = null, string? Copy = null);
