using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Tables;
using Roundtable.Workspace.Search;

namespace Roundtable.Web.Site.Sessions;

/// <summary>The columns of the table of sessions.</summary>
internal static class SessionColumns
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TableColumn<SessionSummary>> All { get; } =
    [
        new("question", "Question", s => s.Question) { Cell = s => TableCell.Link($"/sessions/{s.Id}", s.Question), Sorts = true },
        new("opened", "Began (UTC)", s => s.Opened.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))
        {
            Json = s => s.Opened.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            Sorts = true,
        },
        new("headline", "Result", s => s.Headline),
        new("label", "Verdict", s => s.Label is { } label ? Kebab.Name(label) : "–")
        {
            Json = s => s.Label is { } label ? Kebab.Name(label) : null,
            Sorts = true,
        },
        new("kind", "Kind", s => s.Answered is null ? FigureText.Kind(s.Open, s.Debate, s.Rounds) : "answer in full") { IsExtra = true },
        new("votes", "Votes", s => (s.Final?.Cast ?? s.Answered!.Given).ToString(CultureInfo.InvariantCulture))
        {
            Json = s => s.Final?.Cast ?? s.Answered!.Given,
            IsNumber = true,
        },
        new("seats", "Seats", s => s.Seats.Count.ToString(CultureInfo.InvariantCulture)) { Json = s => s.Seats.Count, IsNumber = true },
        new("models", "Models", s => string.Join(", ", Models(s)))
        {
            Json = s => new JsonArray([.. Models(s).Select(m => (JsonNode)m)]),
            IsExtra = true,
        },
        new("cost", "Cost", s => (s is { Simulated: false, UnpricedCalls: > 0 } ? "at least " : "") + FigureText.Cost(s.MicroDollars, s.Simulated))
        {
            IsNumber = true,
        },
        new("simulated", "Simulated", s => s.Simulated ? "yes" : "no") { Json = s => s.Simulated, IsExtra = true },
        new("id", "Id", s => s.Id) { IsExtra = true },
    ];

    /// <summary>The filter with the order of a view; the newest first where nothing is asked for.</summary>
    public static SessionFilter Sorted(SessionFilter filter, TableView view) => filter with
    {
        Order = view.Sort switch
        {
            "question" => SessionOrder.Question,
            "label" => SessionOrder.Verdict,
            "opened" when !view.Descending => SessionOrder.Oldest,
            "opened" => SessionOrder.Newest,
            _ => filter.Order,
        },
        Reversed = view.Descending,
    };

    private static IEnumerable<string> Models(SessionSummary session) => session.Seats.Select(s => s.Model).Distinct(StringComparer.Ordinal);
}
