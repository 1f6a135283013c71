namespace Roundtable.Workspace.Scanning;

/// <summary>A model that rows name, and what the registry knows of it.</summary>
/// <param name="Name">The model, as rows write it.</param>
/// <param name="Entry">The registry's entry; null where it has none.</param>
/// <param name="Vendor">Whose it is; null where that is not known.</param>
/// <param name="Terms">The terms of its outputs; none where they are not known.</param>
/// <param name="Rows">How many rows name it.</param>
public sealed record ScanSource(string Name, string? Entry, string? Vendor, IReadOnlyList<string> Terms, long Rows);
