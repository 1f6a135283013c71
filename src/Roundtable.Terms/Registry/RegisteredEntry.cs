using Roundtable.Record.Entries;

namespace Roundtable.Terms.Registry;

/// <summary>An entry and its leaf in the log.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Digest">SHA-256 of its canonical JSON.</param>
/// <param name="Leaf">Index of the leaf that records it; null for an entry of the starter set that has not been used yet.</param>
/// <param name="Registered">When it was recorded; null as above.</param>
public sealed record RegisteredEntry(Entry Entry, Digest Digest, long? Leaf = null, DateTimeOffset? Registered = null)
{
    /// <summary>An entry of the starter set.</summary>
    public static RegisteredEntry Starter(Entry entry) => new(entry, Digest.Of(EntryWriter.Write(entry)));
}
