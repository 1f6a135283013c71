using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Tables;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Search;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Sessions;

/// <summary>The columns of the table of sessions.</summary>
internal static class SessionColumns
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TableColumn<SessionSummary>> All { get; } =
    [
        new("question", TLater("Question"), s => s.Question) { Cell = s => TableCell.Link($"/sessions/{s.Id}", s.Question), Sorts = true },
        new("opened", TLater("Began (UTC)"), s => s.Opened.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))
        {
            Json = s => s.Opened.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            Sorts = true,
        },
        new("headline", TLater("Result"), s => s.Answered is { } figures ? FusedText.Headline(figures) : VerdictText.Headline(s.Final!, s.Options))
        {
            Json = s => s.Headline,
        },
        new("label", TLater("Verdict"), s => s.Label is { } label ? Named(label) : "–")
        {
            Json = s => s.Label is { } label ? Kebab.Name(label) : null,
            Sorts = true,
        },
        new("kind", TLater("Kind"), s => s.Answered is null ? FigureText.Kind(s.Open, s.Debate, s.Rounds) : T("answer in full")) { IsExtra = true },
        new("votes", TLater("Votes"), s => (s.Final?.Cast ?? s.Answered!.Given).ToString(CultureInfo.InvariantCulture))
        {
            Json = s => s.Final?.Cast ?? s.Answered!.Given,
            IsNumber = true,
        },
        new("seats", TLater("Seats"), s => s.Seats.Count.ToString(CultureInfo.InvariantCulture)) { Json = s => s.Seats.Count, IsNumber = true },
        new("models", TLater("Models"), s => string.Join(", ", Models(s)))
        {
            Json = s => new JsonArray([.. Models(s).Select(m => (JsonNode)m)]),
            IsExtra = true,
        },
        new("cost", TLater("Cost"), s => (s is { Simulated: false, UnpricedCalls: > 0 } ? T("at least") + " " : "") + FigureText.Cost(s.MicroDollars,
            s.Simulated))
        {
            IsNumber = true,
        },
        new("simulated", TLater("Simulated"), s => s.Simulated ? T("yes") : T("no")) { Json = s => s.Simulated, IsExtra = true },
        new("id", TLater("Id"), s => s.Id) { IsExtra = true },
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
