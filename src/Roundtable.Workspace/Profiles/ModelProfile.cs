using Roundtable.Deliberation.Verdicts;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Calls;

namespace Roundtable.Workspace.Profiles;

/// <summary>What is known of one model over all connections that reach it. What was never measured is null or empty, never zero.</summary>
public sealed record ModelProfile
{
    /// <summary>Its identity (<see cref="Deliberation.Panels.ModelIdentity"/>).</summary>
    public required string Id { get; init; }

    /// <summary>Who made it; null where that is not known.</summary>
    public string? Vendor { get; init; }

    /// <summary>Its family; null where that is not known.</summary>
    public string? Family { get; init; }

    /// <summary>Whether the figures of sessions are of rehearsals, in which no model was asked.</summary>
    public bool Simulated { get; init; }

    /// <summary>The routes by which it is or was reached, with what may be done with its words.</summary>
    public IReadOnlyList<ModelRoute> Routes { get; init; } = [];

    /// <summary>What it did in sessions; null where it had no seat.</summary>
    public ModelFigures? Sessions { get; init; }

    /// <summary>In how many of its sessions votes were asked for with the options in different orders, and how often such votes differed.</summary>
    public OrderFlips Orders { get; init; } = new(0, null);

    /// <summary>Its agreement with each other model, those that agree most first.</summary>
    public IReadOnlyList<PeerAgreement> Peers { get; init; } = [];

    /// <summary>Its blind agreement with all others together; null where it shared no question with any.</summary>
    public SharedAgreement? Blind { get; init; }

    /// <summary>What it did in runs that are finished, newest first.</summary>
    public IReadOnlyList<RunScore> Runs { get; init; } = [];

    /// <summary>How often it was right in benches, newest first.</summary>
    public IReadOnlyList<BenchScore> Benches { get; init; } = [];

    /// <summary>Calls through the gateway that whoever asks may see; null where they were not counted.</summary>
    public CallFigures? Calls { get; init; }
}

/// <summary>One way to a model.</summary>
/// <param name="Name">Its name there, <c>connection/model</c>.</param>
/// <param name="Connected">Whether it can be asked now.</param>
/// <param name="Rulings">What may be done with an answer that came by it today, for each use; empty where nobody could rule.</param>
public sealed record ModelRoute(string Name, bool Connected, IReadOnlyList<Ruling> Rulings);

/// <summary>How often votes on the same question differed where the options stood in another order.</summary>
/// <param name="Sessions">In how many sessions that was measured.</param>
/// <param name="Rate">Mean share of such pairs of votes, 0 to 1; null where it was not measured.</param>
public sealed record OrderFlips(int Sessions, double? Rate);

/// <summary>How far a model agrees with another.</summary>
/// <param name="Id">The other's identity.</param>
/// <param name="Name">The other's name.</param>
/// <param name="Vendor">Who made the other.</param>
/// <param name="Blind">Their agreement before either saw an argument.</param>
public sealed record PeerAgreement(string Id, string Name, string? Vendor, AgreeingPair Blind);

/// <summary>What a model did in a run.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Seat">The seat's name there.</param>
/// <param name="Answers">Answers by kind, such as <c>vote</c> and <c>refused</c>.</param>
public sealed record RunScore(string Run, string Seat, IReadOnlyDictionary<string, int> Answers)
{
    /// <summary>Number of items with gold that it labelled; 0 without gold.</summary>
    public int Gold { get; init; }

    /// <summary>On how many of these it gave the right class; a missing vote is not right.</summary>
    public int Right { get; init; }

    /// <summary>Share of pairs of answers in two orders of the classes that differ; null where nothing was asked twice.</summary>
    public double? OrderFlips { get; init; }

    /// <summary>Number of such pairs.</summary>
    public int OrderPairs { get; init; }
}

/// <summary>How often a model was right in a bench.</summary>
/// <param name="Bench">The bench's id.</param>
/// <param name="Set">Name of the questions.</param>
/// <param name="Time">When the report was made, in UTC.</param>
/// <param name="Accuracy">Share right, 0 to 1; what is missing counts as wrong.</param>
/// <param name="Interval">Its 95 % interval.</param>
/// <param name="Answers">Number of answers that it was to give.</param>
/// <param name="Missing">How many of them are missing or could not be read.</param>
public sealed record BenchScore(
    string Bench, string Set, DateTimeOffset Time, double Accuracy, (double Low, double High) Interval, int Answers, int Missing);
