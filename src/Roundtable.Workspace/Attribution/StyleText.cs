namespace Roundtable.Workspace.Attribution;

/// <summary>A recorded output, of which it is known who wrote it.</summary>
/// <param name="Family">The style family: a model, or several that write alike.</param>
/// <param name="Text">The output.</param>
/// <param name="Prompt">What it answers; empty where that is not told.</param>
public sealed record StyleText(string Family, string Text, string Prompt);
