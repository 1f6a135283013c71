using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;

namespace Roundtable.Deliberation.Sessions;

/// <summary>
/// What the documents of all kinds of sessions have in common. Either a <see cref="Session"/>, in which seats vote or state positions, or a
/// <see cref="FusedSession"/>, in which they answer in full.
/// </summary>
public abstract record SessionDocument
{
    private protected SessionDocument()
    {
    }

    /// <summary>Lower-case letters and digits, unique in a data directory; sorts by time.</summary>
    public required string Id { get; init; }

    /// <summary>When the session started, in UTC.</summary>
    public required DateTimeOffset Opened { get; init; }

    /// <summary>Whether any seat's answers were simulated. Shown wherever the session is.</summary>
    public required bool Simulated { get; init; }

    /// <summary>The question.</summary>
    public required Question Question { get; init; }

    /// <summary>The seats, by number.</summary>
    public required IReadOnlyList<Seat> Panel { get; init; }

    /// <summary>The model that moderated: grouped positions and wrote the minutes, or compared answers and wrote the fused one; or null.</summary>
    public ModelCard? Moderator { get; init; }

    /// <summary>All other settings.</summary>
    public required SessionSettings Settings { get; init; }

    /// <summary>Why the moderator failed, one sentence, or null.</summary>
    public string? ModeratorFailure { get; init; }

    /// <summary>What the session used.</summary>
    public required Spend Spend { get; init; }

    /// <summary>What each seat used, by number, with the moderator as number 0; null in sessions of format 1.</summary>
    public IReadOnlyList<SeatSpend>? SeatSpends { get; init; }

    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();
}
