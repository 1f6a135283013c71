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
    [InlineData("tie-called-majority.txt", 10)]
    [InlineData("open-debate.txt", 0)]
    [InlineData("empty-options.txt", 0)]
    [InlineData("page.html", 0)]
    [InlineData("llm-council.json", 2)]
    public async Task A_transcript_becomes_a_session_like_our_own(string file, int discrepancies)
    {
        var path = Sample(file);
        var (code, output, error) = await RunAsync("import", path, "--json");
        Assert.True(code == (discrepancies > 0 ? ExitCode.CheckFailed : ExitCode.Ok), error);
        var imported = Session(output);
        Assert.Equal(discrepancies, imported.GetProperty("discrepancies").GetArrayLength());

        Assert.Contains("IMPORTED", (await RunAsync("sessions", "show", "last")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync("sessions", "replay", "last")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("log", "verify")).Code);
        Assert.Contains("IMPORTED", (await RunAsync("sessions", "export", "last")).Out, StringComparison.Ordinal);

        var again = await RunAsync("import", path, "--json");
        Assert.Equal(code, again.Code);
        Assert.Equal(imported.GetRawText(), Session(again.Out).GetRawText());
        Assert.Contains("imported before", again.Error, StringComparison.Ordinal);
        Assert.Equal(1, JsonElement.Parse((await RunAsync("sessions", "--json")).Out).GetArrayLength());
    }

    [Fact]
    public async Task Files_folders_and_standard_input_give_one_document_and_the_weightiest_exit_code()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_data.FullName, "pages", "more"));
        File.Copy(Sample("open-debate.txt"), Path.Combine(folder.FullName, "b.txt"));
        File.Copy(Sample("page.html"), Path.Combine(folder.Parent!.FullName, "a.html"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "notes.log"), "Not a transcript's file.", Cancellation);

        using var process = _program.Start("import", Path.Combine(_data.FullName, "pages"), "-", Sample("unanimous-poll.txt"), "--json");
        await process.StandardInput.WriteAsync(await File.ReadAllTextAsync(Sample("empty-options.txt"), Cancellation));
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == ExitCode.Ok, await error);
        var document = JsonElement.Parse(output);
        Assert.Equal(
            ["a.html", "more/b.txt", "standard input", "unanimous-poll.txt"],
            document.GetProperty("sources").EnumerateArray().Select(s => s.GetProperty("source").GetString()!.Replace('\\', '/')));
        Assert.Equal(4, JsonElement.Parse((await RunAsync("sessions", "--json")).Out).GetArrayLength());

        var wrong = await RunAsync("import", Sample("unanimous-poll.txt"), Sample("tie-called-majority.txt"), "--dry-run");
        Assert.Equal(ExitCode.CheckFailed, wrong.Code);
        Assert.Contains("2 sources: 1 with wrong claims, 0 not read.", wrong.Out, StringComparison.Ordinal);

        var bad = Path.Combine(_data.FullName, "bad.txt");
        await File.WriteAllTextAsync(bad, "Nothing of the kind.", Cancellation);
        var unread = await RunAsync("import", Sample("tie-called-majority.txt"), bad, Sample("open-debate.txt"), "--dry-run", "--json");
        Assert.Equal(ExitCode.BadData, unread.Code);
        Assert.Equal(
            ["checked", "not-read", "checked"], JsonElement.Parse(unread.Out).GetProperty("sources").EnumerateArray().Select(s => s.GetProperty("status").GetString()));
        Assert.Contains("holds no transcript", JsonElement.Parse(unread.Out).GetProperty("sources")[1].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotFound, (await RunAsync("import", Path.Combine(_data.FullName, "nowhere.txt"), "--json")).Code);
    }

    [Fact]
    public async Task How_many_claims_there_are_and_which_were_not_checked_is_said()
    {
        var page = Path.Combine(_data.FullName, "page.txt");
        await File.WriteAllTextAsync(
            page,

            "AI Roundtable Poll · 2 models\nShould it rain?\nOptions\n- Yes (2 votes)\n- No (0 votes)\nModel Responses\nA1\nVote: Yes\nIt is dry.\nB1\nVote: Yes\nVery dry.\n"
                + "Final Summary\nAll models agreed.\nThe farmers will be glad of it.",
            Cancellation);
        var (code, output, _) = await RunAsync("import", page, "--dry-run");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("The page makes 5 claims about its ballots; 4 were checked, and none is wrong.", output, StringComparison.Ordinal);
        Assert.Contains("Line 15: \"The farmers will be glad of it.\" (nothing in it can be compared with a ballot)", output, StringComparison.Ordinal);
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
    }

    private static string Sample(string file) => Path.Combine(Repository.Root, "samples", "transcripts", file);

    private static JsonElement Session(string output) => JsonElement.Parse(output).GetProperty("sources")[0].GetProperty("sessions")[0];

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);
}
