namespace Roundtable.Deliberation.Fusion;

/// <summary>A sentence of a fused answer (or a list item, or a block of code), with the points that it rests on.</summary>
/// <param name="Form">How it stands in the answer.</param>
/// <param name="Text">What the moderator wrote, as Markdown: one line, or lines of code without fences.</param>
/// <param name="Points">Ids of the cited points, or sides of contradictions, at least one.</param>
/// <param name="Support">Who says it, computed from the cited points.</param>
public sealed record FusedSentence(SentenceForm Form, string Text, IReadOnlyList<string> Points, Support Support)
{
    /// <summary>The language of a block of code, or null.</summary>
    public string? Language { get; init; }
}
