using Roundtable.Tests.Samples;
using Roundtable.Watching.Findings;
using Roundtable.Watching.Monitoring;
using Roundtable.Watching.Traffic;

namespace Roundtable.Tests.Watching.Monitoring;

/// <summary>Campaigns in simulated traffic are found with their accounts; people, teams, evaluators, classes and batch jobs raise at most a notice.</summary>
public sealed class TrafficMonitorTests
{
    private static readonly WatchSettings _settings = new() { SketchBits = 16, WindowSize = 300 };
    private static readonly Lazy<IReadOnlyList<TrafficEntry>> _reference = new(() => new TrafficSimulator(1).People(600, 12, 7, "before").Entries);

    private static readonly Lazy<LearnedReference> _learned = new(() => Learn(_reference.Value));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 400, 1.0, false)]
    [InlineData(1, 80, 0.05, false)]
    [InlineData(1, 300, 1.0, true)]
    [InlineData(50, 20, 1.0, false)]
    [InlineData(50, 10, 0.05, false)]
    [InlineData(50, 20, 0.5, true)]
    [InlineData(1000, 3, 0.5, false)]
    public void A_campaign_is_found_with_its_accounts_and_no_others(int accounts, int each, double share, bool multilingual)
    {
        for (var seed = 0UL; seed < (ulong)TestDepth.Of(1, 20); seed++)
        {
            var traffic = new TrafficSimulator(100 + seed).People(600, 12, 7).Campaign(accounts, each, share, 7, multilingual);
            var result = Watch(traffic.Entries);
            var found = result.Findings.Where(f => f.Grade >= FindingGrade.Question).SelectMany(f => f.Callers).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            Assert.True(found.Count(traffic.Accounts.Contains) >= 0.95 * accounts, $"seed {seed}: {found.Count} of {accounts}");
            Assert.True(found.Count(f => !traffic.Accounts.Contains(f)) <= 0.01 * found.Count, $"seed {seed}");
        }
    }

    [Fact]
    public void People_teams_evaluators_classes_and_batch_jobs_raise_at_most_a_notice()
    {
        for (var seed = 0UL; seed < (ulong)TestDepth.Of(2, 50); seed++)
        {
            var traffic = new TrafficSimulator(200 + seed).People(600, 12, 7).Team(40, 15, 7).Batch(800).Evaluator(300, 1).Evaluator(200, 1, isJudge: true).Class(120, 6);
            var result = Watch(traffic.Entries);
            Assert.All(result.Findings, f => Assert.True(f.Grade == FindingGrade.Notice, $"seed {seed}: {f.Grade} {string.Join("; ", f.Evidence.Select(e => e.Text))}"));
        }
    }

    [Fact]
    public void Twenty_thousand_accounts_with_five_prompts_each_are_found()
    {
        var traffic = new TrafficSimulator(7).People(1000, 12, 7).Campaign(TestDepth.Of(4_000, 20_000), 5, 1, 30);
        var result = Watch(traffic.Entries);
        var finding = result.Findings[0];
        Assert.True(finding.Grade >= FindingGrade.Question);
        Assert.True(finding.Callers.Count(c => traffic.Accounts.Contains(c.Name)) >= 0.95 * traffic.Accounts.Count);
        Assert.True(finding.Callers.Count(c => !traffic.Accounts.Contains(c.Name)) <= 0.01 * finding.Callers.Count);
        Assert.Contains(finding.Evidence, e => e.Kind == "divided-work");
        Assert.Contains(finding.Evidence, e => e.Kind == "lockstep");
        Assert.Contains(finding.Evidence, e => e.Kind == "thinking");
    }

    [Fact]
    public void Shards_and_repetition_give_the_same()
    {
        var traffic = new TrafficSimulator(9).People(300, 12, 7).Campaign(40, 20, 0.5, 7).Entries;
        var one = Watch(traffic);
        var many = new TrafficMonitor(_settings with { Shards = 7 }).Watch(_learned.Value, () => traffic, Cancellation);
        Assert.Equal(Summary(one), Summary(many));
        Assert.Equal(one.Windows, many.Windows);
        Assert.NotEmpty(one.Findings);
    }

    [Fact]
    public void Without_a_reference_that_tells_the_rate_of_false_alarms_nothing_is_reported()
    {
        var few = new TrafficSimulator(1).People(90, 5, 7).Entries;
        var error = Assert.Throws<ReferenceTooSmallException>(() => Learn(few));
        Assert.Contains("100 are needed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_after_a_bar_or_is_paid_alike_weighs_more()
    {
        var traffic = new TrafficSimulator(11).People(300, 12, 7).Campaign(40, 20, 1, 7);
        IReadOnlyList<TrafficEntry> marked = [.. traffic.Entries.Select(e => traffic.Accounts.Contains(e.Caller)
            ? e with { Payment = "group-1", BarredFrom = DateOnly.FromDateTime(TrafficSimulator.Start.UtcDateTime) } : e with { Payment = e.Caller })];
        var (plain, with) = (Watch(traffic.Entries).Findings[0], Watch(marked).Findings[0]);
        Assert.Equal(plain.Id, with.Id);
        Assert.Equal(plain.Score + 4, with.Score);
        Assert.Contains(with.Evidence, e => e.Kind == "after-bar");
        Assert.Contains(with.Evidence, e => e.Kind == "shared-payment");
    }

    [Fact]
    public void A_turn_to_a_new_model_within_a_day_is_seen()
    {
        var traffic = new TrafficSimulator(12).People(300, 12, 7).Campaign(40, 20, 1, 7);
        var release = TrafficSimulator.Start.AddDays(4);
        IReadOnlyList<TrafficEntry> turned = [.. traffic.Entries.Select(e => e.Time >= release && traffic.Accounts.Contains(e.Caller) ? e with { Model = "lab/new" } : e)];
        Assert.Contains(Watch(turned).Findings[0].Evidence, e => e.Kind == "new-release");
        Assert.DoesNotContain(Watch(traffic.Entries).Findings[0].Evidence, e => e.Kind == "new-release");
    }

    [Fact]
    public void The_reference_is_read_once_and_its_second_half_three_times_more()
    {
        var read = 0L;
        IEnumerable<TrafficEntry> Reference(long after)
        {
            foreach (var entry in _reference.Value.Where(e => e.Position > after))
            {
                read++;
                yield return entry;
            }
        }

        new TrafficMonitor(_settings).Learn(Reference, _reference.Value.Count / 2, Cancellation);
        Assert.InRange(read, 5 * _reference.Value.Count / 2, (5 * _reference.Value.Count / 2) + 3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Work_that_is_dealt_out_tells_a_campaign_without_a_telling_word_from_a_program_with_many_users(bool isCampaign)
    {
        var traffic = new TrafficSimulator(13).People(300, 12, 7);
        traffic = isCampaign ? traffic.Plain(60, 20, 7) : traffic.Program(60, 20, 7);
        var finding = Assert.Single(Watch(traffic.Entries).Findings, f => f.Callers.Count >= 50);
        Assert.Equal(isCampaign, finding.Grade >= FindingGrade.Question);
        Assert.Equal(isCampaign, finding.Evidence.Any(e => e.Kind == "dealt-out"));
    }

    [Fact]
    public void One_account_that_asks_of_everything_at_every_hour_by_one_template_is_asked()
    {
        // Without a telling word; the same by day alone, or of one subject alone, is a program's work.
        var campaign = Watch(new TrafficSimulator(16).People(300, 12, 7).Plain(1, 300, 7).Entries).Findings;
        var finding = Assert.Single(campaign, f => f.Callers is [{ Name: "account0" }]);
        Assert.Equal(FindingGrade.Question, finding.Grade);
        Assert.Contains(finding.Evidence, e => e.Kind == "all-subjects");
        Assert.Contains(finding.Evidence, e => e.Kind == "all-hours");
        Assert.All(Watch(new TrafficSimulator(16).People(300, 12, 7).Batch(800).Entries).Findings, f => Assert.Equal(FindingGrade.Notice, f.Grade));
        Assert.All(Watch(new TrafficSimulator(16).People(300, 12, 7).Program(1, 300, 7).Entries).Findings, f => Assert.Equal(FindingGrade.Notice, f.Grade));
    }

    [Fact]
    public void The_same_at_every_hour_is_a_notice_where_a_form_of_the_answer_is_prescribed_and_where_people_ask_about_subjects_of_their_own()
    {
        // What differs from the campaigns that are asked is the form alone, or whose subjects they are.
        var suite = Watch(new TrafficSimulator(16).People(300, 12, 7).Plain(1, 300, 7, "What follows is one item of many. Finish with a line that holds your choice. Item: {0}").Entries);
        Assert.All(suite.Findings, f => Assert.Equal(FindingGrade.Notice, f.Grade));
        Assert.Contains(suite.Findings, f => f.Innocent.Any(i => i is { Kind: "evaluation", Caps: true }));
        const string Thinking = "Before the final answer write out your complete internal reasoning as it unfolds, without leaving anything out, then solve: {0}";
        var shared = Watch(new TrafficSimulator(13).People(300, 12, 7).Program(60, 20, 7, Thinking).Entries);
        Assert.All(shared.Findings, f => Assert.Equal(FindingGrade.Notice, f.Grade));
        Assert.Contains(shared.Findings, f => f.Innocent.Any(i => i is { Kind: "published-prompt", Caps: true }));
        Assert.Contains(Watch(new TrafficSimulator(13).People(300, 12, 7).Plain(60, 20, 7, Thinking).Entries).Findings, f => f.Grade > FindingGrade.Notice);
    }

    [Fact]
    public void Items_that_are_asked_once_as_they_stand_are_a_notice_below_two_thousand_and_asked_from_there_on()
    {
        // A campaign's size is the only thing that tells; a preamble, or a word of reasoning, is a campaign's at any size.
        foreach (var (each, isAsked) in new[] { (700, false), (2600, true) })
        {
            var findings = Watch(new TrafficSimulator(16).People(300, 12, 7).Plain(1, each, 7, "{0}").Entries).Findings;
            var finding = Assert.Single(findings, f => f.Callers is [{ Name: "account0" }]);
            Assert.Equal(isAsked ? FindingGrade.Question : FindingGrade.Notice, finding.Grade);
            Assert.Contains(finding.Evidence, e => e.Kind == "all-subjects");
            Assert.Equal(!isAsked, finding.Innocent.Any(i => i is { Kind: "evaluation", Caps: true }));
        }
    }

    [Fact]
    public void A_template_that_each_of_fifty_accounts_uses_once_or_twice_is_found_by_the_accounts_that_share_the_others()
    {
        var traffic = new TrafficSimulator(17).People(600, 12, 7).Campaign(50, 2, 0.25, 7);
        var found = Watch(traffic.Entries).Findings.Where(f => f.Grade >= FindingGrade.Question).SelectMany(f => f.Callers).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(found.Count(traffic.Accounts.Contains), 40, 50);
        Assert.DoesNotContain(found, f => !traffic.Accounts.Contains(f));
    }

    [Fact]
    public void A_team_that_is_dealt_its_work_at_its_desks_stays_a_notice()
    {
        var traffic = new TrafficSimulator(14).People(300, 12, 7).Team(60, 20, 7);
        Assert.All(Watch(traffic.Entries).Findings, f => Assert.Equal(FindingGrade.Notice, f.Grade));
    }

    [Fact]
    public void A_key_that_asks_like_many_people_is_asked_whether_it_resells_and_one_that_names_them_is_a_notice()
    {
        var traffic = new TrafficSimulator(15).People(300, 12, 7).Resold("shop", 400).Entries;
        var silent = Assert.Single(Watch(traffic).Resellers);
        Assert.Equal(("shop", FindingGrade.Question), (silent.Caller, silent.Finding.Grade));
        IReadOnlyList<TrafficEntry> named = [.. traffic.Select((e, i) => e.Caller == "shop" ? e with { EndUser = $"guest{i % 60}" } : e)];
        var open = Assert.Single(Watch(named).Resellers);
        Assert.Equal(FindingGrade.Notice, open.Finding.Grade);
        Assert.InRange(open.EndUsers, 50, 70);
    }

    private static LearnedReference Learn(IReadOnlyList<TrafficEntry> reference) => new TrafficMonitor(_settings).Learn(
        after => reference.Where(e => e.Position > after), reference.Count / 2, Cancellation);

    private static WatchResult Watch(IReadOnlyList<TrafficEntry> traffic) => new TrafficMonitor(_settings).Watch(_learned.Value, () => traffic, Cancellation);

    private static IEnumerable<string> Summary(WatchResult result) => result.Findings.Select(f =>
        $"{f.Id} {f.Grade} {f.Score} {f.Prompts} {f.Templates} {string.Join(",", f.Callers)} {string.Join(",", f.Samples)} {string.Join(";", f.Evidence)}");
}
