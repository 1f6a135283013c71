using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Deliberation.Plans;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Gold;

/// <summary>
/// Gold: sheets of items that people label, drawn at random on the record, put in a queue by what a label would change, or given as a file. Methods that take
/// the log append to it; whoever calls them opens it.
/// </summary>
/// <param name="workspace">The data directory and the clock.</param>
public sealed class GoldService(WorkspaceContext workspace)
{
    private readonly SheetFolders _folders = new(workspace);

    /// <summary>All sheets, oldest first.</summary>
    /// <exception cref="WorkspaceException">When one is damaged.</exception>
    public IReadOnlyList<StoredSheet> List() => [.. _folders.Ids().Select(TryOpen).OfType<StoredSheet>()];

    /// <summary>A sheet.</summary>
    /// <exception cref="WorkspaceException">When there is none of that id, or it is damaged.</exception>
    public StoredSheet Open(string id) =>
        TryOpen(id) ?? throw new WorkspaceException(
            ErrorKind.NotFound, $"There is no gold '{Neutralise.Line(id)}': 'roundtable gold show' lists what there is.");

    /// <summary>
    /// Draws items at random. The plan goes on record first, the seed follows from its leaf, and the draw is on record when this returns: only then may
    /// anything be asked about the items or shown. Texts of earlier draws from the same items by the same codebook are not drawn again.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="request">What to draw.</param>
    /// <param name="items">All items, in any order. They are kept in memory: some 200 bytes an item beside its text.</param>
    /// <param name="cancellation">Stops; drawing again from the same items finishes the same draw.</param>
    /// <exception cref="WorkspaceException">
    /// When ids repeat, an item has the text of an example of the codebook, or there are too few items.
    /// </exception>
    public async Task<StoredSheet> DrawAsync(
        RecordLog log, GoldDrawRequest request, IAsyncEnumerable<GoldItem> items, CancellationToken cancellation)
    {
        List<GoldItem> all = [];
        await foreach (var item in items.WithCancellation(cancellation))
        {
            all.Add(item);
        }

        return await new GoldDrawing(workspace, _folders).DrawAsync(log, request, all, cancellation);
    }

    /// <summary>Puts items before people in the order in which a label would change most. What they say may train rules, and carries no share.</summary>
    /// <param name="log">The log.</param>
    /// <param name="codebook">The codebook.</param>
    /// <param name="items">The items, and what a panel says of each; it is shown to nobody before their own label is saved.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When an item has the text of an example of the codebook.</exception>
    public Task<StoredSheet> QueueAsync(
        RecordLog log, Codebook codebook, IReadOnlyList<(GoldItem Item, PanelLabel? Panel)> items, CancellationToken cancellation) =>
        KeepAsync(log, codebook, GoldOrigin.Queue, items, cancellation);

    /// <summary>Keeps items that came in a file with their labels.</summary>
    internal Task<StoredSheet> FileAsync(RecordLog log, Codebook codebook, IReadOnlyList<GoldItem> items, CancellationToken cancellation) =>
        KeepAsync(log, codebook, GoldOrigin.File, [.. items.Select(i => (i, (PanelLabel?)null))], cancellation);

    /// <summary>
    /// Everything that people labelled by a codebook, with every label on record first. What the data directory says is compared with the log, so that no
    /// label counts that was put into a file by hand.
    /// </summary>
    /// <exception cref="WorkspaceException">When a file differs from what is on record.</exception>
    public async Task<GoldSet> SetAsync(RecordLog log, Codebook codebook, CancellationToken cancellation)
    {
        List<GoldSheet> sheets = [];
        foreach (var sheet in List().Where(s => s.Codebook.Digest == codebook.Digest))
        {
            await SealAsync(log, sheet.Id, cancellation);
            sheets.Add(await GoldSealing.CheckedAsync(log, Open(sheet.Id), cancellation));
        }

        return new GoldSet(sheets);
    }

    /// <summary>
    /// Everything that the log has on record of what people labelled by a codebook, wherever it was labelled: for a data directory that shares the log with the
    /// one in which people label. Nothing of it is written here.
    /// </summary>
    /// <exception cref="WorkspaceException">When what is on record does not fit together.</exception>
    public static async Task<IReadOnlyList<StoredSheet>> RecordedAsync(RecordLog log, Codebook codebook, CancellationToken cancellation)
    {
        List<StoredSheet> sheets = [];
        foreach (var recorded in await RecordedSheet.ReadAsync(log, cancellation))
        {
            if (recorded.Document is { } document && document.Codebook.Digest == codebook.Digest)
            {
                var sheet = new StoredSheet(document, new GoldHistory(recorded.Events));
                await GoldSealing.CheckedAsync(log, sheet, cancellation);
                sheets.Add(sheet);
            }
        }

        return sheets;
    }

    /// <summary>Puts the labels of a sheet on record that are not there yet, as one leaf.</summary>
    /// <returns>How many lines were put on record.</returns>
    public Task<int> SealAsync(RecordLog log, string id, CancellationToken cancellation) =>
        new GoldSealing(workspace, _folders).SealAsync(log, id, cancellation);

    /// <summary>
    /// Erases a sheet: its items, their texts and all labels. The leaves stay: the log goes on proving that something was drawn and labelled, and when.
    /// </summary>
    /// <exception cref="WorkspaceException">When there is none of that id.</exception>
    /// <exception cref="IOException">When the disk refuses; run it again to finish.</exception>
    public async Task DeleteAsync(RecordLog log, string id, CancellationToken cancellation)
    {
        if (_folders.Plan(id) is null)
        {
            Open(id);
        }

        await Erasure.EraseContentsAsync(log, id, workspace.Time, cancellation);
        _folders.Remove(id);
    }

    /// <summary>How people label a sheet.</summary>
    public GoldLabelling Labelling(string id) => new(workspace, _folders, Open(id).Id);

    private async Task<StoredSheet> KeepAsync(
        RecordLog log, Codebook codebook, GoldOrigin origin, IReadOnlyList<(GoldItem Item, PanelLabel? Panel)> items, CancellationToken cancellation)
    {
        var keys = new TextKeys();
        List<FrameItem> given = [.. items.Select(i => new FrameItem(i.Item.Id, keys.Of(i.Item.Text)))];
        GoldDrawing.RefuseExamples(codebook, given, keys);

        // Equal texts are labelled once.
        List<SheetItem> kept =
        [
            .. items.Zip(given, (i, f) => new SheetItem(new DrawnItem(f.Id, f.Text), i.Item.Text) { Panel = i.Panel }).DistinctBy(i => i.Drawn.Text),
        ];
        var made = workspace.Time.GetUtcNow();
        var sheet = new SheetDocument(SessionId.New(made), made, 0, codebook, origin, null, kept);
        return await new GoldDrawing(workspace, _folders).KeepAsync(log, sheet, [], cancellation);
    }

    private StoredSheet? TryOpen(string id) =>
        _folders.Document(id) is { } document ? new StoredSheet(document, _folders.History(id).Read()) : null;
}
