using Roundtable.Annotation.Items;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Runs;

/// <summary>Items as texts that are to be labelled, by people or by a panel: one column of theirs, or a template.</summary>
/// <param name="source">The items. The file is read as a stream, as often as is needed.</param>
/// <param name="template">What is shown of each.</param>
public sealed class ItemTexts(RunItemSource source, ItemTemplate template)
{
    private const string UsualColumn = "text";

    /// <summary>The template that shows a text: the one that is given, the column that is named, the one called <c>text</c>, or the only one.</summary>
    /// <param name="source">The items.</param>
    /// <param name="column">The column that is named; null for none.</param>
    /// <param name="template">The template that is given; null for none.</param>
    /// <exception cref="WorkspaceException">When there is no such column, or it is not clear which is meant.</exception>
    public static string TemplateFor(RunItemSource source, string? column, string? template)
    {
        if (template is not null && column is not null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "Give a column or a template for the text to label, not both.") { Field = "text" };
        }

        List<string> columns = [.. source.Read().First().Item.Fields.Select(f => f.Name)];
        try
        {
            if (template is not null)
            {
                ItemTemplate.Parse(template).Check(columns);
                return template;
            }
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, e.Message, e) { Field = "template" };
        }

        var chosen = column ?? (columns.Contains(UsualColumn, StringComparer.Ordinal) ? UsualColumn : columns is [var only] ? only : null);
        return chosen is not null && columns.Contains(chosen, StringComparer.Ordinal)
            ? $"{{{chosen.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)}}}"
            : throw new WorkspaceException(
                ErrorKind.InvalidInput,
                (chosen is null ? "Which column is to be labelled?" : $"There is no column '{Neutralise.Line(chosen)}'.")
                    + $" Name one with --text, or several with --template. Columns: {string.Join(", ", columns.Select(c => Neutralise.Line(c)))}.")
            { Field = "text" };
    }

    /// <summary>The items with their texts, in order.</summary>
    /// <param name="from">Index of the first item that is wanted.</param>
    /// <exception cref="WorkspaceException">When a row cannot be read, or has no value for a column of the template.</exception>
    public IEnumerable<(Item Item, string Text)> Read(int from = 0) => source.Read(from).Select(i => (i.Item, Render(i.Item)));

    /// <summary>The stratum of an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="by">The column with the strata; null for none.</param>
    /// <exception cref="WorkspaceException">When the item has no value for it.</exception>
    public static string Stratum(Item item, string? by) => by is null ? "" : item.Value(by) ?? throw new WorkspaceException(
        ErrorKind.BadData, $"Item '{Neutralise.Line(item.Id)}' has no value for '{Neutralise.Line(by)}', by which gold is drawn.")
    {
        Field = "by",
    };

    private string Render(Item item)
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
}
