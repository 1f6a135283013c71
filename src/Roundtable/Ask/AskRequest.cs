using Roundtable.Deliberation.Questions;
using Roundtable.Panels;

namespace Roundtable.Ask;

/// <summary>Everything that can be said about a session before it begins, the same from the command line, the site, the API and MCP.</summary>
internal sealed record AskRequest
{
    /// <summary>The most bytes of context documents together.</summary>
    public const int MaxContextBytes = 2 * 1024 * 1024;

    /// <summary>The question.</summary>
    public string Question { get; init; } = "";

    /// <summary>Options to vote for; none for an open question.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Whether each seat states a position of its own.</summary>
    public bool Open { get; init; }

    /// <summary>Documents to read beside the question.</summary>
    public IReadOnlyList<ContextDocument> Context { get; init; } = [];

    /// <summary>A named panel, or <c>rehearsal</c>.</summary>
    public string? Panel { get; init; }

    /// <summary>Models to seat as <c>provider/name</c>.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>Seats with names, personas and settings, instead of <see cref="Models"/>.</summary>
    public IReadOnlyList<SeatPlan>? Seats { get; init; }

    /// <summary>The model that writes the minutes; null to choose one.</summary>
    public string? Moderator { get; init; }

    /// <summary>Whether later rounds follow, in which seats see the others' arguments.</summary>
    public bool Debate { get; init; }

    /// <summary>The most rounds of a debate.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>How often each seat answers.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>The seed of every order; null to draw one.</summary>
    public long? Seed { get; init; }

    /// <summary>Whether each vote ranks all options.</summary>
    public bool Ranked { get; init; }

    /// <summary>How many seats must vote for a verdict; null for more than half.</summary>
    public int? Quorum { get; init; }

    /// <summary>The most that the session may cost, in US dollars; null for no limit.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Time limit of one answer in seconds.</summary>
    public int SeatSeconds { get; init; } = 120;

    /// <summary>Time limit of the whole session in seconds.</summary>
    public int SessionSeconds { get; init; } = 1800;

    /// <summary>Whether to ask it though the options do not seem to fit the question.</summary>
    public bool AsIs { get; init; }

    /// <summary>Id of a session whose question, verdict and minutes the panel reads as context; null for none.</summary>
    public string? FollowUp { get; init; }
}
