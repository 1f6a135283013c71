using Roundtable.Record.Following;

namespace Roundtable.Workspace.Following;

/// <summary>What a witness or a mirror showed of a followed log.</summary>
/// <param name="Source">Its name or address.</param>
/// <param name="Comparison">How it relates to what is kept; null where nothing was shown.</param>
/// <param name="Problem">Why nothing was shown, as a clause; null where something was.</param>
public sealed record OtherView(string Source, Comparison? Comparison, string? Problem);
