using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Web.Site.Tables;

/// <summary>What a table shows, to take away: all rows that pass its filters, in its order, with its columns.</summary>
internal static class TableDownload
{
    private static readonly JsonWriterOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rows in a form.</summary>
    /// <param name="name">The file's name without its ending.</param>
    /// <param name="format"><c>csv</c> or <c>json</c>.</param>
    /// <param name="columns">The columns that are shown.</param>
    /// <param name="rows">The rows.</param>
    public static IResult Of<TRow>(string name, string format, IReadOnlyList<TableColumn<TRow>> columns, IEnumerable<TRow> rows) =>
        format == "csv"
            ? Results.File(Csv(columns, rows), "text/csv; charset=utf-8", name + ".csv")
            : Results.File(Json(columns, rows), "application/json", name + ".json");

    /// <summary>CSV (RFC 4180); no cell is a formula to a spreadsheet.</summary>
    internal static byte[] Csv<TRow>(IReadOnlyList<TableColumn<TRow>> columns, IEnumerable<TRow> rows)
    {
        var text = new StringBuilder().AppendJoin(',', columns.Select(c => CsvCell.Of(c.Head))).Append("\r\n");
        foreach (var row in rows)
        {
            text.AppendJoin(',', columns.Select(c => CsvCell.Of(Neutralise.Line(c.Text(row))))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>An array with an object for each row.</summary>
    internal static byte[] Json<TRow>(IReadOnlyList<TableColumn<TRow>> columns, IEnumerable<TRow> rows)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, _readable))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartObject();
                foreach (var column in columns)
                {
                    json.WritePropertyName(column.Key);
                    if (column.Json is not { } value)
                    {
                        json.WriteStringValue(column.Text(row));
                    }
                    else if (value(row) is { } node)
                    {
                        node.WriteTo(json);
                    }
                    else
                    {
                        json.WriteNullValue();
                    }
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return stream.ToArray();
    }
}
