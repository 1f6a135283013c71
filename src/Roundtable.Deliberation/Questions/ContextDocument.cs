namespace Roundtable.Deliberation.Questions;

/// <summary>A text that the panel reads beside the question.</summary>
/// <param name="Name">What the document is called, usually its file name.</param>
/// <param name="Text">Its whole text.</param>
public sealed record ContextDocument(string Name, string Text);
