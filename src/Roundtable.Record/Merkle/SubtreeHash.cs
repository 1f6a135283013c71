namespace Roundtable.Record.Merkle;

/// <summary>Gives the RFC 6962 tree hash over the leaves from <paramref name="start"/> on, <paramref name="count"/> of them.</summary>
public delegate byte[] SubtreeHash(long start, long count);
