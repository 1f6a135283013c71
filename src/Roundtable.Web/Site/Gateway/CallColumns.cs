using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Web.Site.Tables;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Spending;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Gateway;

/// <summary>A call in a table, with what it is charged; null where no key was charged.</summary>
public sealed record CallRow(CallLine Line, Charge? Charge);

/// <summary>The columns of the table of calls.</summary>
internal static class CallColumns
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TableColumn<CallRow>> All { get; } =
    [
        new("time", TLater("Time (UTC)"), r => r.Line.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))
        {
            Cell = r => TableCell.Link($"/calls/{r.Line.Id}", r.Line.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
            Json = r => r.Line.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            Sorts = true,
        },
        new("id", TLater("Id"), r => r.Line.Id) { IsExtra = true },
        new("caller", TLater("Caller"), r => r.Line.Caller ?? T("erased")) { Json = r => r.Line.Caller, Sorts = true },
        new("model", TLater("Model"), r => r.Line.Requested is { } model ? $"{r.Line.Upstream}/{model}" : $"{r.Line.Upstream} {r.Line.Path}") { Sorts = true },
        new("served", TLater("Answered by"), r => r.Line.Served ?? "–") { Json = r => r.Line.Served, IsExtra = true },
        new("use", TLater("For"), r => r.Line.Use ?? "–") { Json = r => r.Line.Use, IsExtra = true },
        new("status", TLater("Answer"), r => CallText.Outcome(r.Line.Status, r.Line.Cut)) { Sorts = true },
        new("finish", TLater("Ended by"), r => r.Line.Finish ?? "–") { Json = r => r.Line.Finish, IsExtra = true },
        new("input", TLater("Tokens in"), r => CallText.Tokens(r.Line.Input)) { Json = r => r.Line.Input, Sorts = true, IsNumber = true },
        new("output", TLater("Tokens out"), r => CallText.Tokens(r.Line.Output)) { Json = r => r.Line.Output, Sorts = true, IsNumber = true },
        new("duration", TLater("Time"), r => r.Line.DurationMs is { } ms ? string.Create(CultureInfo.InvariantCulture, $"{ms / 1000.0:0.0} s") : "–")
        {
            Json = r => r.Line.DurationMs,
            Sorts = true,
            IsNumber = true,
            IsExtra = true,
        },
        new("cost", TLater("Cost"), r => CallText.Cost(r.Charge, r.Line.CostUsd)) { IsNumber = true },
        new("leaf", TLater("Leaf"), r => r.Line.Leaf.ToString(CultureInfo.InvariantCulture)) { Json = r => (JsonNode?)r.Line.Leaf, IsNumber = true,
            IsExtra = true },
    ];

    /// <summary>By what the index sorts for a column; null where it does not.</summary>
    public static CallOrder? Order(string? column) => column switch
    {
        "time" => CallOrder.Time,
        "caller" => CallOrder.Caller,
        "model" => CallOrder.Model,
        "status" => CallOrder.Status,
        "input" => CallOrder.Input,
        "output" => CallOrder.Output,
        "duration" => CallOrder.Duration,
        _ => null,
    };
}
