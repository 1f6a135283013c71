using Microsoft.AspNetCore.Http;
using Roundtable.Record.Wording;

namespace Roundtable.Web.Site.Tables;

/// <summary>A table whose rows are all in memory: those that have the words that were sought, in the order that was asked for, a page of them.</summary>
/// <typeparam name="TRow">What a row is of.</typeparam>
/// <param name="Columns">The columns, extra ones too.</param>
/// <param name="View">How it is looked at.</param>
/// <param name="Words">The words that every row has to have; empty for all rows.</param>
/// <param name="All">The rows that have them, in order.</param>
public sealed record MemoryTable<TRow>(IReadOnlyList<TableColumn<TRow>> Columns, TableView View, string Words, IReadOnlyList<TRow> All)
{
    /// <summary>The rows of this page.</summary>
    public IReadOnlyList<TRow> Rows => [.. All.Skip(View.Skip).Take(View.Take)];

    /// <summary>The rows to take away where the request asks for that; null for the page.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The file's name without its ending.</param>
    public IResult? Download(HttpRequest request, string name) =>
        TableView.Format(request) is { } format ? TableDownload.Of(name, format, View.Of(Columns), All) : null;
}

/// <summary>Tables whose rows are all in memory.</summary>
public static class MemoryTable
{
    /// <summary>Reads how a table is to be looked at, and looks.</summary>
    /// <typeparam name="TRow">What a row is of.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">All rows, in the order in which they come where nothing else is asked for.</param>
    /// <param name="filters">Names of parameters that filter besides the words, which the address keeps.</param>
    public static MemoryTable<TRow> Read<TRow>(
        HttpRequest request, IReadOnlyList<TableColumn<TRow>> columns, IEnumerable<TRow> rows, params IReadOnlyList<string> filters)
    {
        var view = TableView.Read(request, [TableView.WordsKey, .. filters]);
        var words = view.Kept.FirstOrDefault(static k => k.Key == TableView.WordsKey).Value ?? "";
        foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            rows = rows.Where(r => columns.Any(c => c.Text(r).Contains(word, StringComparison.OrdinalIgnoreCase)));
        }

        return new MemoryTable<TRow>(columns, view, words, [.. Sorted(rows, columns.FirstOrDefault(c => c.Sorts && c.Key == view.Sort), view.Descending)]);
    }

    /// <summary>By a column; what has no value comes last, whichever way round.</summary>
    private static IEnumerable<TRow> Sorted<TRow>(IEnumerable<TRow> rows, TableColumn<TRow>? by, bool descending)
    {
        if (by is null)
        {
            return rows;
        }

        if (by.Order is { } order)
        {
            var known = rows.OrderBy(r => order(r) is null);
            return descending ? known.ThenByDescending(order) : known.ThenBy(order);
        }

        return descending ? rows.OrderByDescending(by.Text, NaturalOrder.Comparer) : rows.OrderBy(by.Text, NaturalOrder.Comparer);
    }
}
