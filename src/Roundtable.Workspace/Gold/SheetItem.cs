using Roundtable.Annotation.Gold;

namespace Roundtable.Workspace.Gold;

/// <summary>An item of a sheet, with its text.</summary>
/// <param name="Drawn">The item.</param>
/// <param name="Text">What people are shown.</param>
public sealed record SheetItem(DrawnItem Drawn, string Text)
{
    /// <summary>What a panel says of it; null where it was not asked. Not to be shown before the reader's own label is saved.</summary>
    public PanelLabel? Panel { get; init; }
}
