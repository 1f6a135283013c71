using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Runs;

/// <summary>What a run knows of one item: one result for each seat and sample that was asked.</summary>
/// <param name="Index">The item's place among the run's items, from 0.</param>
/// <param name="Id">The item's id.</param>
/// <param name="Digest">The item's digest.</param>
/// <param name="Options">The item's own options; null where the run's question has them.</param>
/// <param name="Seats">By seat, then by sample. Seats that were not asked, because the others left no doubt, are missing.</param>
public sealed record ItemResult(int Index, string Id, Digest Digest, IReadOnlyList<string>? Options, IReadOnlyList<SeatResult> Seats);
