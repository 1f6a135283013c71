using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>A session, and what was asked to see of it.</summary>
/// <param name="Session">The session.</param>
/// <param name="Summary">Its figures.</param>
/// <param name="Leaves">The leaves that are about it.</param>
public sealed record SessionViewModel(SessionDocument Session, SessionSummary Summary, IReadOnlyList<LeafRow> Leaves)
{
    /// <summary>What may be done with its parts; null where that was not asked or cannot be told.</summary>
    public Judging.SessionRights? Rights { get; init; }

    /// <summary>Only ballots of this seat.</summary>
    public int? Seat { get; init; }

    /// <summary>Only ballots of this round.</summary>
    public int? Round { get; init; }

    /// <summary>Only ballots for this option.</summary>
    public int? Option { get; init; }

    /// <summary>A rule to recount by.</summary>
    public string? Rule { get; init; }

    /// <summary>The address under which anybody may read it; null where it was not made public.</summary>
    public string? SharedAt { get; init; }

    /// <summary>Since when it is in the public gallery; null where it is not there.</summary>
    public DateTimeOffset? InGallerySince { get; init; }

    /// <summary>Its tags there.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
