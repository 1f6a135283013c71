namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>What a published transcript says it is.</summary>
public enum TranscriptKind
{
    /// <summary>One round, with options.</summary>
    Poll,

    /// <summary>Several rounds, with options.</summary>
    Debate,

    /// <summary>One round, an open question.</summary>
    OpenPoll,

    /// <summary>Several rounds, an open question.</summary>
    OpenDebate,
}
