using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Runs;
using Roundtable.Corpus.Origins;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Sources;

/// <summary>
/// Rows of a run: its labels, each with the instructions of its codebook, or of a poll the option that most seats voted for. As pairs, the label against what
/// most of the seats that saw it otherwise said; as judgements, what seats said and whether it is the label. Labels that were abstained from are left out.
/// </summary>
/// <param name="run">The run.</param>
internal sealed class RunRows(string run) : SetSource
{
    /// <inheritdoc/>
    public override string Title => $"run {run}";

    /// <inheritdoc/>
    public override void Read(SetReading reading)
    {
        var folder = RunFolders.Find(reading.Workspace.DataDirectory, run);
        var labels = new LabelFolder(folder);
        if (labels.HasLabels)
        {
            Labels(labels, reading);
        }
        else if (folder.Plan.Kind == RunKind.Poll)
        {
            Polled(folder, reading);
        }
        else
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"Run {folder.Plan.Id} has no labels yet: 'roundtable runs resume {folder.Plan.Id}' makes them.");
        }
    }

    private static void Labels(LabelFolder folder, SetReading reading)
    {
        var codebook = RunCodebook.Read(folder.Run);
        var system = new SetMessage(SetRole.System, Instructions(codebook));
        foreach (var (label, result) in LabelService.Exported(folder, withText: true).Zip(folder.Run.Results()))
        {
            if (label.Row.Label is not { } said || label.Row.Accepted == false)
            {
                reading.Skip(label.Row.Accepted == false ? "abstained" : "no-label");
                continue;
            }

            // The labels as a whole are the source: how sure one is was learned from all of them.
            Add(reading, new SetRow(
                $"run:{label.Run}/{label.Row.Id}",
                label.Text!,
                new SetContent.Answered([system, new SetMessage(SetRole.User, label.Text!)], new SetMessage(SetRole.Assistant, said)),
                [RecordedText.EdgeTo(label.Leaf), .. label.Ballots.Distinct().Order().Select(RecordedText.EdgeTo)])
            {
                Confidence = label.Row.Probability,
                Origin = label.Row.By == LabelRow.People ? Origin.Human : Origin.Synthetic,
            }, said, Others(folder.Run.Plan, result, said));
        }
    }

    private static void Polled(RunFolder folder, SetReading reading)
    {
        var plan = folder.Plan;
        var texts = new LabelTexts(new RunItemSource(folder.Header.Items, plan.Items.IdColumn, folder.Header.OptionsColumn), plan.Template);
        foreach (var (result, (item, text)) in folder.Results().Zip(texts.Items()))
        {
            var options = RunJson.OptionsOf(plan, result);
            var isSame = item.Id == result.Id && item.Digest == result.Digest;
            if (!isSame || ItemTally.Of(plan, result)?.Leader is not { } leader)
            {
                reading.Skip(isSame ? "no-verdict" : "items-changed");
                continue;
            }

            var asked = text + "\n\n" + string.Join('\n', options.Select(o => "- " + o));
            var row = new SetRow(
                $"run:{plan.Id}/{result.Id}",
                text,
                new SetContent.Answered([new SetMessage(SetRole.User, asked)], new SetMessage(SetRole.Assistant, options[leader])),
                [.. result.Seats.Select(s => s.Leaf).OfType<long>().Distinct().Order().Select(RecordedText.EdgeTo)]);
            Add(reading, row, options[leader], Others(plan, result, options[leader]));
        }
    }

    private static void Add(SetReading reading, SetRow row, string label, IReadOnlyList<string> others)
    {
        var content = (SetContent.Answered)row.Content;
        switch (reading.Shape)
        {
            case SetShape.Preference when others.Count == 0:
                reading.Skip("undisputed");
                break;
            case SetShape.Preference:
                reading.Add(row with { Content = new SetContent.Preferred(content.Prompt, content.Answer, new SetMessage(SetRole.Assistant, others[0])) });
                break;
            case SetShape.Judgement:
                reading.Add(row with { Content = content with { IsGood = true } });
                foreach (var other in others)
                {
                    var wrong = content with { Answer = new SetMessage(SetRole.Assistant, other), IsGood = false };
                    reading.Add(row with { Id = row.Id + "/" + other, Content = wrong });
                }

                break;
            default:
                reading.Add(row);
                break;
        }
    }

    /// <summary>What seats said instead of the label, what most of them said first.</summary>
    private static IReadOnlyList<string> Others(RunPlan plan, ItemResult result, string label)
    {
        var options = RunJson.OptionsOf(plan, result);
        return
        [
            .. result.Seats.Select(s => RunJson.Said(options, s.Answer)).OfType<string>().Where(s => s != label)
                .GroupBy(s => s, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key),
        ];
    }

    private static string Instructions(Codebook codebook) => codebook.Form is CodebookForm.Schema
        ? codebook.Instructions
        : $"{codebook.Instructions}\n\nAnswer with one of: {string.Join(", ", codebook.Form.Values)}.";
}
