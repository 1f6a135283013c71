using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Corpora;

/// <summary>Scanned corpora from the command line.</summary>
public sealed class CorpusProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public CorpusProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_scanned_corpus_is_shown_sampled_and_compared()
    {
        await WriteAsync("one.jsonl", 20);
        await WriteAsync("two.jsonl", 30);
        Assert.Equal(ExitCode.Ok, (await RunAsync("scan", "one.jsonl", "--out", "one")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("scan", "two.jsonl", "--out", "two")).Code);
        var shown = await RunAsync("corpus", "show", "one");
        Assert.True(shown.Code == ExitCode.Ok, shown.Error);
        Assert.Contains("one.jsonl:1  UNKNOWN", shown.Out, StringComparison.Ordinal);
        Assert.Equal(5, (await RunAsync("corpus", "sample", "one", "--rows", "5")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var compared = await RunAsync("corpus", "diff", "one", "two");
        Assert.True(compared.Code == ExitCode.Ok, compared.Error);
        Assert.Contains("10", compared.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_tells_what_changed_since_an_earlier_one_and_keeps_telling_it()
    {
        await WriteAsync("one.jsonl", 20);
        Assert.Equal(ExitCode.Ok, (await RunAsync("scan", "one.jsonl", "--out", "one")).Code);
        await WriteAsync("one.jsonl", 30);
        var scanned = await RunAsync("scan", "one.jsonl", "--out", "two", "--since", "one");
        Assert.True(scanned.Code == ExitCode.Ok, scanned.Error);
        foreach (var again in (bool[])[false, true])
        {
            if (again)
            {
                // The ruling, whatever it is, makes the pages once more.
                await RunAsync("scan", "one.jsonl", "--out", "two", "--use", "train-open");
            }

            foreach (var name in (string[])["report.md", "report.html"])
            {
                var report = await File.ReadAllTextAsync(Path.Combine(_data.FullName, "two", name), Cancellation);
                Assert.Contains("Since the scan in one: 20 rows are the same", report, StringComparison.Ordinal);
                Assert.Contains("row 21", report, StringComparison.Ordinal);
            }

            using var json = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_data.FullName, "two", "report.json"), Cancellation));
            Assert.Equal(10, json.RootElement.GetProperty("since").GetProperty("difference").GetProperty("added").GetInt32());
        }

        Assert.Equal(ExitCode.NotFound, (await RunAsync("scan", "one.jsonl", "--out", "two", "--since", "nowhere")).Code);
    }

    [Fact]
    public async Task A_report_that_is_not_there_is_not_found() => Assert.Equal(ExitCode.NotFound, (await RunAsync("corpus", "show", "nowhere")).Code);

    private Task WriteAsync(string name, int rows) => File.WriteAllLinesAsync(
        Path.Combine(_data.FullName, name), Enumerable.Range(0, rows).Select(i => $$"""{"text":"Row number {{i}} speaks of apples, pears and a river of its own."}"""), Cancellation);

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);
}
