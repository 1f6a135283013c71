namespace Roundtable.Deliberation.Fusion;

/// <summary>A sentence of a fused answer as a moderator wrote it, before any check.</summary>
/// <param name="Id">The id of the sentence that it corrects; null in a first draft.</param>
/// <param name="Form">How it is to stand.</param>
/// <param name="Text">The text.</param>
/// <param name="Points">The ids that it cites.</param>
/// <param name="Language">The language of a block of code, or null.</param>
internal sealed record SentenceDraft(string? Id, SentenceForm Form, string Text, IReadOnlyList<string> Points, string? Language);
