using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Tests.Workspace.Lineage;

/// <summary>What holds of the index wherever it is kept.</summary>
public abstract class LineageSuite
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract Task<RecordLog> OpenLogAsync();

    private protected abstract LogStore ReadLog();

    private protected abstract LineageIndex OpenIndex();

    [Fact]
    public async Task Up_and_down_are_what_leaves_and_entries_say()
    {
        await using (var log = await OpenLogAsync())
        {
            await OutputAsync(log, "lab/a");
            await OutputAsync(log, "lab/b", 0);
            await OutputAsync(log, "lab/c", 0, 1);
            await EntryAsync(log, "dataset: d\nversion: \"1\"\nsources:\n  - made-with: leaf:2\n  - derived-from: model:unheard/of\n");
            await EntryAsync(log, "model: m\nversion: \"1\"\nsources:\n  - made-with: dataset:d\n");
        }

        using var index = CaughtUp();
        Assert.Equal(["dataset:d@1", "leaf:2", "model:unheard/of", "leaf:0", "leaf:1", "called:lab/c"], Shown(index, "model:m@1", up: true).Except(["called:lab/a", "called:lab/b"], StringComparer.Ordinal).OrderBy(n => n == "called:lab/c"));
        Assert.Equal(["leaf:1", "leaf:2", "unknown:s", "dataset:d@1", "model:m@1"], Shown(index, "leaf:0", up: false).OrderBy(n => Array.IndexOf(["leaf:1", "leaf:2", "unknown:s", "dataset:d@1", "model:m@1"], n)));
        Assert.Contains("leaf:0", Shown(index, "called:lab/a", up: false));
        Assert.Equal("model:m@1", index.Registry().Find(EntryReference.TryParse("m")!)!.Entry.Id.ToString());
    }

    [Fact]
    public async Task Answers_lead_on_to_what_their_model_was_made_of_also_when_it_is_registered_later()
    {
        await using (var log = await OpenLogAsync())
        {
            await OutputAsync(log, "ollama/student:8b");
            await EntryAsync(log, "model: old\nversion: \"1\"\nmatches: [\"stud*\"]\n");
        }

        CaughtUp().Dispose();
        await using (var log = await OpenLogAsync())
        {
            await EntryAsync(log, "model: new\nversion: \"1\"\nmatches: [\"student*\"]\nsources:\n  - taught-by: model:meta/llama-3.1\n");
        }

        using var index = CaughtUp();
        Assert.Equal(["model:meta/llama-3.1@1", "model:new@1"], Shown(index, "leaf:0", up: true).Order(StringComparer.Ordinal));
        Assert.Contains("leaf:0", Shown(index, "model:meta/llama-3.1@1", up: false));
        Assert.DoesNotContain("leaf:0", Shown(index, "model:old@1", up: false));
    }

    [Fact]
    public async Task It_takes_in_what_the_log_gains_and_nothing_twice()
    {
        await using (var log = await OpenLogAsync())
        {
            await OutputAsync(log, "lab/a");
        }

        CaughtUp().Dispose();
        await using (var log = await OpenLogAsync())
        {
            await OutputAsync(log, "lab/a", 0);
        }

        using var index = CaughtUp();
        using var store = ReadLog();
        index.CatchUp(store, null, Cancellation);
        Assert.Equal(["leaf:1", "unknown:s"], Shown(index, "leaf:0", up: false).Order(StringComparer.Ordinal));
    }

    /// <summary>Sessions and runs have ids of one form: the leaf with which one began says which it is, also where it was taken in long before the answer.</summary>
    [Fact]
    public async Task An_answer_belongs_to_the_session_or_the_run_that_began_before_it_and_else_to_nothing_known()
    {
        await using (var log = await OpenLogAsync())
        {
            await OpenedAsync(log, LeafKind.SessionOpened, "aa");
            await OpenedAsync(log, LeafKind.Run, "bb");
            await OutputOfAsync(log, "bb");
        }

        CaughtUp().Dispose();
        await using (var log = await OpenLogAsync())
        {
            await OutputOfAsync(log, "aa");
            await OutputOfAsync(log, "bb");
            await OpenedAsync(log, LeafKind.ExternalTranscript, "cc");
            await OutputOfAsync(log, "cc");
            await OutputOfAsync(log, "dd");
            await OpenedAsync(log, LeafKind.SessionOpened, "dd");
        }

        using var index = CaughtUp();
        string[] held = [.. Enumerable.Range(2, 6).Select(n => Assert.Single(Shown(index, $"leaf:{n}", up: false)))];
        Assert.Equal(["run:bb", "session:aa", "run:bb", "session:cc", "session:cc", "unknown:dd"], held);
        Assert.Equal(["leaf:2", "leaf:4"], Shown(index, "run:bb", up: true).Where(n => n.StartsWith("leaf:", StringComparison.Ordinal)));
        Assert.Null(index.Find("session:bb"));
    }

    [Fact]
    public async Task Walks_end_where_they_should_whatever_the_graph()
    {
        // Ladders have as many ways as doublings: a walk that followed each would not end.
        await using (var log = await OpenLogAsync())
        {
            for (var i = 0; i < 400; i++)
            {
                await OutputAsync(log, "lab/a", [.. Enumerable.Range(Math.Max(0, i - 3), Math.Min(i, 3)).Select(n => (long)n)]);
            }
        }

        using var index = CaughtUp();
        var graph = index.Walk([index.Find("leaf:399")!], up: true, 100_000);
        Assert.True(graph.IsWhole);
        Assert.Equal(401, graph.Reached().Count);
        Assert.Equal(133, graph.PathTo(LineageNode.OfLeaf(0))!.Count);
        Assert.False(index.Walk([index.Find("leaf:399")!], up: true, 10).IsWhole);
    }

    private protected LineageIndex CaughtUp()
    {
        var index = OpenIndex();
        using var store = ReadLog();
        index.CatchUp(store, null, Cancellation);
        return index;
    }

    private protected static async Task<Receipt> OutputAsync(RecordLog log, string model, params long[] inputs)
    {
        var output = Guid.NewGuid().ToByteArray();
        var leaf = new Leaf { Kind = LeafKind.ModelOutput, Time = DateTimeOffset.UnixEpoch, Session = "s", Producer = new Producer(model.Split('/')[0], model, null), Inputs = inputs, Output = Digest.Of(output) };
        return await log.AppendAsync(leaf, [output], Cancellation);
    }

    private static Task<Receipt> OpenedAsync(RecordLog log, LeafKind kind, string id)
    {
        var document = Guid.NewGuid().ToByteArray();
        return log.AppendAsync(new Leaf { Kind = kind, Time = DateTimeOffset.UnixEpoch, Session = id, Document = Digest.Of(document) }, [document], Cancellation);
    }

    private static Task<Receipt> OutputOfAsync(RecordLog log, string id)
    {
        var output = Guid.NewGuid().ToByteArray();
        return log.AppendAsync(new Leaf { Kind = LeafKind.ModelOutput, Time = DateTimeOffset.UnixEpoch, Session = id, Producer = new Producer("lab", "lab/a", null), Output = Digest.Of(output) }, [output], Cancellation);
    }

    private protected static Task EntryAsync(RecordLog log, string yaml) =>
        Roundtable.Workspace.Registry.RegistryAppender.AppendAsync(log, Assert.Single(EntryReader.Read(yaml, [])), [], TimeProvider.System, Cancellation);

    private static IEnumerable<string> Shown(LineageIndex index, string name, bool up)
    {
        var graph = index.Walk([index.Find(name)!], up, 10_000);
        var aliases = graph.Steps.Where(s => s.Code == LineageStep.Means).Select(s => s.Node).ToHashSet();
        return graph.Reached().Where(r => r.Distance > 0 && !aliases.Contains(r.Id)).Select(r => graph.Names[r.Id]);
    }
}
