using System.Text;
using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Rules;

namespace Roundtable.Tests.Workspace.Rules;

public sealed class LearnedRuleStoreTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_rule_is_kept_by_name_and_on_record_once()
    {
        var rule = Learn();
        var store = new RuleStore(_workspace.Context);
        StoredRule first, again;
        await using (var log = await _workspace.OpenLogAsync())
        {
            first = await store.SaveAsync(log, "tone", rule, [], Cancellation);
            again = await store.SaveAsync(log, "tone", rule, [], Cancellation);
        }

        Assert.Equal(first.Leaf, again.Leaf);
        var kept = await store.GetAsync("tone", Cancellation);
        Assert.Equal(LearnedRuleJson.Write(rule), LearnedRuleJson.Write(kept.Rule));
        Assert.Equal(["tone"], store.Names());
        var none = await Assert.ThrowsAsync<WorkspaceException>(() => store.GetAsync("mood", Cancellation));
        Assert.Equal(ErrorKind.NotFound, none.Kind);
        Assert.Contains("tone", none.Message, StringComparison.Ordinal);
        foreach (var name in (string[])["../tone", "", ".hidden", "a/b", "a\n"])
        {
            Assert.Equal(ErrorKind.InvalidInput, (await Assert.ThrowsAsync<WorkspaceException>(() => store.GetAsync(name, Cancellation))).Kind);
        }
    }

    [Fact]
    public async Task A_file_that_was_changed_is_not_applied_and_comes_back_from_the_log()
    {
        var store = new RuleStore(_workspace.Context);
        await using (var log = await _workspace.OpenLogAsync())
        {
            await store.SaveAsync(log, "tone", Learn(), [], Cancellation);
        }

        var path = Path.Combine(_workspace.Path, "rules", "tone.json");
        foreach (var change in (Func<string, string>[])[t => t.Replace("\"gold\":60", "\"gold\":6000", StringComparison.Ordinal), t => t.Replace("\"leaf\":", "\"leaf\":9", StringComparison.Ordinal), _ => "{}", _ => "["])
        {
            var kept = await File.ReadAllTextAsync(path, Cancellation);
            Assert.NotEqual(kept, change(kept));
            await File.WriteAllTextAsync(path, change(kept), Cancellation);
            Assert.Equal(ErrorKind.BadData, (await Assert.ThrowsAsync<WorkspaceException>(() => store.GetAsync("tone", Cancellation))).Kind);
            await using (var log = await _workspace.OpenLogAsync())
            {
                Assert.Equal(["tone"], await store.RestoreAsync(log, Cancellation));
            }

            Assert.Equal(60, (await store.GetAsync("tone", Cancellation)).Rule.Gold);
        }
    }

    [Fact]
    public async Task A_learned_rule_stands_beside_the_verdict_and_expires_with_its_models()
    {
        var store = new RuleStore(_workspace.Context);
        Session session, served;
        await using (var log = await _workspace.OpenLogAsync())
        {
            await store.SaveAsync(log, "tone", Learn(), [], Cancellation);
            session = await RecordedAsync(log, n => $"model-{n}-2026");
            served = await RecordedAsync(log, n => n == 2 ? "model-2-2027" : $"model-{n}-2026");
        }

        var recounts = new LearnedRecounts(_workspace.Context);
        var verdict = session.Verdict;
        var result = await recounts.RecountAsync("tone", session, Cancellation);
        Assert.Equal([0], result.Leading.Select(l => (int)l));
        Assert.Equal(1, result.Probabilities.Sum(), 1e-9);
        Assert.Equal(3, result.Counted);
        Assert.Equal(verdict, session.Verdict);
        var json = result.ToJson();
        Assert.Equal("learned:tone", (string?)json["rule"]);
        Assert.Contains("verdict is unchanged", string.Join('\n', result.ToLines()), StringComparison.Ordinal);

        var expired = await Assert.ThrowsAsync<WorkspaceException>(() => recounts.RecountAsync("tone", served, Cancellation));
        Assert.Equal(ErrorKind.BadData, expired.Kind);
        Assert.Contains("expired", expired.Message, StringComparison.Ordinal);

        // Leaves that no log has: nobody knows what served them.
        var elsewhere = await Assert.ThrowsAsync<WorkspaceException>(() => recounts.RecountAsync("tone", SampleSessions.ClosedDebate(), Cancellation));
        Assert.Contains("unknown version", elsewhere.Message, StringComparison.Ordinal);
    }

    private static async Task<Session> RecordedAsync(Roundtable.Record.Storage.RecordLog log, Func<int, string> served)
    {
        var session = SampleSessions.ClosedDebate();
        var last = session.Rounds[^1];
        List<Ballot> ballots = [];
        foreach (var ballot in last.Ballots)
        {
            var output = Encoding.UTF8.GetBytes(ballot.Text);
            var leaf = new Leaf
            {
                Kind = LeafKind.ModelOutput,
                Time = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
                Session = session.Id,
                Producer = new Producer("lab", $"model-{ballot.Seat}", served(ballot.Seat)),
                Output = Digest.Of(output),
            };
            ballots.Add(new Ballot(ballot.Round, ballot.Seat, ballot.Sample, ballot.Choice, ballot.Reasoning, ballot.Text, await log.AppendAsync(leaf, [output], Cancellation)));
        }

        return session with { Rounds = [.. session.Rounds.SkipLast(1), last with { Ballots = ballots }] };
    }

    internal static LearnedRule Learn()
    {
        var random = new Random(1);
        short[] truths = [.. Enumerable.Range(0, 80).Select(_ => (short)random.Next(2))];
        short[] votes = [.. truths.SelectMany(t => Enumerable.Range(0, 4).Select(s => random.NextDouble() < 0.9 - (0.1 * s) ? t : (short)(1 - t)))];
        var sources = Enumerable.Range(1, 4).Select(n => new VoteSource($"Seat {n}") { Served = $"model-{n}-2026" }).ToArray();
        var table = new VoteTable([.. truths.Select((_, i) => $"i{i}")], sources, ["Yes", "No"], votes);
        return DefaultAggregation.Aggregate(table, new GoldLabels([.. truths.Select((t, i) => i < 60 ? t : VoteTable.None)])).Learned!;
    }
}
