using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Gold.Formats;

namespace Roundtable.Workspace.Gold;

/// <summary>What of a file is imported.</summary>
/// <param name="Path">The file.</param>
public sealed record GoldImportRequest(string Path)
{
    /// <summary>The format; null to tell it from the file.</summary>
    public GoldFormat? Format { get; init; }

    /// <summary>The question whose answers are wanted, or the column with the labels; null where the file has one alone.</summary>
    public string? Question { get; init; }

    /// <summary>The field or column with the text; null for <c>text</c>, or the only one.</summary>
    public string? TextColumn { get; init; }

    /// <summary>Who gave the labels where the file does not say; null to refuse such labels.</summary>
    public string? Annotator { get; init; }
}

/// <summary>What was imported.</summary>
/// <param name="Sheet">The sheet with the labels.</param>
/// <param name="Labels">How many labels.</param>
/// <param name="Unfinished">How many were left out because they were skipped, discarded or not submitted.</param>
public sealed record GoldImportResult(StoredSheet Sheet, int Labels, int Unfinished);

/// <summary>Imports labels that people gave elsewhere: all of a file or nothing.</summary>
/// <param name="workspace">The data directory and the clock.</param>
public sealed class GoldImport(WorkspaceContext workspace)
{
    private readonly SheetFolders _folders = new(workspace);

    /// <summary>Imports labels of a draw's or a queue's items, which are found by their ids, else by their texts.</summary>
    /// <exception cref="WorkspaceException">
    /// When the file cannot be read, an item is not of the sheet, a label does not fit, or the items were labelled with a model's prediction in sight; every
    /// problem is listed, and nothing is imported.
    /// </exception>
    public async Task<GoldImportResult> IntoAsync(RecordLog log, string id, GoldImportRequest request, CancellationToken cancellation)
    {
        var gold = new GoldService(workspace);
        var sheet = gold.Open(id);
        var rows = await GoldFiles.ReadAsync(request.Path, request.Format, request.Question, request.TextColumn, cancellation);
        var keys = new TextKeys();
        var byText = sheet.Items.ToDictionary(i => i.Drawn.Text);
        List<string> problems = [];
        List<(SheetItem Item, GoldRow Row)> found = [];
        foreach (var row in rows)
        {
            if (((row.Id is null ? null : sheet.Find(row.Id)) ?? (row.Text is null ? null : byText.GetValueOrDefault(keys.Of(row.Text)))) is not { } item)
            {
                problems.Add($"{row.Place}: gold {id} has no item with this id or text.");
            }
            else if (row.Text is not null && keys.Of(row.Text) != item.Drawn.Text)
            {
                problems.Add($"{row.Place}: the text is not that of item '{item.Drawn.Id}'.");
            }
            else if (row.HasPrediction && row.Labels.Count > 0)
            {
                problems.Add(
                    $"{row.Place}: people saw a model's prediction before they labelled. Import it without --draw: it may train rules, and carries no share.");
            }
            else
            {
                found.Add((item, row));
            }
        }

        return await SaveAsync(log, gold, sheet, found, problems, request, rows, cancellation);
    }

    /// <summary>Imports items with their labels as a sheet of their own, which may train rules and carries no share.</summary>
    /// <exception cref="WorkspaceException">
    /// When the file cannot be read, or a label does not fit; every problem is listed, and nothing is imported.
    /// </exception>
    public async Task<GoldImportResult> AloneAsync(RecordLog log, Codebook codebook, GoldImportRequest request, CancellationToken cancellation)
    {
        var gold = new GoldService(workspace);
        var rows = await GoldFiles.ReadAsync(request.Path, request.Format, request.Question, request.TextColumn, cancellation);
        List<string> problems = [];
        List<(GoldItem Item, GoldRow Row)> given = [];
        var keys = new TextKeys();
        HashSet<string> ids = new(StringComparer.Ordinal);
        var texts = new Dictionary<Record.Entries.Digest, string>();
        foreach (var row in rows)
        {
            var id = row.Id ?? row.Place;
            if (row.Text is null)
            {
                problems.Add($"{row.Place}: it has no text: name the field with --text. With --draw the texts of the draw are known.");
            }
            else if (!ids.Add(id))
            {
                problems.Add($"{row.Place}: the id '{id}' is there twice.");
            }
            else if (!texts.TryAdd(keys.Of(row.Text), row.Place))
            {
                problems.Add($"{row.Place}: it has the text of {texts[keys.Of(row.Text)]}; equal texts are labelled once.");
            }
            else
            {
                given.Add((new GoldItem(id, row.Text), row));
            }
        }

        Check(problems, codebook, [.. given.Select(g => (g.Item.Id, g.Row))], request);
        if (problems.Count > 0)
        {
            throw GoldFiles.Faulty(problems);
        }

        var sheet = await gold.FileAsync(log, codebook, [.. given.Select(g => g.Item)], cancellation);
        return await SaveAsync(log, gold, sheet, [.. given.Select(g => (sheet.Find(g.Item.Id)!, g.Row))], problems, request, rows, cancellation);
    }

    private async Task<GoldImportResult> SaveAsync(
        RecordLog log,
        GoldService gold,
        StoredSheet sheet,
        List<(SheetItem Item, GoldRow Row)> found,
        List<string> problems,
        GoldImportRequest request,
        IReadOnlyList<GoldRow> rows,
        CancellationToken cancellation)
    {
        Check(problems, sheet.Codebook, [.. found.Select(f => (f.Item.Drawn.Id, f.Row))], request);
        List<GoldEvent.Labelled> events = [];
        await _folders.History(sheet.Id).ChangeAsync(
            history =>
            {
                foreach (var (item, row) in found.Where(_ => problems.Count == 0))
                {
                    events.AddRange(Events(item, row, history, sheet.Codebook, request, problems));
                }

                return problems.Count > 0 ? throw GoldFiles.Faulty(problems) : events;
            },
            cancellation);
        await gold.SealAsync(log, sheet.Id, cancellation);
        return new GoldImportResult(gold.Open(sheet.Id), events.Count, rows.Sum(r => r.Unfinished));
    }

    private static void Check(List<string> problems, Codebook codebook, IReadOnlyList<(string Item, GoldRow Row)> rows, GoldImportRequest request)
    {
        foreach (var (_, row) in rows)
        {
            foreach (var label in row.Labels)
            {
                if (codebook.Form.Read(label.Answer) is null)
                {
                    problems.Add($"{row.Place}: '{label.Answer}' is none of the codebook's answers"
                        + (codebook.Form.Values.Count > 0 ? $": {string.Join(", ", codebook.Form.Values.Take(20))}, cannot tell." : "."));
                }

                if ((label.Annotator ?? request.Annotator) is not { Length: > 0 })
                {
                    problems.Add($"{row.Place}: it does not say who labelled: name them with --annotator.");
                }
            }
        }
    }

    private List<GoldEvent.Labelled> Events(
        SheetItem item, GoldRow row, GoldHistory history, Codebook codebook, GoldImportRequest request, List<string> problems)
    {
        List<GoldLabel> there = [.. history.Labels.Where(l => l.Item == item.Drawn.Id)];
        List<GoldEvent.Labelled> added = [];
        foreach (var label in row.Labels.OrderBy(l => l.Layer ?? GoldLayer.First))
        {
            var by = label.Annotator ?? request.Annotator!;
            var answer = codebook.Form.Read(label.Answer)!.Value;
            if (there.Exists(l => l.Annotator == by && l.Answer == answer && (label.Layer is null || label.Layer == l.Layer)))
            {
                continue; // the same file once more
            }

            var layer = label.Layer ?? (there.Exists(l => l.Layer == GoldLayer.First) ? GoldLayer.Second : GoldLayer.First);
            var isOwn = layer != GoldLayer.Adjudicated && there.Exists(l => l.Annotator == by && l.Layer != GoldLayer.Adjudicated);
            if (isOwn || there.Exists(l => l.Layer == layer))
            {
                problems.Add($"{row.Place}: the item has labels of two people already, or another one of {by}.");
                continue;
            }

            var happened = new GoldEvent.Labelled(item.Drawn.Id, by, layer, answer, workspace.Time.GetUtcNow());
            there.Add(new GoldLabel(happened.Item, by, layer, answer, happened.Time));
            added.Add(happened);
        }

        return added;
    }
}
