using System.Globalization;
using Roundtable.Watching.Callers;
using Roundtable.Watching.Sketches;
using Roundtable.Watching.Spread;

namespace Roundtable.Watching.Findings;

/// <summary>
/// From what was seen of a campaign to a finding. Each evidence has a weight; a grade needs a score, evidence that answers are collected, and false-alarm
/// rates that were measured; and what fits an evaluation or a class stays a notice. docs/watch.md has the table.
/// </summary>
/// <param name="rates">How often these rules are wrong.</param>
/// <param name="hours">All traffic by the hour of the day, UTC.</param>
internal sealed class FindingRules(ErrorRates rates, IReadOnlyList<long> hours)
{
    /// <summary>From so many callers on a template is shared among accounts.</summary>
    public const int ManyCallers = 20;

    private const int MaxClass = 400;
    private const int MaxQuestions = 500;
    private const int MaxSuite = 20_000;
    private const int ManyFillings = 2000;
    private const int MaxList = 2000;
    private const int MaxSamples = 40;
    private const int MinFillings = 35;
    private const double MaxBetween = 1.15;
    private const double MinOwn = 1.3;
    private const double MaxLockstep = 0.5;
    private const double MinEvenness = 0.9;
    private const double MinEvenAlone = 0.95;
    private const int MinVaried = 80;
    private const double MinWidth = 0.8;
    private const double MinOwnSubjects = 0.1;
    private const double MaxThrottleRate = 0.01;
    private const double MaxSuspendRate = 0.005;

    /// <summary>The finding of a campaign; null where nothing is worth a notice.</summary>
    public WatchFinding? Of(Campaign campaign)
    {
        List<FindingEvidence> evidence = [.. Asked(campaign), .. Shared(campaign), .. Timed(campaign), .. Barred(campaign)];
        List<Innocence> innocent = [.. Innocent(campaign)];
        var score = evidence.Sum(e => e.Weight);
        if (score < 2)
        {
            return null;
        }

        var grade = score >= 7 ? FindingGrade.Suspend : score >= 5 ? FindingGrade.Throttle : score >= 3 ? FindingGrade.Question : FindingGrade.Notice;
        var isBarred = evidence.Exists(e => e.Kind == "after-bar");
        if (!isBarred
            && (innocent.Exists(i => i.Caps) || !evidence.Exists(e => e.Kind is "thinking" or "rubric" or "lockstep" or "dealt-out" or "all-subjects")))
        {
            grade = FindingGrade.Notice;
        }

        // A grade that would do something to somebody needs to know how often it is wrong.
        grade = grade == FindingGrade.Suspend && rates.CallersAtMost > MaxSuspendRate ? FindingGrade.Throttle : grade;
        grade = grade == FindingGrade.Throttle && rates.CallersAtMost > MaxThrottleRate ? FindingGrade.Question : grade;
        return new WatchFinding(
            campaign.Key.ToString("x16", CultureInfo.InvariantCulture)[..12],
            grade,
            score,
            campaign.Members.Min(m => m.State.First),
            campaign.Members.Max(m => m.State.Last),
            campaign.Templates.Count,
            campaign.Prompts,
            [.. campaign.Members.Select(m => new FindingCaller(m.Name, m.Prompts, m.State.Prompts))],
            evidence,
            innocent,
            [.. campaign.Templates.SelectMany(t => t.State.Samples).OrderBy(s => s.Position).Take(MaxSamples)]);
    }

    private static IEnumerable<FindingEvidence> Asked(Campaign campaign)
    {
        if (campaign.Share(t => t.Thinking, 1) is >= 0.5 and var thinking)
        {
            yield return new("thinking", $"{Percent(thinking)} of its prompts ask for the model's reasoning itself", 2);
        }

        if (campaign.Share(t => t.Rubric, 0) is >= 0.5 and var rubric)
        {
            yield return new("rubric", $"{Percent(rubric)} of its prompts ask for grades by a rubric or a preference", 1);
        }

        if (campaign.Fillings >= MinFillings && IsDivided(campaign))
        {
            var fillings = Math.Min(campaign.Fillings, campaign.Prompts);
            yield return new("syllabus", $"about {Number(fillings)} different fillings among {Number(campaign.Prompts)} prompts", 1);
        }

        // Many callers together ask of everything, and so does a program that many use.
        if (campaign.Members.Count < ManyCallers && campaign.Prompts >= MinVaried && IsDivided(campaign) && campaign.Width is >= MinWidth and var width)
        {
            yield return new("all-subjects", $"what it asks is as varied as what all callers of the reference ask: {Percent(width)} of their vocabulary", 1);
        }

        if (campaign.Prompts >= 5000)
        {
            yield return new("volume", $"{Number(campaign.Prompts)} prompts", 1);
        }
    }

    private static IEnumerable<FindingEvidence> Shared(Campaign campaign)
    {
        var callers = campaign.Members.Count;
        if (callers >= ManyCallers && IsDivided(campaign))
        {
            yield return new("divided-work", $"{Number(callers)} callers use the same templates and do not ask the same: the work is divided",
                callers >= 200 ? 2 : 1);
        }

        if (callers >= ManyCallers && campaign.Prompts * 2 >= 3 * callers && campaign.Dispersion() is < MaxLockstep and var dispersion)
        {
            yield return new("lockstep", $"its callers send nearly equally many prompts: the variance is "
                + $"{dispersion.ToString("0.00", CultureInfo.InvariantCulture)} of what chance gives, and what people send varies more than chance", 1);
        }

        // A team at its desks is dealt its work too, and goes home.
        if (callers >= ManyCallers && IsDivided(campaign) && Evenness.Of(HoursOf(campaign)) >= MinEvenness
            && PromptSpread.Between(campaign.Slots) is var (between, error) && between < MaxBetween
            && between + (2 * error) < 1 + (MinOwnSubjects * campaign.Prompts / callers))
        {
            yield return new("dealt-out", "what its callers ask, at whatever hour, differs no more between them than within each: variance between by within "
                + $"{between.ToString("0.00", CultureInfo.InvariantCulture)}, where people with subjects of their own have more", 1);
        }

        foreach (var (kind, group) in new (string, Func<CallerState, string?>)[] { ("payment", s => s.Payment), ("address", s => s.Address) })
        {
            var most = campaign.Members.Select(m => group(m.State)).OfType<string>().GroupBy(g => g, StringComparer.Ordinal).Select(g => g.Count())
                .DefaultIfEmpty().Max();
            if (most >= 3 && most * 5 >= callers)
            {
                yield return new($"shared-{kind}", $"{Number(most)} of its {Number(callers)} callers have one {kind} group, as the provider gives it", 1);
            }
        }
    }

    private IEnumerable<FindingEvidence> Timed(Campaign campaign)
    {
        var turned = campaign.Templates.Sum(t => t.State.Turned);
        var stayed = campaign.Templates.Sum(t => t.State.Stayed);
        if (turned >= 10 && turned > stayed && campaign.Templates.Sum(t => t.State.BeforeRelease) >= 10)
        {
            yield return new("new-release", $"{Percent(turned / (double)(turned + stayed))} of its prompts went to a model within a day of its first call", 1);
        }

        var own = HoursOf(campaign);
        var even = campaign.Templates.Count > 0 ? Evenness.Of(own) : campaign.Members.Average(m => m.State.HourEvenness);
        if (campaign.Prompts >= 240 && even >= 0.97 && even >= Evenness.Of(hours) + 0.02)
        {
            yield return new("round-the-clock", "it comes evenly at every hour of the day, more than the traffic as a whole", 1);
        }
        else if (campaign.Prompts >= MinVaried && campaign.Members.Count < ManyCallers && even >= MinEvenAlone)
        {
            yield return new("all-hours", "it comes at every hour of the day, as no single person or office asks", 1);
        }
    }

    private static IEnumerable<FindingEvidence> Barred(Campaign campaign)
    {
        if (campaign.Members.Sum(m => (long)m.State.AfterBar) is > 0 and var after)
        {
            yield return new("after-bar", $"{Number(after)} prompts of its callers came on the day of their bar or later", 3);
        }
    }

    private static IEnumerable<Innocence> Innocent(Campaign campaign)
    {
        var callers = campaign.Members.Count;
        var isShort = campaign.Fillings <= MaxSuite;
        var isTest = isShort && (campaign.FormShare(t => t.TestItems, c => c.TestItems) >= 0.5 || campaign.Share(t => t.Rubric, 0) >= 0.8);

        // Whoever wants reasoning or grades and an answer in a form collects as well as evaluates: that is asked.
        var isRead = isShort && campaign.FormShare(t => t.Forms, c => c.Forms) >= 0.5 && campaign.Share(t => t.Thinking, 1) < 0.5
            && campaign.Share(t => t.Rubric, 0) < 0.5;
        if (callers < ManyCallers)
        {
            // Without a template or a word of reasoning, nothing tells a suite of items, asked once each as they stand, from a collection that is as short.
            // With a preamble it is no list of items as they stand, and of callers that ask for reasoning that alone is looked at.
            var isList = campaign is { Templates.Count: 0, DifferentPrompts: not null, Prompts: < MaxList };
            var repeats = callers > 0 && campaign.Distinctness < 0.75;
            yield return new(
                "evaluation",
                isTest ? "an evaluation: its prompts are test items, or ask for grades" : repeats ? "an evaluation: it asks the same items again"
                    : isRead ? "an evaluation: answers are wanted in a form that a program grades" : isList
                        ? "an evaluation suite, asked once as it stands: fewer than 2,000 prompts, with no preamble in common"
                        : "an evaluation suite that is run once",
                isTest || repeats || isRead || isList);
            yield return new(
                "batch-job",
                isRead ? "a batch job or a translation memory: each record is to be translated, classed or answered in a form that a program reads"
                    : "a batch job or a translation memory: one program with one template over many records",
                isRead);
        }

        if (callers >= 5)
        {
            var own = HoursOf(campaign).OrderDescending().ToList();
            var isSame = campaign.Distinctness < 0.5 && campaign.Fillings <= MaxQuestions;
            var isLesson = callers <= MaxClass && own.Take(6).Sum() >= 0.8 * Math.Max(1, own.Sum());
            yield return new(
                "class",
                isSame ? "a class: many callers ask the same few questions" : isLesson
                    ? "a class or a workshop: its prompts come within a few hours of the day" : "a class with a prompt of its teacher's",
                isSame || isLesson);

            // Work that is dealt out leaves no caller with a subject of its own.
            var isOwn = PromptSpread.Between(campaign.Slots) is var (between, error) && between - (2 * error) >= MinOwn && campaign.Dispersion() >= MaxLockstep;
            yield return new(
                "published-prompt",
                isOwn ? "a prompt that somebody published, or a program that many people use: each of its callers asks about subjects of its own"
                    : "a prompt that somebody published, or a program that many people use with their own keys",
                isOwn);
        }
    }

    /// <summary>Whether hardly anything is asked twice, or so much is asked that no lesson or suite is so long.</summary>
    private static bool IsDivided(Campaign campaign) => campaign.Distinctness >= 0.85 || campaign.Fillings >= ManyFillings;

    /// <summary>Its prompts by the hour of the day, UTC.</summary>
    private static List<long> HoursOf(Campaign campaign) => [.. Enumerable.Range(0, 24).Select(h => campaign.Templates.Sum(t => t.State.Hours[h]))];

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture);

    private static string Number(double number) => Math.Round(number).ToString("N0", CultureInfo.InvariantCulture);
}
