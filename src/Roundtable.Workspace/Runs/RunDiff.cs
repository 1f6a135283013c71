using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Runs;

/// <summary>What two runs say differently about the same items. Items are matched by their ids.</summary>
public sealed class RunDiff
{
    private readonly SortedDictionary<string, (int A, int B)> _shares = new(StringComparer.Ordinal);
    private readonly List<ItemChange> _changes = [];

    private RunDiff()
    {
    }

    /// <summary>Items that only the first run has.</summary>
    public int OnlyA { get; private set; }

    /// <summary>Items that only the second run has.</summary>
    public int OnlyB { get; private set; }

    /// <summary>
    /// Items that both have and about which neither says anything here, because people are to label them first; they count nowhere else.
    /// </summary>
    public int Waiting { get; private set; }

    /// <summary>Items that both have and that are compared.</summary>
    public int Both { get; private set; }

    /// <summary>Of those, the items about which both say the same.</summary>
    public int Same => Both - _changes.Count;

    /// <summary>Items with the same id and another text: they are compared all the same, and counted here.</summary>
    public int OtherText { get; private set; }

    /// <summary>What changed, in the order of the second run.</summary>
    public IReadOnlyList<ItemChange> Changes => _changes;

    /// <summary>How many of the items that both have got each outcome, in the first and in the second run.</summary>
    public IReadOnlyDictionary<string, (int A, int B)> Shares => _shares;

    /// <summary>Compares two runs.</summary>
    /// <param name="a">The first, with its results, each with whether people are to label its item before they see what seats said of it.</param>
    /// <param name="b">The second.</param>
    /// <exception cref="WorkspaceException">When one of them is damaged.</exception>
    public static RunDiff Of(
        (RunPlan Plan, IEnumerable<(ItemResult Result, bool Waits)> Results) a, (RunPlan Plan, IEnumerable<(ItemResult Result, bool Waits)> Results) b)
    {
        var diff = new RunDiff();
        Dictionary<string, (string? Outcome, Record.Entries.Digest Digest)> before = new(StringComparer.Ordinal);
        foreach (var (result, waits) in a.Results)
        {
            before[result.Id] = (waits ? null : OutcomeOf(a.Plan, result), result.Digest);
        }

        foreach (var (result, waits) in b.Results)
        {
            if (!before.Remove(result.Id, out var was))
            {
                diff.OnlyB++;
                continue;
            }

            if (waits || was.Outcome is null)
            {
                diff.Waiting++;
                continue;
            }

            var now = OutcomeOf(b.Plan, result);
            diff.Both++;
            diff.OtherText += was.Digest == result.Digest ? 0 : 1;
            diff.Count(was.Outcome, 1, 0);
            diff.Count(now, 0, 1);
            if (was.Outcome != now)
            {
                diff._changes.Add(new ItemChange(result.Id, was.Outcome, now));
            }
        }

        diff.OnlyA = before.Count;
        return diff;
    }

    /// <summary>
    /// What a run says of an item in a few words: the leading option, or why there is none in brackets; the median of numbers; for everything else what the
    /// seats said, in their order.
    /// </summary>
    public static string OutcomeOf(RunPlan plan, ItemResult result)
    {
        if (ItemTally.Of(plan, result) is { } tally)
        {
            return tally.Label is not (TallyLabel.NoVerdict or TallyLabel.Tie) && tally.Leader is { } leader
                ? RunJson.OptionsOf(plan, result)[leader] : $"({Kebab.Name(tally.Label)})";
        }

        List<decimal> numbers = [.. result.Seats.Select(s => s.Answer).OfType<SeatAnswer.Number>().Select(n => n.Value).Order()];
        return plan.Question is RunQuestion.Score or RunQuestion.Number
            ? numbers.Count == 0
                ? "(none)"
                : ((numbers[(numbers.Count - 1) / 2] + numbers[numbers.Count / 2]) / 2).ToString("0.############", CultureInfo.InvariantCulture)
            : string.Join(" | ", result.Seats.Select(s => RunJson.Said([], s.Answer) ?? $"({s.Answer.Kind})"));
    }

    /// <summary>As JSON.</summary>
    /// <param name="a">The first run's id.</param>
    /// <param name="b">The second run's id.</param>
    public JsonObject Json(string a, string b) => new()
    {
        ["a"] = a,
        ["b"] = b,
        ["both"] = Both,
        ["same"] = Same,
        ["onlyA"] = OnlyA,
        ["onlyB"] = OnlyB,
        ["otherText"] = OtherText,
        ["waiting"] = Waiting,
        ["shares"] = new JsonArray([.. _shares.Select(s => (JsonNode)new JsonObject { ["outcome"] = s.Key, ["a"] = s.Value.A, ["b"] = s.Value.B })]),
        ["changes"] = new JsonArray([.. _changes.Select(c => (JsonNode)new JsonObject { ["id"] = c.Id, ["a"] = c.A, ["b"] = c.B })]),
    };

    private void Count(string outcome, int a, int b)
    {
        var (inA, inB) = _shares.GetValueOrDefault(outcome);
        _shares[outcome] = (inA + a, inB + b);
    }
}

/// <summary>An item about which two runs say different things.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="A">What the first run says.</param>
/// <param name="B">What the second run says.</param>
public sealed record ItemChange(string Id, string A, string B);
