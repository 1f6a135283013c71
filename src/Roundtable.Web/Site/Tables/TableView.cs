using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Roundtable.Web.Site.Tables;

/// <summary>How a table is looked at, as its address says it: sorted by what, which columns, from which row on. An address keeps the view.</summary>
/// <param name="Path">The address without its query.</param>
/// <param name="Kept">The parameters that are not the table's own, such as filters, in their order.</param>
/// <param name="Sort">The key of the column by which rows are sorted; null for the order in which they come.</param>
/// <param name="Descending">Whether the largest comes first.</param>
/// <param name="Shown">Keys of the columns that were asked for; empty for the usual ones.</param>
/// <param name="Skip">How many rows come before, 0 or more.</param>
/// <param name="Take">How many are shown at once.</param>
public sealed record TableView(
    string Path,
    IReadOnlyList<KeyValuePair<string, string>> Kept,
    string? Sort,
    bool Descending,
    IReadOnlyList<string> Shown,
    int Skip,
    int Take)
{
    /// <summary>How many rows are shown at once where nothing else is asked for.</summary>
    public const int PageSize = 50;

    /// <summary>The name of the query parameter with the words that rows in memory have to have.</summary>
    public const string WordsKey = "q";

    private const int MaxTake = 500;
    private const int MaxValue = 400;
    private const string SortKey = "sort";
    private const string ColumnsKey = "columns";
    private const string SkipKey = "skip";
    private const string TakeKey = "take";
    private const string FormatKey = "format";

    /// <summary>Reads it from the query of an address. What is not understood is as if it were not there.</summary>
    /// <param name="request">The request.</param>
    /// <param name="filters">Names of the parameters that filter, which addresses of the same view keep.</param>
    public static TableView Read(HttpRequest request, params IReadOnlyList<string> filters)
    {
        var query = request.Query;
        var sort = query[SortKey].ToString();
        return new TableView(
            request.Path.Value ?? "/",
            [
                .. filters.Where(f => query[f].ToString() is { Length: > 0 and <= MaxValue })
                    .Select(f => KeyValuePair.Create(f, query[f].ToString())),
            ],
            sort.TrimStart('-') is { Length: > 0 } key ? key : null,
            sort.StartsWith('-'),
            [.. query[ColumnsKey].SelectMany(c => (c ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
            Number(query[SkipKey], 0, 0, int.MaxValue),
            Number(query[TakeKey], PageSize, 1, MaxTake));
    }

    /// <summary>In which form what is shown is to be taken away: <c>csv</c> or <c>json</c>; null for the page.</summary>
    public static string? Format(HttpRequest request) => request.Query[FormatKey].ToString() is ("csv" or "json") and var format ? format : null;

    /// <summary>The columns that are shown, in their usual order; those that are not extra where none of what was asked for is one.</summary>
    public IReadOnlyList<TableColumn<TRow>> Of<TRow>(IReadOnlyList<TableColumn<TRow>> columns)
    {
        List<TableColumn<TRow>> shown = [.. columns.Where(c => Shown.Contains(c.Key, StringComparer.Ordinal))];
        return shown.Count > 0 ? shown : [.. columns.Where(c => !c.IsExtra)];
    }

    /// <summary>The address of this view.</summary>
    /// <param name="format">In which form; null for the page.</param>
    public string Address(string? format = null)
    {
        List<KeyValuePair<string, string>> parts = [.. Kept];
        Add(SortKey, Sort is null ? null : (Descending ? "-" : "") + Sort);
        Add(ColumnsKey, Shown.Count == 0 ? null : string.Join(',', Shown));
        Add(SkipKey, Skip == 0 || format is not null ? null : Skip.ToString(CultureInfo.InvariantCulture));
        Add(TakeKey, Take == PageSize || format is not null ? null : Take.ToString(CultureInfo.InvariantCulture));
        Add(FormatKey, format);
        return Path + (parts.Count == 0 ? "" : "?" + string.Join('&', parts.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}")));

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts.Add(KeyValuePair.Create(name, value));
            }
        }
    }

    /// <summary>The address of the same rows sorted by a column; the other way round where they are already.</summary>
    public string Sorted(string key, bool descendingFirst) => (this with
    {
        Sort = key,
        Descending = Sort == key ? !Descending : descendingFirst,
        Skip = 0,
    }).Address();

    /// <summary>The parameters that a form of the table sends along, without those which the form has fields for.</summary>
    /// <param name="own">The names of the form's fields.</param>
    public IEnumerable<KeyValuePair<string, string>> Hidden(params IReadOnlyList<string> own) =>
        Kept.Concat(Sort is null ? [] : [KeyValuePair.Create(SortKey, (Descending ? "-" : "") + Sort)])
            .Concat(Shown.Count == 0 ? [] : [KeyValuePair.Create(ColumnsKey, string.Join(',', Shown))])
            .Where(p => !own.Contains(p.Key, StringComparer.Ordinal));

    private static int Number(string? text, int none, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, least, most) : none;
}
