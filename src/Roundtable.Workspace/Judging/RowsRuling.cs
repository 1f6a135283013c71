using System.Text.Json.Nodes;
using Roundtable.Terms.Rulings;

namespace Roundtable.Workspace.Judging;

/// <summary>The ruling on a file of rows.</summary>
/// <param name="Path">Path of the file.</param>
/// <param name="Intent">What was asked.</param>
/// <param name="File">The rows that were read, and the rulings on them.</param>
/// <param name="Remaining">The groups of rows that may be used together.</param>
/// <param name="Kept">Path of the file that those rows were written to; null for none.</param>
/// <param name="Leaf">Index of the leaf that has the ruling on the record; null where it is not there.</param>
public sealed record RowsRuling(string Path, Intent Intent, RowFile File, IReadOnlySet<RowGroup> Remaining, string? Kept, long? Leaf = null)
{
    /// <summary>The ruling as text.</summary>
    public string Text() => RowsRulingText.Text(Path, Intent, File, Remaining, Kept);

    /// <summary>The ruling as JSON, with its leaf where it has one.</summary>
    public JsonObject Json()
    {
        var json = RowsRulingText.Json(Path, Intent, File, Remaining);
        if (Leaf is { } leaf)
        {
            json["leaf"] = leaf;
        }

        return json;
    }
}
