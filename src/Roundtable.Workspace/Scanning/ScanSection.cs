namespace Roundtable.Workspace.Scanning;

/// <summary>A part of a report: sentences and a table, the same on every page.</summary>
/// <param name="Id">What names it in addresses.</param>
/// <param name="Title">Its title.</param>
/// <param name="Sentences">What it says.</param>
/// <param name="Columns">The heads of the table's columns: the first names the row; empty for no table.</param>
/// <param name="Rows">The table's rows.</param>
public sealed record ScanSection(
    string Id, string Title, IReadOnlyList<string> Sentences, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
