namespace Roundtable.Workspace.Asking;

/// <summary>What can be chosen on the ask page.</summary>
/// <param name="Panels">The saved panels, each with the names of its seats.</param>
/// <param name="Models">The models that are connected.</param>
/// <param name="All">Whether these are all models that the providers say they have.</param>
/// <param name="Suggested">The models to seat where nobody chooses.</param>
/// <param name="DefaultPanel">The panel that is asked where none is named, or null.</param>
public sealed record AskChoices(
    IReadOnlyList<(string Name, IReadOnlyList<string> Seats)> Panels,
    IReadOnlyList<ModelChoice> Models,
    bool All,
    IReadOnlyList<string> Suggested,
    string? DefaultPanel)
{
    /// <summary>Names of the MCP servers whose tools models may be given.</summary>
    public IReadOnlyList<string> ToolServers { get; init; } = [];
}
