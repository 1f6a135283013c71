namespace Roundtable.Workspace.Benches;

/// <summary>A finished bench.</summary>
/// <param name="Folder">Where its files are.</param>
/// <param name="Document">The report.</param>
public sealed record BenchResult(string Folder, BenchDocument Document);
