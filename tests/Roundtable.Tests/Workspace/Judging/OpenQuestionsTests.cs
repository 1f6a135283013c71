using Roundtable.Tests.Samples;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;

namespace Roundtable.Tests.Workspace.Judging;

/// <summary>What is unknown, ranked by how much depends on it.</summary>
public sealed class OpenQuestionsTests : IDisposable
{
    private const string Entries =
        """
        dataset: small-lab/unlicensed
        version: "1"
        ---
        dataset: small-lab/free
        version: "1"
        licence: mit
        ---
        dataset: small-lab/one
        version: "1"
        licence: mit
        sources:
          - made-with: dataset:small-lab/unlicensed
        ---
        dataset: small-lab/two
        version: "1"
        licence: mit
        sources:
          - made-with: dataset:small-lab/unlicensed
          - made-with: dataset:nobody/knows
        """;

    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_question_on_which_most_depends_comes_first()
    {
        await RegistryAppender.AddAsync(_workspace.Context, await EntryFiles.ReadAsync([_workspace.Write("e.yaml", Entries)], Cancellation), [], Cancellation);
        using var reader = new WorkspaceReader(_workspace.Context);
        var open = await OpenQuestions.TodayAsync(_workspace.Context, await reader.OpenRegistryAsync(Cancellation), Cancellation);
        var first = open.Questions[0];
        Assert.Contains("small-lab/unlicensed", first.Why, StringComparison.Ordinal);
        Assert.Equal(3, first.Things);
        Assert.Equal(["dataset:small-lab/one@1", "dataset:small-lab/two@1", "dataset:small-lab/unlicensed@1"], first.Examples);
        Assert.Contains(open.Questions.Skip(1), q => q.Why.Contains("nobody/knows", StringComparison.Ordinal) && q.Things == 1);
        Assert.DoesNotContain(open.Questions, q => q.Examples.Contains("dataset:small-lab/free@1"));
        Assert.Equal("Looked at 4 models and datasets on the record and 0 sessions, for every use.", open.Scope);
        Assert.Equal(open.Questions.Count, open.Json()["questions"]!.AsArray().Count);
    }

    [Fact]
    public async Task Nothing_registered_leaves_nothing_open()
    {
        using var reader = new WorkspaceReader(_workspace.Context);
        Assert.Empty((await OpenQuestions.TodayAsync(_workspace.Context, await reader.OpenRegistryAsync(Cancellation), Cancellation)).Questions);
    }
}
