using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Gold;

/// <summary>
/// How people label a sheet: each without seeing what others or a panel say, undo, and adjudication of what two people differ on. What a call saved is on the
/// disk when it returns.
/// </summary>
public sealed class GoldLabelling
{
    private const int MaxName = 200;

    private readonly WorkspaceContext _workspace;
    private readonly SheetFolders _folders;
    private readonly string _id;

    internal GoldLabelling(WorkspaceContext workspace, SheetFolders folders, string id) => (_workspace, _folders, _id) = (workspace, folders, id);

    /// <summary>
    /// The next item for somebody: the first in order that nobody labelled, then the first that one other person did. Null where nothing is left for them.
    /// </summary>
    public SheetItem? Next(string annotator)
    {
        var sheet = Sheet();
        var verdicts = sheet.Gold.Verdicts();
        var next = verdicts.FirstOrDefault(v => v.First is null && v.Second is null)
            ?? verdicts.FirstOrDefault(v => v.Adjudicated is null && (v.First is null || v.Second is null) && (v.First ?? v.Second)!.Annotator != annotator);
        return next is null ? null : sheet.Find(next.Item.Id);
    }

    /// <summary>Saves somebody's label of an item.</summary>
    /// <exception cref="WorkspaceException">
    /// When there is no such item, the answer is none of the codebook's, they labelled it before, or two people did.
    /// </exception>
    public async Task<GoldLabel> LabelAsync(string item, string annotator, string answer, CancellationToken cancellation)
    {
        var sheet = Sheet();
        Known(sheet, item);
        var (by, said) = (Name(annotator), Answer(sheet.Codebook, answer));
        GoldLabel? saved = null;
        await _folders.History(_id).ChangeAsync(
            history =>
            {
                List<GoldLabel> there = [.. history.Labels.Where(l => l.Item == item)];
                if (there.Any(l => l.Annotator == by && l.Layer != GoldLayer.Adjudicated))
                {
                    throw Refused($"{by} has labelled '{item}' already: take that label back first.");
                }

                GoldLayer layer = there.All(l => l.Layer != GoldLayer.First) ? GoldLayer.First : GoldLayer.Second;
                if (there.Any(l => l.Layer is GoldLayer.Adjudicated || l.Layer == layer))
                {
                    throw Refused($"Two people have labelled '{item}' already.");
                }

                saved = new GoldLabel(item, by, layer, said, _workspace.Time.GetUtcNow());
                return [new GoldEvent.Labelled(item, by, layer, said, saved.Time)];
            },
            cancellation);
        return saved!;
    }

    /// <summary>Takes back the last label that somebody gave and that holds; null where there is none.</summary>
    /// <returns>The item it was of.</returns>
    /// <exception cref="WorkspaceException">
    /// When the labels of others or of a panel on the item were shown since, or it was adjudicated: what is changed then is no label of its own.
    /// </exception>
    public Task<SheetItem?> UndoAsync(string annotator, CancellationToken cancellation) => TakeBackAsync(
        Name(annotator),
        label => label.Layer != GoldLayer.Adjudicated,
        (history, last) => history.WasShown(last.Item) || history.Labels.Any(l => l.Item == last.Item && l.Layer == GoldLayer.Adjudicated),
        cancellation);

    /// <summary>Takes back the last decision that somebody made on what two people differ on; null where there is none.</summary>
    /// <returns>The item it was of.</returns>
    public Task<SheetItem?> UndoAdjudicationAsync(string annotator, CancellationToken cancellation) =>
        TakeBackAsync(Name(annotator), label => label.Layer == GoldLayer.Adjudicated, (_, _) => false, cancellation);

    /// <summary>
    /// The items on which two people differ, with both labels, for somebody to adjudicate. That they were shown is kept: from now on nobody takes a label
    /// of these items back.
    /// </summary>
    public async Task<IReadOnlyList<GoldVerdict>> DisputesAsync(string reader, CancellationToken cancellation)
    {
        var sheet = Sheet();
        List<GoldVerdict> disputes = [.. sheet.Gold.Verdicts().Where(v => v.IsDisputed)];
        await ShowAsync([.. disputes.Select(d => d.Item.Id)], Name(reader), cancellation);
        return disputes;
    }

    /// <summary>Saves what was decided on an item on which two people differ.</summary>
    /// <exception cref="WorkspaceException">When they do not differ, it was decided before, or the answer is none of the codebook's.</exception>
    public async Task<GoldLabel> AdjudicateAsync(string item, string annotator, string answer, CancellationToken cancellation)
    {
        var sheet = Sheet();
        var drawn = Known(sheet, item).Drawn;
        var (by, said) = (Name(annotator), Answer(sheet.Codebook, answer));
        var label = new GoldLabel(item, by, GoldLayer.Adjudicated, said, _workspace.Time.GetUtcNow());
        await _folders.History(_id).ChangeAsync(
            history =>
            {
                var verdict = GoldVerdict.Of(drawn, [.. history.Labels.Where(l => l.Item == item)]);
                return verdict.Adjudicated is { } earlier ? throw Refused($"'{item}' was adjudicated by {earlier.Annotator} already.")
                    : !verdict.IsDisputed ? throw Refused($"There is nothing to adjudicate on '{item}': two people must have labelled it and differ.")
                    : [new GoldEvent.Shown([item], by, label.Time), new GoldEvent.Labelled(item, by, GoldLayer.Adjudicated, said, label.Time)];
            },
            cancellation);
        return label;
    }

    /// <summary>
    /// What a panel says of the items that somebody has labelled, and of no others. That it was shown is kept: from now on these labels are not taken back.
    /// </summary>
    public async Task<IReadOnlyList<(SheetItem Item, GoldLabel Own)>> PanelAsync(string annotator, CancellationToken cancellation)
    {
        var (sheet, by) = (Sheet(), Name(annotator));
        List<(SheetItem Item, GoldLabel Own)> labelled =
        [
            .. sheet.Gold.Labels.Where(l => l.Annotator == by && l.Layer != GoldLayer.Adjudicated)
                .Select(l => (sheet.Find(l.Item)!, l))
                .Where(l => l.Item1.Panel is not null),
        ];
        await ShowAsync([.. labelled.Select(l => l.Item.Drawn.Id)], by, cancellation);
        return labelled;
    }

    private async Task<SheetItem?> TakeBackAsync(
        string by, Func<GoldLabel, bool> which, Func<GoldHistory, GoldLabel, bool> isSettled, CancellationToken cancellation)
    {
        string? undone = null;
        await _folders.History(_id).ChangeAsync(
            history =>
            {
                if (history.Labels.LastOrDefault(l => l.Annotator == by && which(l)) is not { } last)
                {
                    return [];
                }

                if (isSettled(history, last))
                {
                    throw Refused($"The label of '{last.Item}' cannot be taken back: what others say of it was shown since.");
                }

                undone = last.Item;
                return [new GoldEvent.TakenBack(last.Item, by, last.Layer, _workspace.Time.GetUtcNow())];
            },
            cancellation);
        return undone is null ? null : Sheet().Find(undone);
    }

    private async Task ShowAsync(IReadOnlyList<string> items, string by, CancellationToken cancellation)
    {
        if (items.Count > 0)
        {
            await _folders.History(_id).ChangeAsync(
                history => items.All(history.WasShown)
                    ? []
                    : [new GoldEvent.Shown([.. items.Where(i => !history.WasShown(i))], by, _workspace.Time.GetUtcNow())],
                cancellation);
        }
    }

    /// <summary>The sheet as it is now.</summary>
    /// <exception cref="WorkspaceException">When it was deleted meanwhile.</exception>
    public StoredSheet Sheet() => new(_folders.Document(_id) ?? throw NotFound($"There is no gold '{_id}' any more."), _folders.History(_id).Read());

    private static SheetItem Known(StoredSheet sheet, string item) =>
        sheet.Find(item) ?? throw NotFound($"Gold {sheet.Id} has no item '{Neutralise.Line(item)}'.");

    private static CodebookAnswer Answer(Codebook codebook, string answer) =>
        codebook.Form.Read(answer) ?? throw new WorkspaceException(
            ErrorKind.InvalidInput,
            $"'{Neutralise.Line(answer)}' is none of the codebook's answers"
                + (codebook.Form.Values.Count > 0 ? $": {string.Join(", ", codebook.Form.Values)}, {CodebookAnswer.CannotTellText}." : "."))
        { Field = "answer" };

    private static string Name(string annotator) => annotator.Trim() is { Length: > 0 and <= MaxName } name && !name.Any(char.IsControl)
        ? name
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"Say who labels: a name of 1 to {MaxName} characters.") { Field = "by" };

    private static WorkspaceException NotFound(string message) => new(ErrorKind.NotFound, message);

    private static WorkspaceException Refused(string message) => new(ErrorKind.InvalidInput, Neutralise.Line(message));
}
