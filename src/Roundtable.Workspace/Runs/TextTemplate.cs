using Roundtable.Annotation.Items;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Runs;

/// <summary>Which text of an item is labelled, by a panel or by people: one column, or several in a template.</summary>
public static class TextTemplate
{
    private const string UsualColumn = "text";

    /// <summary>The template that was given, or that of one column: the one that is named, <c>text</c>, or the only one.</summary>
    /// <param name="source">The items; the first is read.</param>
    /// <param name="column">The column; null where none is named.</param>
    /// <param name="template">The template; null for a column.</param>
    /// <exception cref="WorkspaceException">When both are given, the template is not one, or no column can be told.</exception>
    public static ItemTemplate For(RunItemSource source, string? column, string? template)
    {
        if (template is not null && column is not null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "Give a column or a template for the text, not both.") { Field = "text" };
        }

        List<string> columns = [.. source.Read().First().Item.Fields.Select(f => f.Name)];
        try
        {
            if (template is not null)
            {
                var given = ItemTemplate.Parse(template);
                given.Check(columns);
                return given;
            }
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, e.Message, e) { Field = "template" };
        }

        var found = column ?? (columns.Contains(UsualColumn, StringComparer.Ordinal) ? UsualColumn : columns is [var only] ? only : null);
        return found is not null && columns.Contains(found, StringComparer.Ordinal)
            ? ItemTemplate.Parse($"{{{found.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)}}}")
            : throw new WorkspaceException(
                ErrorKind.InvalidInput,
                "Which column is to be labelled? Name it with --text, or several with --template. Columns: "
                    + $"{string.Join(", ", columns.Select(c => Neutralise.Line(c)))}.")
            { Field = "text" };
    }
}
