using System.Text.Json.Serialization;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Sessions;

/// <summary>
/// Question, panel, rounds, verdict, minutes and settings: one JSON document from which verdict and minutes can be
/// recomputed without a model. docs/formats/session.md describes the format.
/// </summary>
public sealed record Session : SessionDocument
{
    /// <summary>The version of the format that this program writes.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The oldest version of the format that this program reads.</summary>
    public const int OldestFormat = 1;

    /// <summary>Version of the document's format, from 1. A document keeps the format in which it was written.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The rules by which the session is counted and its minutes are read: those of its format.</summary>
    [JsonIgnore]
    public CountingRules Rules => (CountingRules)Format;

    /// <summary>Title of the published transcript that this session was imported from, or null.</summary>
    public string? ImportedFrom { get; init; }

    /// <summary>For an imported transcript, where its page contradicts its ballots, one sentence each; null for a session that was held here.</summary>
    public IReadOnlyList<string>? Discrepancies { get; init; }

    /// <summary>
    /// For an imported transcript, how many claims its page makes and how many were checked; null for others, and for those imported before this
    /// was counted.
    /// </summary>
    public ClaimCount? Claims { get; init; }

    /// <summary>The rounds held.</summary>
    public required IReadOnlyList<Round> Rounds { get; init; }

    /// <summary>Why the rounds ended.</summary>
    public required StopReason Stop { get; init; }

    /// <summary>For an open question, how the positions of each round were grouped; else empty.</summary>
    public IReadOnlyList<Clustering> Clusterings { get; init; } = [];

    /// <summary>The moderator's answers, raw, in order.</summary>
    public IReadOnlyList<Draft> Drafts { get; init; } = [];

    /// <summary>The verdict, computed from the rounds.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The minutes, computed from rounds and drafts.</summary>
    public required SessionMinutes Minutes { get; init; }

    /// <summary>Seats that were absent and answered after the session had ended, in the order in which they did; null where none did.</summary>
    public IReadOnlyList<LateAnswer>? LateAnswers { get; init; }

    private protected override void Seal()
    {
    }
}
