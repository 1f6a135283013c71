namespace Roundtable.Workspace.PanelModels;

/// <summary>One message of the conversation before a question.</summary>
/// <param name="Role">Whose it is: <c>user</c> or <c>assistant</c>.</param>
/// <param name="Text">Its text.</param>
public sealed record PanelTurn(string Role, string Text);
