using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>The state of a tree at one point in time.</summary>
/// <param name="Size">Number of leaves.</param>
/// <param name="Root">RFC 6962 root hash over them.</param>
public sealed record TreeHead(long Size, Digest Root);
