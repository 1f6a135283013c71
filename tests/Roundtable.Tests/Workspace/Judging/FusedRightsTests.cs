using System.Text.Json;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Judging;

/// <summary>What may be done with a fused answer: it was made with every model whose words it rests on, with its moderator, and with reviewers that chose it.</summary>
public sealed class FusedRightsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The models of the sample, by seat; the moderator is the last.</summary>
    private static readonly string[] _models = ["openai/gpt-5.5", "deepseek/deepseek-chat", "anthropic/claude-opus-4-8", "mistral/mistral-large-latest"];

    [Fact]
    public async Task A_fused_answer_is_made_with_the_seats_that_it_cites_and_the_moderator_and_with_no_other()
    {
        using var workspace = new SampleWorkspace();
        var session = await SaveAsync(workspace, r => Citing(SampleFused.Moderated(r), "p2.a"));
        using var access = await RegistryAccess.OpenAsync(workspace.Context, Cancellation);
        var answer = access.Artifacts.Find(LogArtifacts.OfAnswer(session.Id));
        long[] expected = [session.Answers[0].Receipt.Leaf, session.Answers[1].Receipt.Leaf, .. session.Drafts.Select(d => d.Receipt.Leaf)];
        Assert.Equal(expected.Select(LogArtifacts.OfLeaf).Order(StringComparer.Ordinal), answer.Edges.Select(e => e.From).Order(StringComparer.Ordinal));
        Assert.All(answer.Edges, e => Assert.False(e.Declared));
    }

    [Theory]
    [InlineData("p1", new[] { 1, 2, 3 })]
    [InlineData("p2", new[] { 1, 2, 3 })]
    [InlineData("p2.b", new[] { 3 })]
    [InlineData("p3", new[] { 3 })]
    [InlineData("p4", new int[0])]
    [InlineData("p9", new[] { 1, 2, 3 })]
    public void A_citation_counts_the_seats_of_its_side_and_one_of_nothing_counts_all(string point, int[] seats) => Assert.Equal(
        seats, FusedSources.Of(Citing(SampleFused.Moderated(), point)).Where(s => s.Seat != SpokenText.Moderator).Select(s => s.Seat));

    [Fact]
    public void Reviewers_count_where_their_ranking_chose_the_answer_and_those_that_could_not_be_read_do_not()
    {
        Assert.Equal(["s2", "s1.review", "s3.review"], FusedSources.Of(SampleFused.BestReviewed()).Select(s => s.Id));
        Assert.Equal(["s1", "s2", "s3"], FusedSources.Of(SampleFused.Fields()).Select(s => s.Id));
        Assert.Empty(FusedSources.Of(SampleFused.NoAnswer()));
    }

    [Theory]
    [InlineData(Use.Evaluate)]
    [InlineData(Use.Publish)]
    [InlineData(Use.TrainOpen)]
    [InlineData(Use.TrainCompeting)]
    public async Task The_ruling_is_the_narrowest_of_all_that_it_was_made_with(Use use)
    {
        using var workspace = new SampleWorkspace();
        var session = await SaveAsync(workspace, SampleFused.Moderated);
        using var access = await RegistryAccess.OpenAsync(workspace.Context, Cancellation);
        var intent = Intents.Of(access, use, new DateOnly(2026, 11, 20), null);
        var parts = access.Judge.RuleEach(FusedSources.Of(session).Select(s => LogArtifacts.OfLeaf(s.Receipt.Leaf)), intent, Cancellation);
        Assert.Equal(parts.Max(p => p.Outcome), access.Judge.Rule(LogArtifacts.OfAnswer(session.Id), intent, Cancellation).Outcome);
        Assert.Equal(LogArtifacts.OfAnswer(session.Id), JudgeContent.Id(access, $"answer:{session.Id}"));
    }

    [Fact]
    public async Task An_answer_that_rests_on_words_that_may_not_be_used_is_refused_though_its_other_parts_may()
    {
        using var workspace = new SampleWorkspace();
        var session = await SaveAsync(workspace, SampleFused.Moderated);
        using var access = await RegistryAccess.OpenAsync(workspace.Context, Cancellation);
        var release = SessionRelease.Of(access, session, Intents.Of(access, Use.TrainCompeting, new DateOnly(2026, 11, 20), null), Cancellation);
        Assert.False(release.IsWhole);
        Assert.Contains("answer", release.LeftOut);
        Assert.NotNull(release.Refusal("markdown", onlyAllowed: false));
        var rights = SessionRights.Of(access, session, Intents.Of(access, Use.Evaluate, new DateOnly(2026, 11, 20), null), Cancellation);
        var row = rights.Rows.Single(r => r.Parts.Contains("answer"));
        Assert.Equal(["lab/model-1", "lab/model-2", "lab/model-3", "lab/moderator"], row.Models.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_session_that_is_not_here_or_has_votes_has_no_fused_answer_and_nothing_is_allowed_of_it()
    {
        using var workspace = new SampleWorkspace();
        await workspace.SaveAsync(SampleSessions.ClosedDebate());
        using var access = await RegistryAccess.OpenAsync(workspace.Context, Cancellation);
        foreach (var id in (string[])["nonesuch", SampleSessions.ClosedDebate().Id])
        {
            var ruling = access.Judge.Rule(LogArtifacts.OfAnswer(id), Intents.Of(access, Use.Evaluate, new DateOnly(2026, 11, 20), null), Cancellation);
            Assert.Equal(Outcome.Unknown, ruling.Outcome);
        }

        Assert.Equal(
            ErrorKind.InvalidInput, Assert.Throws<WorkspaceException>(() => JudgeContent.Id(access, "answer:" + SampleSessions.ClosedDebate().Id)).Kind);
    }

    [Fact]
    public async Task An_answer_that_used_a_tool_is_unknown_unless_the_terms_of_the_tool_are_registered()
    {
        var plain = await RuledAsync(usesTool: false, null);
        Assert.True(plain.IsAllowed, plain.Outcome.ToString()); // else what follows shows nothing
        var unregistered = await RuledAsync(usesTool: true, null);
        Assert.Equal((Outcome.Unknown, false), (unregistered.Outcome, unregistered.IsAllowed));
        Assert.Equal(Outcome.Unknown, (await RuledAsync(usesTool: true, "nobodys-terms@1")).Outcome);
        Assert.True((await RuledAsync(usesTool: true, "cc0-1.0@1.0")).IsAllowed);
    }

    /// <summary>The ruling on a fused answer whose first seat's answer was made with what a tool returned.</summary>
    private static async Task<Ruling> RuledAsync(bool usesTool, string? terms)
    {
        using var workspace = new SampleWorkspace();
        await using (var log = await workspace.OpenLogAsync())
        {
            var first = SampleFused.Moderated().Answers[0].Text;
            var session = SampleFused.Moderated(text =>
            {
                long[] tool = usesTool && text == first ? [Append("found", LeafKind.ToolCall, new Producer("lab", "look", null, new Route(RouteKind.Direct)), terms, []).Leaf] : [];
                return Append(text, LeafKind.ModelOutput, new Producer("openai", "openai/gpt-5.5", null, new Route(RouteKind.Direct)), null, tool);
            });
            await new SessionStore(workspace.Path, workspace.Time).SaveAsync(log, session, Cancellation);

            Receipt Append(string text, LeafKind kind, Producer producer, string? of, IReadOnlyList<long> inputs)
            {
                var content = System.Text.Encoding.UTF8.GetBytes(text);
                var leaf = new Leaf
                {
                    Version = kind == LeafKind.ToolCall ? Leaf.VersionWithTools : 3,
                    Kind = kind,
                    Time = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero),
                    Session = SampleFused.Id,
                    Producer = producer,
                    Terms = of,
                    Inputs = inputs,
                    Output = Digest.Of(content),
                };
                return log.AppendAsync(leaf, [content], Cancellation).GetAwaiter().GetResult();
            }
        }

        using var access = await RegistryAccess.OpenAsync(workspace.Context, Cancellation);
        return access.Judge.Rule(LogArtifacts.OfAnswer(SampleFused.Id), Intents.Of(access, Use.Evaluate, new DateOnly(2026, 11, 20), null), Cancellation);
    }

    [Fact]
    public async Task A_row_of_the_fused_answer_names_every_leaf_so_that_judging_the_row_comes_to_the_same()
    {
        using var workspace = new SampleWorkspace();
        var session = await SaveAsync(workspace, SampleFused.Moderated);
        using var access = await RegistryAccess.OpenAsync(workspace.Context, Cancellation);
        var part = SessionPart.Of(session)[0];
        using var row = JsonDocument.Parse(PartRows.Line(session, part, access.Log!));
        Assert.Equal(
            FusedSources.Of(session).Select(s => s.Receipt.Leaf).Order(), row.RootElement.GetProperty("provenance").GetProperty("leaf").EnumerateArray().Select(l => l.GetInt64()));
        Assert.Contains(
            "disputed: two of three, against one", row.RootElement.GetProperty("messages")[1].GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    private static FusedSession Citing(FusedSession session, string point) =>
        session with { Fused = session.Fused with { Sentences = [session.Fused.Sentences[0] with { Points = [point] }] } };

    private static async Task<FusedSession> SaveAsync(SampleWorkspace workspace, Func<Func<string, Receipt>, FusedSession> make)
    {
        await using var log = await workspace.OpenLogAsync();
        var texts = SampleFused.Moderated().Answers.Select(a => a.Text).ToList();
        var session = make(SampleFused.Logged(log, text =>
        {
            var model = _models[texts.IndexOf(text) is >= 0 and var seat ? seat : 3];
            return new Producer(model[..model.IndexOf('/', StringComparison.Ordinal)], model, null, new Route(RouteKind.Direct));
        }));
        await new SessionStore(workspace.Path, workspace.Time).SaveAsync(log, session, Cancellation);
        return session;
    }
}
