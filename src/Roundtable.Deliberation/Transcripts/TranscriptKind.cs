namespace Roundtable.Deliberation.Transcripts;

/// <summary>What a published transcript says it is.</summary>
public enum TranscriptKind
{
    /// <summary>One round, options to vote for.</summary>
    Poll,

    /// <summary>Several rounds, options to vote for.</summary>
    Debate,

    /// <summary>One round, each model states an answer of its own.</summary>
    OpenPoll,

    /// <summary>Several rounds, each model states an answer of its own.</summary>
    OpenDebate,
}
