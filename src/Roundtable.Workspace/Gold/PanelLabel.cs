using Roundtable.Annotation.Codebooks;

namespace Roundtable.Workspace.Gold;

/// <summary>What a panel says of an item; nobody sees it before their own label is saved.</summary>
/// <param name="Answer">The label.</param>
/// <param name="Probability">Its probability, 0 to 1; null where the run has none.</param>
public sealed record PanelLabel(CodebookAnswer Answer, double? Probability);
