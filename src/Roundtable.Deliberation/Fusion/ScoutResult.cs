namespace Roundtable.Deliberation.Fusion;

/// <summary>What came of asking a few cheap seats first.</summary>
/// <param name="Seats">Numbers of the seats that were asked first, ascending.</param>
/// <param name="Differ">Whether the full panel was asked: their answers differ, or it could not be told.</param>
/// <param name="Why">How that was determined, in one sentence.</param>
public sealed record ScoutResult(IReadOnlyList<int> Seats, bool Differ, string Why);
