using Roundtable.Deliberation.Plans;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Asking;

public sealed class AskPlannerTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    public AskPlannerTests() => Context = _workspace.Context with { Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["ROUNDTABLE_LOCAL_PROBES"] = "off", ["XDG_CONFIG_HOME"] = _workspace.Path } };

    private static AskRequest Good => new() { Question = " Should we ship on Friday? ", Options = [" Yes", "No "], Panel = PanelPlan.RehearsalName };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WorkspaceContext Context { get; }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_plan_is_what_was_asked_for()
    {
        var ready = Assert.IsType<AskOutcome.Ready>(await PlanAsync(Good with { Debate = true, Rounds = 3, Samples = 2, Seed = 11, Ranked = true, SeatSeconds = 9, SessionSeconds = 99 }));
        var plan = ready.Session.Plan;
        Assert.Equal(("Should we ship on Friday?", "Yes", "No"), (plan.Question.Text, plan.Question.Options[0], plan.Question.Options[1]));
        Assert.Equal(new SessionSettings(true, 3, 2, 11, true, 3, null, 9, 99), plan.Settings);
        Assert.Equal(5, plan.Panel.Count);
        Assert.True(ready.Session.Lineup.Rehearsal);
        Assert.Equal(_workspace.Time.GetUtcNow(), plan.Opened);
        Assert.Null(ready.Estimate);
        Assert.Empty(Directory.GetFileSystemEntries(_workspace.Path)); // nothing is written for a plan
    }

    [Fact]
    public async Task Without_a_debate_there_is_one_round_however_many_are_asked_for()
    {
        var ready = Assert.IsType<AskOutcome.Ready>(await PlanAsync(Good with { Rounds = 4 }));
        Assert.Equal(1, ready.Session.Plan.Settings.Rounds);
        Assert.NotEqual(0, ready.Session.Plan.Settings.Seed);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task A_quorum_is_no_larger_than_the_panel(int quorum, bool isAccepted)
    {
        var outcome = await PlanAsync(Good with { Quorum = quorum });
        if (isAccepted)
        {
            Assert.Equal(quorum, Assert.IsType<AskOutcome.Ready>(outcome).Session.Plan.Settings.Quorum);
        }
        else
        {
            Assert.Equal(ErrorKind.InvalidInput, Assert.IsType<AskOutcome.Refused>(outcome).Kind);
        }
    }

    [Fact]
    public async Task The_request_is_checked_before_anybody_is_seated()
    {
        var invalid = Assert.IsType<AskOutcome.Invalid>(await PlanAsync(Good with { Rounds = 0, Panel = "no-such-panel" }));
        Assert.Equal("rounds", Assert.Single(invalid.Problems).Field);
        Assert.IsType<AskOutcome.Refused>(await PlanAsync(Good with { Panel = "no-such-panel" }));
    }

    [Fact]
    public async Task A_follow_up_brings_the_minutes_of_the_session_before()
    {
        var before = Replay.Again(SampleSessions.ClosedDebate());
        await _workspace.SaveAsync(before);
        var ready = Assert.IsType<AskOutcome.Ready>(await PlanAsync(Good with { FollowUp = before.Id }));
        Assert.Equal(before.Id, FollowUps.ParentOf(ready.Session.Plan.Question));
        Assert.Contains(before.Question.Text, Assert.Single(ready.Session.Plan.Question.Context).Text, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.NotFound, Assert.IsType<AskOutcome.Refused>(await PlanAsync(Good with { FollowUp = "nonesuch" })).Kind);
    }

    [Fact]
    public async Task A_question_whose_options_do_not_fit_is_warned_of_unless_it_is_to_be_asked_as_it_is()
    {
        var odd = Good with { Question = "How many people live in Oslo?" };
        Assert.NotNull(Assert.IsType<AskOutcome.Ready>(await PlanAsync(odd)).Session.Warning);
        Assert.Null(Assert.IsType<AskOutcome.Ready>(await PlanAsync(odd with { AsIs = true })).Session.Warning);
    }

    [Fact]
    public async Task A_rehearsal_costs_nothing_and_counts_its_calls()
    {
        var estimate = Assert.IsType<AskOutcome.Ready>(await new AskPlanner(Context).PlanAsync(Good with { Debate = true, Rounds = 2, Samples = 3 }, estimates: true, Cancellation)).Estimate!;
        Assert.Equal((true, 0, 31), (estimate.Simulated, estimate.MicroDollars, estimate.Calls));
    }

    private Task<AskOutcome> PlanAsync(AskRequest request) => new AskPlanner(Context).PlanAsync(request, estimates: false, Cancellation);
}
