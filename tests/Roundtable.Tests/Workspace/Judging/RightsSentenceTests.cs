using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Tests.Workspace.Judging;

/// <summary>The one sentence of rights over a session: never better than any ruling that it sums up.</summary>
public sealed class RightsSentenceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_cannot_be_ruled_on_is_unknown()
    {
        Assert.Equal("What may be done with it is unknown: the registry or the log could not be read.", RightsSentence.Of(null));
        Assert.Equal("What may be done with it is unknown: it holds nothing that can be ruled on.", RightsSentence.Of(new SessionRights([], null)));
    }

    [Fact]
    public void Uses_with_the_same_answer_stand_together_and_each_names_its_ground()
    {
        var rights = Rights(Use.Publish, Outcome.Allowed, Use.TrainInternal, Outcome.Unknown, Use.TrainCompeting, Outcome.Denied);
        Assert.Equal(
            "May be published; whether it may train a model for internal use is unknown: nothing is registered; may not train a competing model: they say no.",
            RightsSentence.Of(rights));
        Assert.Equal(
            "May be published and train a model for internal use; may not train a competing model: they say no.",
            RightsSentence.Of(Rights(Use.Publish, Outcome.Allowed, Use.TrainInternal, Outcome.Allowed, Use.TrainCompeting, Outcome.Denied)));
    }

    [Theory]
    [InlineData(1, "may be published on one condition: keep 1")]
    [InlineData(2, "may be published on two conditions: keep 1; keep 2")]
    [InlineData(5, "may be published on 5 conditions")]
    public void Conditions_are_told_or_counted(int count, string expected)
    {
        List<Condition> conditions = [.. Enumerable.Range(1, count).Select(i => (Condition)new Condition.Notice($"keep {i}"))];
        var sentence = RightsSentence.Of(new SessionRights([new PartRights(["r1.s1"], ["a/b"], [.. RightsSentence.Uses.Select(u =>
            u == Use.Publish ? Ruled(u, Outcome.AllowedIf) with { Conditions = conditions } : Ruled(u, Outcome.Denied))])], null)
        {
            Whole = [.. RightsSentence.Uses.Select(u => Ruled(u, Outcome.Allowed))],
        });
        Assert.StartsWith(expected + ";", sentence, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whichever of the parts or the whole is the worst, the sentence is that; a use that one of them was not ruled on for is not allowed.</summary>
    [Fact]
    public void It_is_never_better_than_the_worst()
    {
        var outcomes = Enum.GetValues<Outcome>();
        foreach (var (part, other, whole) in outcomes.SelectMany(a => outcomes.SelectMany(b => outcomes.Select(c => (a, b, c)))))
        {
            var rights = new SessionRights([Part(part), Part(other)], null) { Whole = [.. RightsSentence.Uses.Select(u => Ruled(u, whole))] };
            var worst = ((Outcome[])[part, other, whole]).Max();
            Assert.All(RightsSentence.Uses, u => Assert.Equal(worst, RightsSentence.OutcomeOf(rights, u)));
            Assert.Equal(worst is Outcome.Allowed or Outcome.AllowedIf, RightsSentence.Of(rights).StartsWith("May be published", StringComparison.Ordinal));
            var unruled = rights with { Whole = [] };
            Assert.Equal(((Outcome[])[part, other, Outcome.Unknown]).Max(), RightsSentence.OutcomeOf(unruled, Use.Publish));
        }

        static PartRights Part(Outcome outcome) => new(["r1.s1"], ["a/b"], [.. RightsSentence.Uses.Select(u => Ruled(u, outcome))]);
    }

    [Fact]
    public async Task Of_a_session_it_agrees_with_what_is_refused_when_it_is_released()
    {
        using var workspace = new SampleWorkspace();
        foreach (var session in (Roundtable.Deliberation.Sessions.SessionDocument[])[SampleSessions.ClosedDebate(), SampleSessions.Open(), SampleFused.Moderated()])
        {
            await workspace.SaveAsync(session);
            using var access = await RegistryAccess.OpenAsync(workspace.Context, Cancellation);
            var rights = SessionRights.Of(access, session, Intents.Of(access, Use.Evaluate, new DateOnly(2026, 11, 20), null), Cancellation);
            foreach (var use in RightsSentence.Uses)
            {
                var release = SessionRelease.Of(access, session, Intents.Of(access, use, new DateOnly(2026, 11, 20), null), Cancellation);
                Assert.Equal(release.IsWhole, RightsSentence.OutcomeOf(rights, use) is Outcome.Allowed or Outcome.AllowedIf);
                Assert.Equal(release.IsDenied, RightsSentence.OutcomeOf(rights, use) == Outcome.Denied);
            }
        }
    }

    private static SessionRights Rights(Use one, Outcome first, Use two, Outcome second, Use three, Outcome third)
    {
        List<Ruling> rulings = [Ruled(one, first), Ruled(two, second), Ruled(three, third)];
        return new SessionRights([new PartRights(["r1.s1"], ["a/b"], rulings)], null) { Whole = rulings };
    }

    private static Ruling Ruled(Use use, Outcome outcome) => new()
    {
        Content = new Artifact("leaf:1", ArtifactKind.Output, "an answer"),
        Intent = new Intent(use, new DateOnly(2026, 11, 20)),
        Outcome = outcome,
        Findings =
        [
            new Finding(
                new Ground($"k{outcome}", outcome, outcome switch { Outcome.Denied => "they say no", Outcome.Unknown => "nothing is registered", _ => "they say yes" }), [], 1),
        ],
        Conditions = outcome == Outcome.AllowedIf ? [new Condition.Notice("keep it")] : [],
        Met = [],
        Conflicts = [],
        Artifacts = 1,
    };
}
