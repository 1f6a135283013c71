namespace Roundtable.Deliberation.Transcripts;

/// <summary>A published roundtable as its page shows it: claims and ballots, with nothing computed or added.</summary>
/// <param name="Kind">Poll or debate, with options or open.</param>
/// <param name="Title">The title line.</param>
/// <param name="Models">The number of models that the title states, or null.</param>
/// <param name="Question">The question.</param>
/// <param name="Result">The result line, or null.</param>
/// <param name="Options">The options as listed; may be empty.</param>
/// <param name="Ballots">The ballots in the order of the page; may be empty.</param>
/// <param name="Summary">The lines of the final summary.</param>
/// <param name="Rounds">The line about rounds and agreement, or null.</param>
/// <param name="Arguments">The lines of the strongest arguments.</param>
public sealed record Transcript(
    TranscriptKind Kind,
    TextLine Title,
    int? Models,
    string Question,
    ClaimedResult? Result,
    IReadOnlyList<ClaimedOption> Options,
    IReadOnlyList<PublishedBallot> Ballots,
    IReadOnlyList<TextLine> Summary,
    ClaimedRounds? Rounds,
    IReadOnlyList<TextLine> Arguments)
{
    /// <summary>Whether the question was open.</summary>
    public bool IsOpen => Kind is TranscriptKind.OpenPoll or TranscriptKind.OpenDebate;
}
