using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Runs;
using Roundtable.Models.Rehearsal;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Labels;

/// <summary>
/// Labels items by a codebook: the use is ruled on, gold is drawn, the panel is asked, and labels are made of its votes. The order is fixed: nothing is drawn
/// before the ruling, and nobody is asked before the draw is on record.
/// </summary>
/// <param name="workspace">The data directory and what is connected.</param>
/// <param name="shared">The log where others in this process use it too; null where nobody does.</param>
public sealed class LabelService(WorkspaceContext workspace, SharedLog? shared = null)
{
    private static readonly string[] _uses = ["label", "distil"];

    /// <summary>Checks a request, plans its run and rules on the use of its labels. Nothing is asked, and nothing but a refusal is written.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">
    /// When something of it is not accepted, or a ruling does not allow the use: nobody is asked then, and the message names seats, terms and clauses.
    /// </exception>
    public async Task<PreparedLabelling> PrepareAsync(LabelRequest request, CancellationToken cancellation)
    {
        if (request.Promise is <= 0 or >= 1)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "The promised precision must be above 0 and below 1, such as 0.9.");
        }

        if (request.Gold < 0 || request.Queue < 0)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "The number of items that people label must be 0 or more.");
        }

        // A rehearsal asks nobody, and what it says stays simulated on the record: no use of it is ever allowed.
        var isRehearsal = request.Run is { Seats: null, Panel: RehearsalPanel.Connection }
            || request.Run.Seats?.All(s => s.Model.StartsWith(RehearsalPanel.Connection + "/", StringComparison.Ordinal)) == true;
        var uses = request.Run.For.Count == 0 ? ["label"] : UseNames.Read(request.Run.For).Select(u => Roundtable.Record.Wording.Kebab.Name(u)).ToList();
        if (isRehearsal && request.Run.For.Count == 0)
        {
            uses = [];
        }
        else if (!uses.Exists(u => _uses.Contains(u, StringComparer.Ordinal)))
        {
            uses.Insert(0, "label");
        }

        var codebook = request.Codebook;
        if (codebook.Form is CodebookForm.Schema && request.Promise is not null)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, "No precision can be promised for JSON by a schema: labels that are classes or scores have probabilities.");
        }

        var source = RunItemSource.Open(request.Run.Items, request.Run.IdColumn, null);
        var prepared = await new RunService(workspace, shared).PrepareAsync(
            request.Run with
            {
                Kind = RunKind.Label,
                Template = ItemTexts.TemplateFor(source, request.TextColumn, request.Template),
                Question = QuestionOf(codebook),
                Codebook = codebook,
                For = uses,
                Promise = request.Promise,
                Queue = request.Queue,
            },
            cancellation);
        return new PreparedLabelling(request, prepared);
    }

    /// <summary>
    /// Draws the gold that was asked for. It is on record when this returns, so that the run may begin; <see cref="RunService.BeginAsync"/> begins it. What was
    /// drawn from the same items by the same codebook before counts: another panel needs no other gold.
    /// </summary>
    /// <param name="prepared">What was prepared.</param>
    /// <param name="log">The log, open for appending.</param>
    /// <param name="cancellation">Stops; drawing again finishes the same draw.</param>
    /// <returns>The sheet that people label; null where no gold was asked for.</returns>
    /// <exception cref="WorkspaceException">When the gold cannot be drawn: too few items, or one of them is an example of the codebook.</exception>
    public async Task<StoredSheet?> DrawAsync(PreparedLabelling prepared, RecordLog log, CancellationToken cancellation)
    {
        var (request, gold) = (prepared.Request, new GoldService(workspace));
        if (request.Gold == 0)
        {
            return null;
        }

        var texts = new LabelTexts(prepared.Run.Source, prepared.Run.Plan.Template);
        var (digest, _, _) = await Task.Run(() => texts.Frame(request.GoldBy, cancellation), cancellation);
        var drawn = gold.List()
            .Where(s => s.Codebook.Digest == prepared.Request.Codebook.Digest)
            .Where(s => s.Gold.Draw is { } draw && draw.Plan.Frame.Digest == digest && draw.Plan.By == request.GoldBy)
            .ToList();
        var missing = request.Gold - drawn.Sum(s => s.Items.Count);
        return missing <= 0 ? drawn[^1] : await gold.DrawAsync(
            log,
            new GoldDrawRequest(prepared.Request.Codebook, missing) { By = request.GoldBy },
            texts.Gold(request.GoldBy).ToAsyncEnumerable(),
            cancellation);
    }

    /// <summary>Makes the labels of a run whose items all have their results.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="log">The log, open for appending.</param>
    /// <param name="promise">The promised precision; null for none.</param>
    /// <param name="cancellation">Stops; nothing is lost.</param>
    /// <exception cref="WorkspaceException">When the run is not finished or labels nothing.</exception>
    public Task<LabelledRun> MakeAsync(LabelFolder folder, RecordLog log, double? promise, CancellationToken cancellation) =>
        folder.Run.IsFinished
            ? new LabelMaker(workspace).MakeAsync(folder, log, promise ?? folder.Run.Header.Promise, cancellation)
            : throw new WorkspaceException(
                ErrorKind.InvalidInput, $"Run {folder.Run.Plan.Id} is not finished: 'roundtable label --resume {folder.Run.Path}' goes on with it.");

    /// <summary>Makes the labels of a run anew, with the gold that there is now. The earlier labels keep their leaf and are kept beside the new ones.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="log">The log, open for appending.</param>
    /// <param name="promise">The promised precision; null for that of before.</param>
    /// <param name="cancellation">Stops; nothing is lost.</param>
    /// <exception cref="WorkspaceException">When the run is not finished or labels nothing.</exception>
    public async Task<LabelledRun> RecomputeAsync(LabelFolder folder, RecordLog log, double? promise, CancellationToken cancellation)
    {
        var before = folder.HasLabels ? folder.ReadRecord() : default;
        if (folder.HasLabels)
        {
            folder.KeepEarlier(before.Leaf);
        }

        return await MakeAsync(folder, log, promise ?? before.Promise, cancellation);
    }

    /// <summary>The labels of a run as they stand.</summary>
    /// <exception cref="WorkspaceException">When there are none.</exception>
    public LabelledRun Read(LabelFolder folder)
    {
        var codebook = RunCodebook.Read(folder.Run);
        return LabelMaker.Of(folder, folder.ReadRecord().Leaf, new GoldService(workspace).List().Where(s => s.Codebook.Digest == codebook.Digest));
    }

    /// <summary>The labels of a run of the data directory, for callers who may not name files.</summary>
    /// <param name="workspace">The data directory.</param>
    /// <param name="run">The run's id, the beginning of it, or <c>last</c>.</param>
    /// <exception cref="WorkspaceException">When there is no such run, or it has no labels.</exception>
    public static LabelledRun Find(WorkspaceContext workspace, string run) =>
        new LabelService(workspace).Read(new LabelFolder(RunFolders.FindId(workspace.DataDirectory, run)));

    /// <summary>The labels of a run on their way out, in the order of its items.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="withText">Whether the labelled texts go out too.</param>
    /// <exception cref="WorkspaceException">When there are none, or the items changed since.</exception>
    public static IEnumerable<ExportedLabel> Exported(LabelFolder folder, bool withText)
    {
        var (leaf, rule, _) = folder.ReadRecord();
        var plan = folder.Run.Plan;
        var rows = LabelRowFile.Read(folder.Run.FilePath(LabelFolder.LabelsName)).Zip(folder.Run.Results(), (row, result) => (row, result));
        if (!withText)
        {
            return rows.Select(r => Exported(r.row, r.result, null));
        }

        var texts = new LabelTexts(new RunItemSource(folder.Run.Header.Items, plan.Items.IdColumn, folder.Run.Header.OptionsColumn), plan.Template);
        return rows.Zip(texts.Items(), (r, t) => Exported(r.row, r.result, t.Text));

        ExportedLabel Exported(LabelRow row, ItemResult result, string? text)
        {
            var isSame = row.Id == result.Id
                && (text is null || Roundtable.Record.Entries.Digest.Of(System.Text.Encoding.UTF8.GetBytes(text)) == row.Digest);
            return isSame
                ? new ExportedLabel(row, rule, row.By == LabelRow.Panel ? [.. LabelMaker.Ballots(result)] : [], plan.Id, leaf, text)
                : throw new WorkspaceException(
                    ErrorKind.BadData,
                    $"The texts of {folder.Run.Header.Items} are not those that were labelled, from item '{row.Id}' on: export without texts.");
        }
    }

    private static RunQuestion QuestionOf(Codebook codebook) => codebook.Form switch
    {
        CodebookForm.Scores scores => new RunQuestion.Score(scores.Min, scores.Max),
        CodebookForm.Schema schema => new RunQuestion.Json(schema.Json.Json),
        var form => new RunQuestion.Choice(form.Values),
    };
}

/// <summary>A labelling that was checked and ruled on; nothing was drawn or asked yet.</summary>
/// <param name="Request">What was wanted.</param>
/// <param name="Run">Its run.</param>
public sealed record PreparedLabelling(LabelRequest Request, PreparedRun Run);
