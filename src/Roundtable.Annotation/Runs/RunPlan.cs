using System.Text.Json.Serialization;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Runs;

/// <summary>
/// Everything about a run that is decided before the first call and that its results depend on. It is the document of a leaf of the kind <c>run</c>, on
/// record before anything is asked. Limits of calls and money are no part of it: they decide how far a run gets, not what it says.
/// </summary>
/// <param name="Id">The run's id, made as those of sessions are.</param>
/// <param name="Opened">When it began, in UTC.</param>
/// <param name="Kind">What it is made for.</param>
/// <param name="Items">The items.</param>
/// <param name="Template">The text that is put to seats, with <c>{columns}</c> of the items.</param>
/// <param name="Question">What is asked about each item.</param>
/// <param name="Panel">The seats by number. Where seats are asked one after the other, it is in the order of their numbers all the same.</param>
/// <param name="Settings">All other settings.</param>
public sealed record RunPlan(
    string Id,
    DateTimeOffset Opened,
    RunKind Kind,
    RunItems Items,
    string Template,
    RunQuestion Question,
    IReadOnlyList<Seat> Panel,
    RunSettings Settings)
{
    /// <summary>Digest of the codebook that the template was made from; null for none.</summary>
    [JsonConverter(typeof(DigestJsonConverter))]
    public Digest? Codebook { get; init; }

    /// <summary>What the answers are wanted for, as named by <c>--for</c>; every seat was ruled on before the first call.</summary>
    public IReadOnlyList<string> Uses { get; init; } = [];
}

/// <summary>The items of a run as its plan commits to them.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Digest">One digest for all of them, in order: <see cref="Items.ItemCensus.Digest"/>.</param>
/// <param name="IdColumn">The column that holds their ids; null where they are numbered from 1.</param>
public sealed record RunItems(int Count, [property: JsonConverter(typeof(DigestJsonConverter))] Digest Digest, string? IdColumn);

/// <summary>Settings of a run that its results depend on.</summary>
/// <param name="Seed">Seed of the orders in which options are shown.</param>
/// <param name="Samples">How often each seat is asked about an item, 1 or more.</param>
/// <param name="SeatSeconds">Timeout of one answer in seconds, where a seat has none of its own.</param>
/// <param name="Quorum">Minimum number of votes for a verdict on an item.</param>
public sealed record RunSettings(long Seed, int Samples, int SeatSeconds, int Quorum)
{
    /// <summary>The seed where nobody gives one: always the same, so that the same question about the same item is the same call in every run.</summary>
    public const long UsualSeed = 1;

    /// <summary>
    /// Where the leading class has this probability, no further seat is asked about the item: above 0.5, below 1. Null to ask every seat.
    /// </summary>
    public double? StopAt { get; init; }

    /// <summary>
    /// Columns of the item that are shown as quoted material before the question, each between fences; empty where the template alone shows the item.
    /// What an item says is never an instruction then, and a long codebook in the template stands before nothing that changes.
    /// </summary>
    public IReadOnlyList<string> Quoted { get; init; } = [];
}
