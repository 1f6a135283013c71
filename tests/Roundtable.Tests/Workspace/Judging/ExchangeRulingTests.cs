using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Search;

namespace Roundtable.Tests.Workspace.Judging;

/// <summary>What answers that went through the gateway may be used for, by their leaves, their calls, and rows that name them.</summary>
public sealed class ExchangeRulingTests : IDisposable
{
    private static readonly Producer _open = new("lab", "qwen3-32b", null, new Route(RouteKind.Local));
    private static readonly Producer _closed = new("openai", "gpt-5", "gpt-5", new Route(RouteKind.Direct));

    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_exchange_is_ruled_on_as_an_answer_of_the_model_that_served_it(bool isOpen)
    {
        var producer = isOpen ? _open : _closed;
        var answer = await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.ModelOutput, Producer = producer });
        var exchange = await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.Exchange, Producer = producer, Call = Call(1) });
        foreach (var use in Enum.GetValues<Use>())
        {
            var (expected, actual) = (await RuleAsync(LogArtifacts.OfLeaf(answer), use), await RuleAsync(LogArtifacts.OfLeaf(exchange), use));
            Assert.Equal((expected.Outcome, expected.IsAllowed), (actual.Outcome, actual.IsAllowed));
            Assert.Equal(expected.Findings.Select(f => f.Ground.Summary), actual.Findings.Select(f => f.Ground.Summary));
        }

        var trained = await RuleAsync(LogArtifacts.OfLeaf(exchange), Use.TrainCompeting);
        Assert.Equal(isOpen, trained.IsAllowed); // else nothing is shown by the comparison
    }

    [Fact]
    public async Task What_nobody_knows_is_not_allowed()
    {
        foreach (var producer in (Producer?[])[new("lab", "a-model-of-nobody", null), _open with { Requested = "no-such-model" }, _open with { Route = null }, null])
        {
            var leaf = await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.Exchange, Producer = producer, Call = Call(1) });
            Assert.Equal((Outcome.Unknown, false), Answer(await RuleAsync(LogArtifacts.OfLeaf(leaf), Use.TrainCompeting)));
        }
    }

    [Fact]
    public async Task Contents_that_are_not_stored_are_unknown_and_the_model_still_counts()
    {
        var withheld = await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.Exchange, Producer = _open, Call = Call(1), Withheld = ["output"] });
        Assert.Equal((Outcome.Unknown, false), Answer(await RuleAsync(LogArtifacts.OfLeaf(withheld), Use.TrainCompeting)));
        var closed = await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.Exchange, Producer = _closed, Call = Call(2), Withheld = ["output"] });
        var kept = await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.Exchange, Producer = _closed, Call = Call(3) });
        Assert.Superset(await GroundsAsync(kept), await GroundsAsync(closed));
        var erased = await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.Exchange, Producer = _open, Call = Call(4) }, "to be erased");
        Assert.True((await RuleAsync(LogArtifacts.OfLeaf(erased), Use.TrainCompeting)).IsAllowed);
        await using (var log = await _workspace.OpenLogAsync())
        {
            await log.EraseAsync([Digest.Of(Encoding.UTF8.GetBytes("to be erased"))], Cancellation);
        }

        Assert.Equal((Outcome.Unknown, false), Answer(await RuleAsync(LogArtifacts.OfLeaf(erased), Use.TrainCompeting)));
    }

    [Fact]
    public async Task Terms_that_the_leaf_names_count()
    {
        var leaf = await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.Exchange, Producer = _closed, Call = Call(1), Terms = "terms-of-nobody@1" });
        using var access = await RegistryAccess.OpenAsync(_workspace.Context, Cancellation);
        Assert.Equal("terms-of-nobody@1", access.Artifacts.Find(LogArtifacts.OfLeaf(leaf)).Terms);
        Assert.False((await RuleAsync(LogArtifacts.OfLeaf(leaf), Use.Evaluate)).IsAllowed);
    }

    [Fact]
    public async Task A_row_that_names_its_call_came_from_what_that_call_answered()
    {
        var leaf = await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.Exchange, Producer = _open, Call = Call(1) });
        Assert.True((await RuleRowAsync($$"""{"text":"Yes.","call":"{{Call(1)}}"}""")).IsAllowed);
        Assert.True((await RuleRowAsync("{\"text\":\"Yes.\",\"provenance\":{\"call\":[\"" + Call(1) + "\"]}}")).IsAllowed);
        Assert.Equal((Outcome.Unknown, false), Answer(await RuleRowAsync($$"""{"text":"Yes.","call":"{{Call(2)}}"}""")));
        Assert.Equal((Outcome.Unknown, false), Answer(await RuleRowAsync($$"""{"text":"Yes.","call":["{{Call(1)}}","{{Call(2)}}"]}""")));
        Assert.Equal((Outcome.Unknown, false), Answer(await RuleRowAsync("""{"text":"Yes.","call":{"name":"weather"}}""")));
        await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.Exchange, Producer = _closed, Call = Call(3) });
        Assert.False((await RuleRowAsync($$"""{"call":["{{Call(1)}}","{{Call(3)}}"]}""")).IsAllowed);

        using var access = await RegistryAccess.OpenAsync(_workspace.Context, Cancellation);
        Assert.Equal(LogArtifacts.OfLeaf(leaf), JudgeContent.Id(access, Call(1)));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<WorkspaceException>(() => JudgeContent.Id(access, Call(2))).Kind);
        var graph = access.Index.Walk([access.Index.Find(LogArtifacts.OfLeaf(leaf))!], up: true, 100);
        Assert.Contains(graph.Names.Values, n => n.StartsWith("model:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answers_of_exchanges_are_found_by_their_text_and_those_that_are_not_stored_are_not()
    {
        await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.Exchange, Producer = _open, Call = Call(1) }, "kept");
        await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.Exchange, Producer = _open, Call = Call(2), Withheld = ["output"] }, "withheld");
        using var log = LogAccess.TryRead(_workspace.Context)!;
        Assert.Equal(["kept"], RecordedAnswers.Read(log).Select(r => Encoding.UTF8.GetString(r.Text.Span)));
        Assert.NotNull(RecordedAnswers.LastChange(log));
    }

    [Fact]
    public async Task The_index_of_calls_is_made_again_from_the_log()
    {
        var leaf = await AppendAsync(new Leaf { Time = _workspace.Time.GetUtcNow(), Kind = LeafKind.Exchange, Producer = _open, Call = Call(1) });
        await File.WriteAllTextAsync(Path.Combine(_workspace.Path, CallIndex.FileName), "damaged", Cancellation);
        await new Reindexing(_workspace.Context).RunAsync(null, Cancellation);
        using var calls = CallIndex.Open(_workspace.Path);
        Assert.Equal(leaf, calls.Find(Call(1)));
    }

    private static string Call(int number) => $"call{number:x32}";

    private static (Outcome, bool) Answer(Ruling ruling) => (ruling.Outcome, ruling.IsAllowed);

    private async Task<HashSet<string>> GroundsAsync(long leaf) =>
        [.. (await RuleAsync(LogArtifacts.OfLeaf(leaf), Use.TrainCompeting)).Findings.Select(f => f.Ground.Summary)];

    private async Task<Ruling> RuleRowAsync(string row)
    {
        using var access = await RegistryAccess.OpenAsync(_workspace.Context, Cancellation);
        var intent = await Intents.TodayAsync(_workspace.Context, access, Use.TrainCompeting, null, Cancellation);
        var provenance = new RowProvenance();
        provenance.Read(Encoding.UTF8.GetBytes(row));
        var artifacts = new Row(provenance.Artifact(access.Registry, intent.On), new RowArtifacts(access.Artifacts));
        return new Judge(access.Registry, artifacts).Rule("row", intent, Cancellation);
    }

    private async Task<Ruling> RuleAsync(string id, Use use)
    {
        using var access = await RegistryAccess.OpenAsync(_workspace.Context, Cancellation);
        var intent = await Intents.TodayAsync(_workspace.Context, access, use, null, Cancellation);
        return new Judge(access.Registry, access.Artifacts).Rule(id, intent, Cancellation);
    }

    private async Task<long> AppendAsync(Leaf leaf, string text = "Yes.")
    {
        await using var log = await _workspace.OpenLogAsync();
        var output = Encoding.UTF8.GetBytes(text);
        return (await log.AppendAsync(
            leaf with { Output = Digest.Of(output) }, leaf.Withheld.Count == 0 ? [output] : [], Cancellation)).Leaf;
    }

    private sealed class Row(Artifact row, IArtifacts inner) : IArtifacts
    {
        public Artifact Find(string id) => id == row.Id ? row : inner.Find(id);
    }
}
