using Roundtable.Annotation.Items;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Gold;

/// <summary>The items of a file as gold is drawn from them, read as a run reads them.</summary>
/// <param name="Path">The file: JSON Lines, a JSON array, CSV, TSV or Parquet.</param>
public sealed record GoldItemFile(string Path)
{
    private const string UsualColumn = "text";

    /// <summary>The column with the ids; null for <c>id</c> where there is one, else the rows are numbered from 1.</summary>
    public string? IdColumn { get; init; }

    /// <summary>The column that is shown; null for <c>text</c> where there is one, else the only one.</summary>
    public string? TextColumn { get; init; }

    /// <summary>What is shown, with <c>{columns}</c>, instead of one column.</summary>
    public string? Template { get; init; }

    /// <summary>The column with the strata; null for none.</summary>
    public string? By { get; init; }

    /// <summary>Reads the items.</summary>
    /// <exception cref="WorkspaceException">When the file cannot be read, or it is not clear which column is meant.</exception>
    public async IAsyncEnumerable<GoldItem> ReadAsync()
    {
        await Task.CompletedTask;
        var source = RunItemSource.Open(Path, IdColumn, optionsColumn: null);
        var template = Parse(source.Read().First().Item);
        foreach (var (_, item) in source.Read())
        {
            yield return new GoldItem(item.Id, Render(template, item), Stratum(item));
        }
    }

    private ItemTemplate Parse(Item first)
    {
        if (Template is not null && TextColumn is not null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "Give a column or a template for the text, not both.") { Field = "text" };
        }

        List<string> columns = [.. first.Fields.Select(f => f.Name)];
        try
        {
            if (Template is { } given)
            {
                var template = ItemTemplate.Parse(given);
                template.Check(columns);
                return template;
            }
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, e.Message, e) { Field = "template" };
        }

        var column = TextColumn ?? (columns.Contains(UsualColumn, StringComparer.Ordinal) ? UsualColumn : columns is [var only] ? only : null);
        return column is not null && columns.Contains(column, StringComparer.Ordinal)
            ? ItemTemplate.Parse($"{{{column.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)}}}")
            : throw new WorkspaceException(
                ErrorKind.InvalidInput,
                "Which column do people label? Name it with --text, or several with --template. Columns: "
                    + $"{string.Join(", ", columns.Select(c => Neutralise.Line(c)))}.")
            { Field = "text" };
    }

    private static string Render(ItemTemplate template, Item item)
    {
        try
        {
            return template.Render(item);
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, e.Message, e);
        }
    }

    private string Stratum(Item item) => By is null ? "" : item.Value(By) ?? throw new WorkspaceException(
        ErrorKind.BadData, $"Item '{Neutralise.Line(item.Id)}' has no value for '{Neutralise.Line(By)}', by which gold is to be drawn.")
    {
        Field = "by",
    };
}
