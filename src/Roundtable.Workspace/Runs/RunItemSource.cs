using System.Globalization;
using System.Text.Json;
using Roundtable.Annotation.Items;
using Roundtable.Corpus.Records;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Runs;

/// <summary>The items of a run in a file. The file is read as a stream, as often as is needed.</summary>
/// <param name="path">The file.</param>
/// <param name="idColumn">The column with the ids; null to number the rows from 1.</param>
/// <param name="optionsColumn">The column with each item's own options; null for none.</param>
public sealed class RunItemSource(string path, string? idColumn, string? optionsColumn)
{
    private const string UsualIdColumn = "id";

    /// <summary>The column with the ids; null where the rows are numbered.</summary>
    public string? IdColumn => idColumn;

    /// <summary>The items of a file: <c>id</c> is the column of ids where the first row has one and no other is named.</summary>
    /// <exception cref="WorkspaceException">When the file cannot be read, or has no items.</exception>
    public static RunItemSource Open(string path, string? idColumn, string? optionsColumn)
    {
        var first = Guard(() => RecordFile.Read(path).FirstOrDefault())
            ?? throw new WorkspaceException(ErrorKind.BadData, $"{path} has no items.");
        return new RunItemSource(path, idColumn ?? (first.Fields.Any(f => f.Key == UsualIdColumn) ? UsualIdColumn : null), optionsColumn);
    }

    /// <summary>The items in order, from one on.</summary>
    /// <param name="from">Index of the first item that is wanted, from 0.</param>
    /// <exception cref="WorkspaceException">When a row cannot be read or has no id.</exception>
    public IEnumerable<(int Index, Item Item)> Read(int from = 0)
    {
        using var rows = Guard(() => RecordFile.Read(path).GetEnumerator());
        for (var index = 0; Guard(rows.MoveNext); index++)
        {
            if (index >= from)
            {
                yield return (index, ItemOf(rows.Current));
            }
        }
    }

    private Item ItemOf(FieldRecord row)
    {
        var id = idColumn is null ? row.Number.ToString(CultureInfo.InvariantCulture) : Value(row, idColumn);
        if (string.IsNullOrEmpty(id))
        {
            throw Bad(row, $"it has no '{Neutralise.Line(idColumn!)}', which is the column of ids");
        }

        List<ItemField> fields = new(row.Fields.Count);
        foreach (var (name, value) in row.Fields)
        {
            if (value is not null && name != idColumn && name != optionsColumn)
            {
                fields.Add(new ItemField(name, value));
            }
        }

        return new Item(id, fields, optionsColumn is null ? null : Options(row, Value(row, optionsColumn)));
    }

    /// <summary>A JSON array of texts, or texts with bars between them.</summary>
    private List<string> Options(FieldRecord row, string? value)
    {
        if (value is null)
        {
            throw Bad(row, $"it has no '{Neutralise.Line(optionsColumn!)}'");
        }

        List<string> options;
        try
        {
            options = value.TrimStart().StartsWith('[')
                ? [.. JsonElement.Parse(value).EnumerateArray().Select(o => (o.ValueKind == JsonValueKind.String ? o.GetString()! : o.GetRawText()).Trim())]
                : [.. value.Split('|').Select(o => o.Trim())];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Bad(row, $"its options are neither a JSON array of texts nor texts with '|' between them");
        }

        return options.Count is < 2 or > 26 || options.Exists(o => o.Length == 0) || options.Distinct(StringComparer.OrdinalIgnoreCase).Count() != options.Count
            ? throw Bad(row, "its options must be 2 to 26 different texts")
            : options;
    }

    private static string? Value(FieldRecord row, string column)
    {
        foreach (var (name, value) in row.Fields)
        {
            if (name == column)
            {
                return value;
            }
        }

        return null;
    }

    private WorkspaceException Bad(FieldRecord row, string why) =>
        new(ErrorKind.BadData, string.Create(CultureInfo.InvariantCulture, $"{path}, row {row.Number}: {why}."));

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FileNotFoundException e)
        {
            throw new WorkspaceException(ErrorKind.NotFound, e.Message, e);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.BadData, e.Message, e);
        }
    }
}
