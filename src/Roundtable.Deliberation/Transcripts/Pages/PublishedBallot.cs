namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>A model's ballot as a transcript shows it.</summary>
/// <param name="Line">The line of its vote, from 1.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Choice">The words after <c>Vote:</c> or <c>Answer:</c>.</param>
/// <param name="Reasoning">Its paragraphs.</param>
/// <param name="ChangedMind">Whether the page says that it changed its mind.</param>
public sealed record PublishedBallot(int Line, string Model, string Choice, string Reasoning, bool ChangedMind)
{
    /// <summary>What the same model said in earlier rounds, where the page shows them; empty where it does not.</summary>
    public string Earlier { get; init; } = "";
}
