using System.Collections.Immutable;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Reviews;

namespace Roundtable.Workspace.Live;

/// <summary>One seat of a session that is under way.</summary>
/// <param name="Seat">Who sits there.</param>
public sealed record LiveSeat(Seat Seat)
{
    /// <summary>Words of the answer that is on its way; empty where none are.</summary>
    public string Words { get; init; } = "";

    /// <summary>Which of its samples is heard: where it answers several times at once, only one can be followed.</summary>
    public int Speaking { get; init; } = 1;

    /// <summary>Why calls of this round had to be made again.</summary>
    public ImmutableArray<string> Again { get; init; } = [];

    /// <summary>Its ballots of this round.</summary>
    public ImmutableArray<Ballot> Ballots { get; init; } = [];

    /// <summary>Its last ballot of the round before; null in the first.</summary>
    public Ballot? Before { get; init; }

    /// <summary>Whether its request is on its way.</summary>
    public bool IsAsked { get; init; }

    /// <summary>Whether its model thinks before it answers.</summary>
    public bool Thinks { get; init; }

    /// <summary>How many ballots, answers or reviews are expected of it now.</summary>
    public int Awaited { get; init; }

    /// <summary>Its answer in full, once it is given.</summary>
    public Answer? Answer { get; init; }

    /// <summary>Its review of the others' answers, once it is given.</summary>
    public Review? Review { get; init; }

    /// <summary>Why it is absent, or null.</summary>
    public string? Absent { get; init; }
}
