using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Import;

public sealed class ImportProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public ImportProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData("unanimous-poll.txt", 0)]
    [InlineData("tie-called-majority.txt", 11)]
    [InlineData("open-debate.txt", 0)]
    [InlineData("empty-options.txt", 0)]
    [InlineData("page.html", 0)]
    [InlineData("llm-council.json", 2)]
    public async Task A_transcript_becomes_a_session_like_our_own(string file, int discrepancies)
    {
        var path = Path.Combine(Repository.Root, "samples", "transcripts", file);
        var (code, output, error) = await RunAsync("import", path, "--json");
        Assert.True(code == ExitCode.Ok, error);
        var imported = JsonElement.Parse(output);
        Assert.Equal(discrepancies, imported.GetProperty("discrepancies").GetArrayLength());

        Assert.Contains("IMPORTED", (await RunAsync("sessions", "show", "last")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync("sessions", "replay", "last")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("log", "verify")).Code);
        Assert.Contains("IMPORTED", (await RunAsync("sessions", "export", "last")).Out, StringComparison.Ordinal);

        var again = await RunAsync("import", path, "--json");
        Assert.Equal(output, again.Out);
        Assert.Contains("imported before", again.Error, StringComparison.Ordinal);
        Assert.Equal(1, JsonElement.Parse((await RunAsync("sessions", "--json")).Out).GetArrayLength());
    }

    [Fact]
    public async Task A_councils_rankings_can_be_recounted()
    {
        await RunAsync("import", Path.Combine(Repository.Root, "samples", "transcripts", "llm-council.json"));
        var borda = JsonElement.Parse((await RunAsync("sessions", "recount", "last", "--rule", "borda", "--json")).Out);

        // By hand: A gets 1 + 2 + 1, B 2 + 1 + 0, C 0 + 0 + 2.
        Assert.Equal(["4", "3", "2"], borda.GetProperty("scores").EnumerateArray().Select(s => s.GetString()));
    }

    [Theory]
    [InlineData("Nothing of the kind.", "no line like 'AI Roundtable Poll · 8 models'")]
    [InlineData("AI Roundtable Poll · 8 models\nQ?", "shows no ballot")]
    [InlineData("{\"messages\":[]}", "nothing to count")]
    [InlineData("{\"a\":", "holds no transcript")]
    public async Task What_is_no_transcript_is_told_and_leaves_no_trace(string text, string says)
    {
        var file = Path.Combine(_data.FullName, "page.txt");
        await File.WriteAllTextAsync(file, text, Cancellation);
        var (code, _, error) = await RunAsync("import", file);
        Assert.Equal(ExitCode.BadData, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_data.FullName, "log")));
    }

    [Fact]
    public async Task A_dry_run_keeps_nothing()
    {
        var run = await RunAsync("import", Path.Combine(Repository.Root, "samples", "transcripts", "page.html"), "--dry-run");
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("Nothing was kept.", run.Out, StringComparison.Ordinal);
        Assert.Empty(_data.GetFileSystemInfos());
        Assert.Equal(ExitCode.NotFound, (await RunAsync("import", "nowhere.txt")).Code);
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);
}
