using System.Text;
using Roundtable.Annotation.Gold;
using Roundtable.Annotation.Items;
using Roundtable.Annotation.Labelling;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Labels;

/// <summary>The texts of a run that are labelled, in the order of its items. The file is read as a stream, as often as is needed.</summary>
/// <param name="source">The items.</param>
/// <param name="template">The run's template.</param>
internal sealed class LabelTexts(RunItemSource source, string template)
{
    private const string UsualColumn = "text";

    private readonly ItemTemplate _template = ItemTemplate.Parse(template);

    /// <summary>The template that shows the text to label: the column that is named, the one called <c>text</c>, or the only one.</summary>
    /// <exception cref="WorkspaceException">When it is not clear which column is meant.</exception>
    public static string TemplateFor(LabelRequest request, RunItemSource source)
    {
        if (request is { Template: not null, TextColumn: not null })
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "Give a column or a template for the text to label, not both.");
        }

        if (request.Template is { } given)
        {
            return given;
        }

        var columns = source.Read().First().Item.Fields.Select(f => f.Name).ToList();
        var column = request.TextColumn ?? (columns.Contains(UsualColumn, StringComparer.Ordinal) ? UsualColumn : columns is [var only] ? only : null);
        return column is null
            ? throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"Which column is to be labelled? Give --text with one of: {string.Join(", ", columns.Select(c => Neutralise.Line(c)))}; "
                    + "or --template with {columns}.")
            : $"{{{column.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)}}}";
    }

    /// <summary>The items as gold is drawn from them.</summary>
    /// <param name="by">The column of their strata; null for none.</param>
    public IEnumerable<GoldItem> Gold(string? by) => source.Read().Select(i => new GoldItem(i.Item.Id, _template.Render(i.Item), Stratum(i.Item, by)));

    /// <summary>The texts with the digests of their items, from one on.</summary>
    /// <param name="from">Index of the first item that is wanted.</param>
    public IEnumerable<(Digest Digest, string Text)> Items(int from) => source.Read(from).Select(i => (i.Item.Digest, _template.Render(i.Item)));

    /// <summary>The texts with their ids, in the order of the items.</summary>
    public IEnumerable<(string Id, string Text)> Read() => source.Read().Select(i => (i.Item.Id, _template.Render(i.Item)));

    /// <summary>The frame of the items, and the digest of each text.</summary>
    /// <param name="by">The column of their strata; null for none.</param>
    /// <param name="cancellation">Stops.</param>
    public (LabelFrame Frame, List<Digest> Digests) Frame(string? by, CancellationToken cancellation)
    {
        var (frame, digests, keys) = (new LabelFrame(), new List<Digest>(), new TextKeys());
        foreach (var item in Gold(by))
        {
            cancellation.ThrowIfCancellationRequested();
            frame.Add(new FrameItem(item.Id, keys.Of(item.Text), item.Stratum));
            digests.Add(Digest.Of(Encoding.UTF8.GetBytes(item.Text)));
        }

        return (frame, digests);
    }

    private static string Stratum(Item item, string? by) => by is null ? "" : item.Value(by) ?? throw new WorkspaceException(
        ErrorKind.BadData, $"Item '{Neutralise.Line(item.Id)}' has no value for '{Neutralise.Line(by)}', by which gold is drawn.");
}
