using System.Text.Json.Serialization;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Reviews;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Deliberation.Sessions;

/// <summary>
/// Question, panel, answers, reviews, comparison and fused answer: one JSON document from which all that was computed can be computed again without a
/// model. docs/formats/fused-session.md describes the format.
/// </summary>
public sealed record FusedSession : SessionDocument
{
    /// <summary>The version of the format that this program writes. Versions are counted together with those of <see cref="Session"/>.</summary>
    public const int CurrentFormat = 3;

    /// <summary>What <see cref="Kind"/> is.</summary>
    public const string FusedKindName = "fused";

    /// <summary>Version of the document's format.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Always <c>fused</c>, by which the document is told from one of a vote.</summary>
    public string Kind { get; init; } = FusedKindName;

    /// <summary>What the seats wrote, by seat; of every seat that wrote anything, refusals too.</summary>
    public required IReadOnlyList<Answer> Answers { get; init; }

    /// <summary>The seats that were asked and wrote nothing, by seat, and why.</summary>
    public required IReadOnlyList<Absence> Absences { get; init; }

    /// <summary>What came of asking a few seats first; null where everybody was asked at once.</summary>
    public ScoutResult? Scout { get; init; }

    /// <summary>The reviews, by seat; empty where none were asked for.</summary>
    public IReadOnlyList<Review> Reviews { get; init; } = [];

    /// <summary>The seats that were asked for a review and gave none, by seat, and why.</summary>
    public IReadOnlyList<Absence> ReviewAbsences { get; init; } = [];

    /// <summary>Where each answer stands by the reviews, the best first; empty where no review could be counted.</summary>
    public IReadOnlyList<Standing> Standings { get; init; } = [];

    /// <summary>The comparison; null where there is no moderator, it failed, or the answers are JSON.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>The fused answer.</summary>
    public required FusedAnswer Fused { get; init; }

    /// <summary>The fused fields, where a schema was given; else null.</summary>
    public FusedFields? Fields { get; init; }

    /// <summary>The moderator's answers, raw, in order.</summary>
    public IReadOnlyList<ModeratorDraft> Drafts { get; init; } = [];

    /// <summary>The answers that count, by seat.</summary>
    [JsonIgnore]
    public IReadOnlyList<Answer> Given => [.. Answers.Where(a => a.Kind == AnswerKind.Given)];

    /// <summary>The fused answer as text: Markdown, or JSON where a schema was given; empty where there is none.</summary>
    /// <param name="withSupport">Whether each sentence is followed by who says it, in words.</param>
    public string Text(bool withSupport) => Fused.Kind switch
    {
        FusedKind.Moderated => FusedMarkdown.Of(Fused.Sentences, withSupport),
        FusedKind.Fields => Fields?.Value?.GetRawText() ?? "",
        _ => Answers.FirstOrDefault(a => a.Seat == Fused.Seat)?.Words ?? "",
    };

    private protected override void Seal()
    {
    }
}
