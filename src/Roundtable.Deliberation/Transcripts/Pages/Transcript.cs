namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>A published roundtable as its page shows it: claims and ballots, with nothing computed or added.</summary>
/// <param name="Kind">Poll or debate, with options or open.</param>
/// <param name="Title">The title line.</param>
/// <param name="Models">The number of models that the title states, or null.</param>
/// <param name="TitleRest">What the title says after that, or empty.</param>
/// <param name="Question">The question.</param>
/// <param name="Result">The result line, or null.</param>
/// <param name="Answer">The panel's answer to an open question, or null.</param>
/// <param name="Options">The options as listed; may be empty.</param>
/// <param name="Ballots">The ballots in the order of the page; may be empty.</param>
/// <param name="Statements">Every other line outside the ballots that is no heading, in the order of the page.</param>
/// <param name="Strays">Votes that stand under no model's name.</param>
public sealed record Transcript(
    TranscriptKind Kind,
    TextLine Title,
    int? Models,
    string TitleRest,
    string Question,
    ClaimedResult? Result,
    ClaimedAnswer? Answer,
    IReadOnlyList<ClaimedOption> Options,
    IReadOnlyList<PublishedBallot> Ballots,
    IReadOnlyList<PageStatement> Statements,
    IReadOnlyList<StrayVote> Strays)
{
    /// <summary>Ballots of earlier rounds, in the order of the page; <see cref="Ballots"/> are those of the last.</summary>
    public IReadOnlyList<PublishedBallot> Earlier { get; init; } = [];

    /// <summary>Whether the question was open.</summary>
    public bool IsOpen => Kind is TranscriptKind.OpenPoll or TranscriptKind.OpenDebate;

    /// <summary>Whether its title calls it a debate, which has several rounds.</summary>
    public bool IsDebate => Kind is TranscriptKind.Debate or TranscriptKind.OpenDebate;
}
