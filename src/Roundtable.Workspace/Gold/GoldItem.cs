namespace Roundtable.Workspace.Gold;

/// <summary>An item that gold can be drawn from.</summary>
/// <param name="Id">Its id, unique among them.</param>
/// <param name="Text">What people and models are shown of it.</param>
/// <param name="Stratum">Its value of the column by which gold is drawn in strata; empty where there is none.</param>
public sealed record GoldItem(string Id, string Text, string Stratum = "");
