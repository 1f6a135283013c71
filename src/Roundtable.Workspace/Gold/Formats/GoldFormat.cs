namespace Roundtable.Workspace.Gold.Formats;

/// <summary>A format of files with labels.</summary>
public enum GoldFormat
{
    /// <summary>
    /// A JSON object a label: <c>id</c>, <c>text</c>, <c>label</c>, <c>annotator</c>, <c>layer</c>; as JSON Lines, or read from a table with these columns.
    /// </summary>
    Rows,

    /// <summary>Label Studio's JSON: tasks with <c>data</c> and <c>annotations</c>.</summary>
    LabelStudio,

    /// <summary>Argilla's records (version 2): <c>fields</c> and <c>responses</c>, or flat as in its datasets.</summary>
    Argilla,
}
