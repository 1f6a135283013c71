using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Roundtable.Watching.Callers;
using Roundtable.Watching.Findings;

namespace Roundtable.Watching.Monitoring;

/// <summary>
/// Callers that seem to ask for others: one key, many end users. Whoever names its end users is a notice; whoever looks like many and names none is asked.
/// Neither is wrong by itself: terms say whether access may be passed on.
/// </summary>
/// <param name="reference">What benign callers are like.</param>
internal sealed class ResellerRules(LearnedReference reference)
{
    /// <summary>A caller that names fewer end users asks for itself.</summary>
    public const int MinEndUsers = 30;

    private const int MinPrompts = 200;
    private const int ManyHours = 20;
    private const double MinVariance = 0.9;

    /// <summary>The resellers among callers, by name.</summary>
    public IEnumerable<FoundReseller> Of(IEnumerable<KeyValuePair<string, CallerState>> callers) => callers.OrderBy(c => c.Key, StringComparer.Ordinal)
        .Select(c => Of(c.Key, c.Value)).OfType<FoundReseller>();

    private FoundReseller? Of(string name, CallerState state)
    {
        List<FindingEvidence> evidence = [.. Evidence(state)];
        var score = evidence.Sum(e => e.Weight);
        var isNamed = evidence.Exists(e => e.Kind == "end-users");
        if (score < (isNamed ? 2 : 3))
        {
            return null;
        }

        // Half of them test items, translations or answers in a prescribed form: a suite or a batch job asks of everything too.
        var isRead = Math.Max(state.TestItems, state.Forms) * 2L >= state.Prompts && state.Thinking * 2L < state.Prompts;
        if (state.AfterBar > 0)
        {
            evidence.Add(new("after-bar", $"{Number(state.AfterBar)} prompts came on the day of its bar or later", 3));
            score += 3;
        }

        var key = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(("reseller:" + name).AsSpan())).ToString("x16", CultureInfo.InvariantCulture)[..12];
        var finding = new WatchFinding(
            key,
            (isNamed || isRead) && state.AfterBar == 0 ? FindingGrade.Notice : FindingGrade.Question,
            score,
            state.First,
            state.Last,
            0,
            state.Prompts,
            [new FindingCaller(name, state.Prompts, state.Prompts)],
            evidence,
            [
                new("house", "one key for the people of a house, or for the users of one program", false),
                new(
                    "batch-job",
                    isRead ? "a batch job or a suite: answers are wanted in a form that a program reads" : "a batch job over texts of many people",
                    isRead),
            ],
            []);
        return new FoundReseller(name, Math.Round(state.EndUsers), state.Styles, finding);
    }

    private IEnumerable<FindingEvidence> Evidence(CallerState state)
    {
        if (state.EndUsers >= MinEndUsers)
        {
            yield return new("end-users", $"it names about {Number(state.EndUsers)} end users", 2);
        }

        if (state.Prompts < MinPrompts)
        {
            yield break;
        }

        if (state.Styles > reference.MaxStyles)
        {
            yield return new("many-styles", $"its prompts are written in {Number(state.Styles)} of 64 ways, where no caller of the reference has more than "
                + Number(reference.MaxStyles), 1);
        }

        if (reference.Spread.Variance is > 0 and var all && state.Spread.Variance / all is >= MinVariance and var share)
        {
            yield return new(
                "all-subjects",
                $"its prompts differ as much as those of all callers together ({share.ToString("P0", CultureInfo.InvariantCulture)})",
                1);
        }

        if (state.Hours >= ManyHours)
        {
            yield return new("all-hours", $"it asks in {Number(state.Hours)} of the 24 hours of a day", 1);
        }
    }

    private static string Number(double number) => Math.Round(number).ToString("N0", CultureInfo.InvariantCulture);
}
