using Roundtable.Annotation.Items;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Gold;

/// <summary>The items of a file as gold is drawn from them, read as a run reads them.</summary>
/// <param name="Path">The file: JSON Lines, a JSON array, CSV, TSV or Parquet.</param>
public sealed record GoldItemFile(string Path)
{
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
        var texts = new ItemTexts(source, ItemTemplate.Parse(ItemTexts.TemplateFor(source, TextColumn, Template)));
        foreach (var (item, text) in texts.Read())
        {
            yield return new GoldItem(item.Id, text, ItemTexts.Stratum(item, By));
        }
    }
}
