using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Questions;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Benches;

/// <summary>Asks the questions of a set as runs, one for each form of answer: options, numbers, texts.</summary>
/// <param name="workspace">The data directory and what is connected.</param>
/// <param name="log">The log, open for appending.</param>
internal sealed class BenchRuns(WorkspaceContext workspace, RecordLog log)
{
    /// <summary>Asks every question, or goes on where an earlier bench of the same questions stopped: what was answered is not asked again.</summary>
    /// <exception cref="WorkspaceException">When the panel cannot be asked, a use is not allowed, or a limit is reached before the last question.</exception>
    public async Task AskAsync(
        IReadOnlyList<BenchQuestion> questions,
        BenchAsk ask,
        BenchSettings settings,
        AskedVotes into,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation)
    {
        var service = new RunService(workspace);
        var spent = new RunNeed(0, 0, 0);
        foreach (var match in Enum.GetValues<AnswerMatch>())
        {
            var places = Enumerable.Range(0, questions.Count).Where(i => questions[i].Match == match).ToList();
            if (places.Count == 0)
            {
                continue;
            }

            var items = await ItemsAsync([.. places.Select(p => questions[p])]);
            var prepared = await service.PrepareAsync(Request(match, items, ask, settings, spent), cancellation);
            var folder = await service.BeginAsync(prepared, log, cancellation);
            into.Asked.Add(folder.Plan.Id);
            into.Simulated |= folder.Plan.Panel.Any(s => s.Model.Simulated);
            var outcome = await new RunExecution(workspace, log) { Progress = progress }.RunAsync(
                folder, prepared.Seats, prepared.Source, CancellationToken.None, cancellation);
            spent += new RunNeed(outcome.Progress.Calls, outcome.Progress.Tokens, outcome.Progress.MicroDollars);
            if (outcome.State != RunState.Finished)
            {
                throw new WorkspaceException(
                    ErrorKind.Budget,
                    $"The limit was reached after {outcome.Progress.Items} of {outcome.Progress.Total} questions (run {folder.Plan.Id}): raise it and give "
                        + "the same command again. What was answered is not asked again.");
            }

            into.MicroDollars += outcome.Progress.MicroDollars;
            into.IsPriced &= outcome.Progress.UnpricedCalls == 0;
            foreach (var result in folder.Results())
            {
                Add(places[result.Index], result, folder.Plan, into);
            }
        }
    }

    private static void Add(int item, ItemResult result, RunPlan plan, AskedVotes into)
    {
        foreach (var seat in result.Seats)
        {
            var column = new VoteColumn(plan.Panel[seat.Seat - 1].Name, Sample: seat.Sample);
            switch (seat.Answer)
            {
                case SeatAnswer.Vote vote:
                    into.Add(item, column, Question.Letter(vote.Option).ToString(), seat.Confidence);
                    break;
                case SeatAnswer.Number number:
                    into.Add(item, column, number.Value.ToString(CultureInfo.InvariantCulture), seat.Confidence);
                    break;
                case SeatAnswer.Text text:
                    into.Add(item, column, text.Value, seat.Confidence);
                    break;
                case var other:
                    into.AddMissing(item, column, other.Kind);
                    break;
            }

            if (seat.Calls > 0)
            {
                into.AddCost(column, seat.IsPriced ? seat.MicroDollars : null, seat.Usage?.TotalInput + seat.Usage?.TotalOutput);
            }
        }
    }

    private static RunRequest Request(AnswerMatch match, string items, BenchAsk ask, BenchSettings settings, RunNeed spent) => new()
    {
        Kind = RunKind.Bench,
        Items = items,
        Template = "{question}",
        Question = match switch
        {
            AnswerMatch.Option => new RunQuestion.Choice([]),
            AnswerMatch.Numeric => new RunQuestion.Number(),
            _ => new RunQuestion.FreeText(),
        },
        OptionsColumn = match == AnswerMatch.Option ? "options" : null,
        Panel = ask.Panel,
        Seats = ask.Models.Count == 0 ? null : [.. ask.Models.Select(m => new SeatPlan(m))],
        SeatDefaults = ask.SeatDefaults,
        Samples = ask.Samples,
        Seed = settings.Seed,
        SeatSeconds = ask.SeatSeconds,
        Quorum = 1,
        For = ask.For,
        Limits = new RunLimits(ask.Limits.Calls - spent.Calls, ask.Limits.Tokens - spent.Tokens, ask.Limits.MicroDollars - spent.MicroDollars),
        Reuse = ask.Reuse,
    };

    /// <summary>The questions as a file that a run can go on with later; the same questions are the same file.</summary>
    private async Task<string> ItemsAsync(IReadOnlyList<BenchQuestion> questions)
    {
        var text = new StringBuilder();
        foreach (var question in questions)
        {
            var row = new JsonObject { ["id"] = question.Id, ["question"] = question.Text };
            if (question.Options.Count > 0)
            {
                row["options"] = new JsonArray([.. question.Options.Select(o => (JsonNode)o)]);
            }

            text.Append(Encoding.UTF8.GetString(CanonicalJson.Write(row))).Append('\n');
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var folder = Path.Combine(workspace.DataDirectory, "bench-items");
        PrivateFiles.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Digest.Of(bytes).ToString()[..32]}.jsonl");
        await Task.Run(() => PrivateFiles.Replace(path, bytes));
        return path;
    }
}
