namespace Roundtable.Record.Merkle;

/// <summary>Returns the RFC 6962 hash of <paramref name="count"/> leaves from <paramref name="start"/>.</summary>
public delegate byte[] SubtreeHash(long start, long count);
