using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>A tree at one moment.</summary>
/// <param name="Size">Leaves in it.</param>
/// <param name="Root">The RFC 6962 hash over them.</param>
public sealed record TreeHead(long Size, Digest Root);
