namespace Roundtable.Deliberation.Questions;

/// <summary>A text that the panel reads together with the question.</summary>
/// <param name="Name">Name of the document, usually its file name.</param>
/// <param name="Text">Its full text.</param>
public sealed record ContextDocument(string Name, string Text);
