namespace Roundtable.Workspace.PanelModels;

/// <summary>Names of panels as models: <c>roundtable/frontier</c> is the panel <c>frontier</c>.</summary>
public static class PanelModelName
{
    /// <summary>What every such name begins with.</summary>
    public const string Prefix = "roundtable/";

    /// <summary>The name of a panel as a model.</summary>
    public static string Of(string panel) => Prefix + panel;

    /// <summary>The panel that a model's name stands for; null where it is no panel's.</summary>
    public static string? Panel(string? model) =>
        model is not null && model.StartsWith(Prefix, StringComparison.Ordinal) ? model[Prefix.Length..] : null;
}
