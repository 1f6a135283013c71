using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Annotation.Items;
using Roundtable.Annotation.Labelling;
using Roundtable.Annotation.Runs;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Fields;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Rules;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Labels;

/// <summary>
/// Makes labels of a finished run: what seats and people said becomes a label for each item, a report, and a leaf. It asks nobody, and may be done again
/// whenever people have labelled more; equal votes and gold make equal files.
/// </summary>
/// <param name="workspace">The data directory and the clock.</param>
internal sealed class LabelMaker(WorkspaceContext workspace)
{
    /// <summary>Makes the labels.</summary>
    /// <param name="folder">The run; every item has its results.</param>
    /// <param name="log">The log, open for appending.</param>
    /// <param name="promise">The promised precision; null for none.</param>
    /// <param name="cancellation">Stops; making them again finishes.</param>
    public async Task<LabelledRun> MakeAsync(LabelFolder folder, RecordLog log, double? promise, CancellationToken cancellation)
    {
        var codebook = RunCodebook.Read(folder.Run);
        var gold = new GoldService(workspace);
        var (set, sheets) = await PeopleAsync(folder, codebook, log, cancellation);
        var plan = folder.Run.Plan;
        var texts = new LabelTexts(new RunItemSource(folder.Run.Header.Items, plan.Items.IdColumn, folder.Run.Header.OptionsColumn), plan.Template);
        var record = new LabelRecord(plan.Id, folder.Run.Header.Leaf, codebook);
        var made = await Task.Run(
            () => codebook.Form is CodebookForm.Schema schema
                ? Fuse(folder, codebook, schema.Json, texts, record, cancellation)
                : Label(folder, codebook, texts, (Counting(set), sheets), record, promise, cancellation),
            cancellation);
        var leaf = await record.AppendAsync(
            log,
            (made.Labels, made.Report, plan.Items.Count),
            made.Rule,
            made.Counts,
            [.. sheets.Where(s => Counts(s.Gold)).SelectMany(s => s.Leaves).Order()],
            workspace.Time.GetUtcNow(),
            cancellation);
        folder.WriteRecord(leaf, made.Rule, promise);
        if (made.Learned is { } learned)
        {
            await new RuleStore(workspace).SaveAsync(log, plan.Id, learned, [leaf], cancellation);
        }

        // Nobody is shown for a label what no model wrote, and one data directory alone puts items before people.
        if (made.Queue.Count > 0 && !folder.Run.Header.IsAdopted && !plan.Panel.Any(s => s.Model.Simulated))
        {
            sheets.Add(await gold.QueueAsync(log, codebook, made.Queue, cancellation));
        }

        return Of(folder, leaf, sheets);
    }

    /// <summary>What people said by the codebook, and on which sheets.</summary>
    private async Task<(GoldSet Set, List<StoredSheet> Sheets)> PeopleAsync(
        LabelFolder folder, Codebook codebook, RecordLog log, CancellationToken cancellation)
    {
        if (folder.Run.Header.IsAdopted)
        {
            // People label where the run was begun: what they said is on record.
            List<StoredSheet> recorded = [.. await GoldService.RecordedAsync(log, codebook, cancellation)];
            return (new GoldSet([.. recorded.Select(s => s.Gold)]), recorded);
        }

        var gold = new GoldService(workspace);
        var set = await gold.SetAsync(log, codebook, cancellation);
        return (set, [.. gold.List().Where(s => s.Codebook.Digest == codebook.Digest)]);
    }

    /// <summary>Whether labels rest on a sheet: a queue that nobody has labelled anything of changes nothing.</summary>
    private static bool Counts(GoldSheet sheet) => sheet.Origin != GoldOrigin.Queue || sheet.Labels.Count > 0;

    private static GoldSet Counting(GoldSet set) => new([.. set.Sheets.Where(Counts)]);

    /// <summary>The labels of a run as they stand.</summary>
    public static LabelledRun Of(LabelFolder folder, long leaf, IEnumerable<StoredSheet> sheets)
    {
        var (labels, fields) = folder.ReadReport();
        return new LabelledRun(
            folder.Run.Plan.Id,
            folder.Run.Path,
            leaf,
            labels,
            fields,
            [.. sheets.Select(s => new SheetProgress(s.Id, s.Gold.Origin, s.Items.Count, s.Gold.Verdicts().Count(v => v.Answer is not null)))]);
    }

    private static Made Label(
        LabelFolder folder,
        Codebook codebook,
        LabelTexts texts,
        (GoldSet Set, IReadOnlyList<StoredSheet> Sheets) people,
        LabelRecord record,
        double? promise,
        CancellationToken cancellation)
    {
        var (frame, votes, gold, outcome) = Analyse(folder, codebook, texts, people.Set, promise, r => record.Ballots.AddRange(Ballots(r)), cancellation);
        var report = LabelReport.Of(codebook, frame, gold, votes, outcome);
        var labels = LabelRowFile.Write(folder.Run.FilePath(LabelFolder.LabelsName), Rows(outcome, Read(folder.Run, texts).Select(i => i.Text)));
        folder.WriteReport(report);
        return new Made(
            labels,
            Digest.Of(LabelReportJson.Write(report)),
            report.Rule.Rule,
            new JsonObject(report.Classes.Select(c => KeyValuePair.Create(c.Class, (JsonNode?)c.Labels))))
        {
            Learned = outcome.Learned,
            Queue = new LabelQueueing(codebook, people.Sheets).Choose(outcome, frame, texts, folder.Run.Header.Queue),
        };
    }

    /// <summary>What a run's votes come to with the gold that there is now, and its texts. Nothing of the run is written.</summary>
    /// <param name="folder">The run; every item has its results.</param>
    /// <param name="log">The log, open for appending: labels of people that are not on record yet are put there.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<(LabelOutcome Outcome, IReadOnlyList<string> Texts)> AnalyseAsync(LabelFolder folder, RecordLog log, CancellationToken cancellation)
    {
        var codebook = RunCodebook.Read(folder.Run);
        var set = Counting((await PeopleAsync(folder, codebook, log, cancellation)).Set);
        var plan = folder.Run.Plan;
        var texts = new LabelTexts(new RunItemSource(folder.Run.Header.Items, plan.Items.IdColumn, folder.Run.Header.OptionsColumn), plan.Template);
        return await Task.Run(
            () => (Analyse(folder, codebook, texts, set, null, _ => { }, cancellation).Outcome, (IReadOnlyList<string>)[.. texts.Items().Select(i => i.Text)]),
            cancellation);
    }

    private static (LabelFrame Frame, LabelVotes Votes, LabelGold Gold, LabelOutcome Outcome) Analyse(
        LabelFolder folder,
        Codebook codebook,
        LabelTexts texts,
        GoldSet set,
        double? promise,
        Action<ItemResult> heard,
        CancellationToken cancellation)
    {
        var by = set.Sheets.Select(s => s.Draw?.Plan.By).FirstOrDefault(b => b is not null);
        var (frame, votes, keys) = (new LabelFrame(folder.Run.Plan.Items.Count), new LabelVotes(folder.Run.Plan, codebook), new TextKeys());
        foreach (var (item, text, result) in Read(folder.Run, texts))
        {
            cancellation.ThrowIfCancellationRequested();
            frame.Add(new FrameItem(result.Id, keys.Of(text), ItemTexts.Stratum(item, by)));
            votes.Add(result);
            heard(result);
        }

        var gold = LabelGold.Of(set, frame);
        var outcome = new LabelAnalysis(codebook, frame, unchecked((int)folder.Run.Plan.Settings.Seed)).Analyse(votes, gold, promise, cancellation);
        return (frame, votes, gold, outcome);
    }

    /// <summary>The items with their texts and results. They are read as often as they are needed: texts are longer than all that is kept of them.</summary>
    /// <exception cref="WorkspaceException">When the items are not those that seats were asked about.</exception>
    private static IEnumerable<(Item Item, string Text, ItemResult Result)> Read(RunFolder run, LabelTexts texts)
    {
        using var items = texts.Items().GetEnumerator();
        foreach (var result in run.Results())
        {
            if (!items.MoveNext() || items.Current.Item.Digest != result.Digest || items.Current.Item.Id != result.Id)
            {
                throw new WorkspaceException(
                    ErrorKind.BadData,
                    $"{Neutralise.Line(run.Header.Items)} is no longer what the seats of run {run.Plan.Id} were asked about, from item "
                        + $"'{Neutralise.Line(result.Id)}' on: labels are made of the items as they were.");
            }

            yield return (items.Current.Item, items.Current.Text, result);
        }
    }

    private static IEnumerable<LabelRow> Rows(LabelOutcome outcome, IEnumerable<string> texts) => texts.Select((text, i) =>
    {
        var label = outcome.LabelOf(i);
        return new LabelRow(
            outcome.Table.Items[i],
            DigestOf(text),
            label == VoteTable.None ? null : outcome.Table.Classes[label],
            outcome.ProbabilityOf(i),
            outcome.IsAccepted(i),
            label == VoteTable.None ? null : outcome.Gold[i] != VoteTable.None ? LabelRow.People : LabelRow.Panel);
    });

    private static Digest DigestOf(string text) => Digest.Of(Encoding.UTF8.GetBytes(text));

    private static Made Fuse(
        LabelFolder folder, Codebook codebook, AnswerSchema schema, LabelTexts texts, LabelRecord record, CancellationToken cancellation)
    {
        const string rule = "field-by-field";
        var fields = new FieldLabels(folder.Run.Plan, codebook, schema);
        var labels = LabelRowFile.Write(folder.Run.FilePath(LabelFolder.LabelsName), Read(folder.Run, texts).Select(i =>
        {
            cancellation.ThrowIfCancellationRequested();
            record.Ballots.AddRange(Ballots(i.Result));
            var label = fields.Add(i.Result);
            return new LabelRow(i.Result.Id, DigestOf(i.Text), label, null, null, label is null ? null : LabelRow.Panel);
        }));
        var report = fields.Report();
        folder.WriteReport(report);
        return new Made(labels, Digest.Of(report.Write()), rule, null);
    }

    /// <summary>The leaves of the answers that a label rests on.</summary>
    public static IEnumerable<long> Ballots(ItemResult result) =>
        result.Seats.Where(s => s.Answer is SeatAnswer.Vote or SeatAnswer.Number or SeatAnswer.Json or SeatAnswer.CannotTell)
            .Select(s => s.Leaf).OfType<long>();

    private sealed record Made(Digest Labels, Digest Report, string Rule, JsonObject? Counts)
    {
        /// <summary>The rule that was learned, which sessions can be recounted by under the run's id; null where nothing was.</summary>
        public LearnedRule? Learned { get; init; }

        /// <summary>The items that wait for people now.</summary>
        public IReadOnlyList<(GoldItem Item, PanelLabel? Panel)> Queue { get; init; } = [];
    }
}
