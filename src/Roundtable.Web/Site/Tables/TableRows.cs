namespace Roundtable.Web.Site.Tables;

/// <summary>The rows of a table that are looked at.</summary>
/// <typeparam name="TRow">What a row is of.</typeparam>
/// <param name="Rows">Those of the page.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record TableRows<TRow>(IReadOnlyList<TRow> Rows, int Total)
{
    /// <summary>Sorts rows that are in memory, and cuts the page out of them.</summary>
    /// <param name="rows">The rows, in their usual order, which decides between equal ones.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="view">How they are looked at.</param>
    /// <param name="whole">Whether all are wanted, to be taken away.</param>
    public static TableRows<TRow> Of(IReadOnlyList<TRow> rows, IReadOnlyList<TableColumn<TRow>> columns, TableView view, bool whole = false)
    {
        IEnumerable<TRow> sorted = rows;
        if (columns.FirstOrDefault(c => c.Sorts && c.Key == view.Sort)?.By is { } by)
        {
            // What has no value comes last either way.
            var known = rows.OrderBy(r => by(r) is null);
            sorted = view.Descending ? known.ThenByDescending(by) : known.ThenBy(by);
        }

        return new TableRows<TRow>(whole ? [.. sorted] : [.. sorted.Skip(view.Skip).Take(view.Take)], rows.Count);
    }
}
