using System.Text.Json.Nodes;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Comparing;

/// <summary>Two things of one kind side by side. Texts are raw: whoever shows them must neutralise or encode them.</summary>
/// <param name="Kind">What they are: <c>session</c>, <c>panel</c>, <c>run</c>, <c>scan</c>, <c>disclosure</c>.</param>
/// <param name="Left">The one that it begins with.</param>
/// <param name="Right">The one that is held against it.</param>
/// <param name="Summary">What changed from the left to the right, in a sentence with its denominators.</param>
/// <param name="Tables">What is compared, in the order of reading.</param>
public sealed record SideBySide(string Kind, ComparedThing Left, ComparedThing Right, string Summary, IReadOnlyList<ComparedTable> Tables)
{
    /// <summary>As JSON.</summary>
    public JsonObject Json() => new()
    {
        ["kind"] = Kind,
        ["left"] = Left.Json(),
        ["right"] = Right.Json(),
        ["summary"] = Summary,
        ["tables"] = Document.Array(Tables, t => t.Json()),
    };
}

/// <summary>One of the two.</summary>
/// <param name="Id">Its id or name.</param>
/// <param name="Title">What it is about: the question, the name.</param>
/// <param name="Result">What came of it in a line; null where nothing can.</param>
public sealed record ComparedThing(string Id, string Title, string? Result = null)
{
    /// <summary>Whether no model wrote what it holds.</summary>
    public bool Simulated { get; init; }

    /// <summary>As JSON.</summary>
    public JsonObject Json()
    {
        var json = new JsonObject { ["id"] = Id, ["title"] = Title, ["result"] = Result };
        if (Simulated)
        {
            json["simulated"] = true;
        }

        return json;
    }
}

/// <summary>One table of a comparison.</summary>
/// <param name="Title">What its rows are.</param>
/// <param name="Rows">The rows.</param>
public sealed record ComparedTable(string Title, IReadOnlyList<ComparedRow> Rows)
{
    /// <summary>As JSON.</summary>
    public JsonObject Json() => new() { ["title"] = Title, ["rows"] = Document.Array(Rows, r => r.Json()) };
}

/// <summary>One row: what the two have in the same place.</summary>
/// <param name="What">The place.</param>
/// <param name="Left">What the left one has there; null for nothing.</param>
/// <param name="Right">What the right one has there; null for nothing.</param>
public sealed record ComparedRow(string What, string? Left, string? Right)
{
    /// <summary>Whether one can be held against the other: what was answered to different questions cannot, whatever it says.</summary>
    public bool IsComparable { get; init; } = true;

    /// <summary>Whether the two differ where they can be compared.</summary>
    public bool IsChanged => IsComparable && Left != Right;

    /// <summary>As JSON.</summary>
    public JsonObject Json()
    {
        var json = new JsonObject { ["what"] = What, ["left"] = Left, ["right"] = Right, ["changed"] = IsChanged };
        if (!IsComparable)
        {
            json["comparable"] = false;
        }

        return json;
    }
}
