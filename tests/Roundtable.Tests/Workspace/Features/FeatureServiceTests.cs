using Roundtable.Annotation.Runs;
using Roundtable.Corpus.Records;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Runs;
using Roundtable.Workspace;
using Roundtable.Workspace.Features;
using Roundtable.Workspace.Runs;

namespace Roundtable.Tests.Workspace.Features;

public sealed class FeatureServiceTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    private string Votes() => _workspace.Write("votes.tsv", "question\tgold\t=ann\tbob@1\tbob@2\n" + string.Concat(Enumerable.Range(0, 40).Select(Line)));

    private static string Line(int item) => $"q{item}\t{"AB"[item % 2]}\t{"AB"[item % 2]}\t{"ABA"[item % 3]}\t{(item == 0 ? "" : "B")}\n";

    private static RunRequest Common(SampleRun sample) =>
        SampleRun.Poll(sample.Questions(6)) with { Question = new RunQuestion.Choice(["alpha", "beta", "gamma"]), OptionsColumn = null };

    [Theory]
    [InlineData(FeatureFormat.Csv, "f.csv")]
    [InlineData(FeatureFormat.JsonLines, "f.jsonl")]
    [InlineData(FeatureFormat.Parquet, "f.parquet")]
    public void Every_format_says_the_same(FeatureFormat format, string name)
    {
        var path = Path.Combine(_workspace.Path, name);
        var features = FeatureService.OfVotes(Votes(), learn: false, TestContext.Current.CancellationToken);
        FeatureService.Write(features, path, format, TestContext.Current.CancellationToken);
        var rows = RecordFile.Read(path).ToList();
        Assert.Equal(40, rows.Count);
        var second = rows[1].Fields.Where(f => !string.IsNullOrEmpty(f.Value)).ToDictionary(f => f.Key.TrimStart('\''), f => f.Value!, StringComparer.Ordinal);
        Assert.Equal(("q1", "B", "3", "1"), (second["id"], second["vote_=ann"], second["votes"], second["share_B"]));
        Assert.Equal("2", rows[0].Fields.Single(f => f.Key == "votes").Value);
        Assert.DoesNotContain(rows[0].Fields, f => f.Key == "vote_bob@2" && !string.IsNullOrEmpty(f.Value));
        Assert.Equal(["f." + name[2..], "votes.tsv"], Directory.EnumerateFiles(_workspace.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_answer_of_an_item_leaks_into_its_own_features()
    {
        // One item's right answer is changed: its own row stays what it was.
        var before = FeatureService.OfVotes(Votes(), learn: true, TestContext.Current.CancellationToken);
        var other = _workspace.Write("other.tsv", File.ReadAllText(Votes()).Replace("q7\tB", "q7\tA", StringComparison.Ordinal));
        var after = FeatureService.OfVotes(other, learn: true, TestContext.Current.CancellationToken);
        var blind = FeatureService.OfVotes(other, learn: false, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("gold", before.Columns.Select(c => c.Name), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(before.Of(7), after.Of(7));
        Assert.NotEqual(before.Of(7), blind.Of(7));
    }

    [Fact]
    public async Task A_run_has_confidences_and_lengths_too()
    {
        await using var sample = await SampleRun.StartAsync();
        var (folder, _) = await sample.RunAsync(Common(sample));
        var features = new FeatureService(sample.Context).OfRun(folder.Plan.Id, TestContext.Current.CancellationToken);
        var row = features.Columns.Zip(features.Of(1)).ToDictionary(c => c.First.Name, c => c.Second, StringComparer.Ordinal);
        Assert.Equal((6, "q1", "beta", 3L, 1.0, 0.75), (features.Items, row["id"], row["label"], row["votes"], row["share_beta"], row["confidence"]));
        Assert.True(row.Where(c => c.Key.StartsWith("length_", StringComparison.Ordinal)).All(c => c.Value is > 20L));
    }

    [Fact]
    public async Task A_part_of_a_run_is_not_taken_for_all()
    {
        await using var sample = await SampleRun.StartAsync();
        var (folder, _) = await sample.RunAsync(Common(sample), stopAfter: 2);
        var refused = Assert.Throws<WorkspaceException>(() => new FeatureService(sample.Context).OfRun(folder.Path, TestContext.Current.CancellationToken));
        Assert.Contains("is not finished", refused.Message, StringComparison.Ordinal);
    }
}
