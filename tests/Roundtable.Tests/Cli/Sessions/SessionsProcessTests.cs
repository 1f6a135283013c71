using System.Text;
using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Search;

namespace Roundtable.Tests.Cli.Sessions;

/// <summary>The verbs of <c>sessions</c> as a person meets them, on rehearsed sessions.</summary>
public sealed class SessionsProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public SessionsProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Sessions_are_listed_filtered_and_shown()
    {
        Assert.Contains("no session yet", (await RunAsync("sessions")).Out, StringComparison.Ordinal);
        var debate = await AskAsync("Should we ship?", "--option", "Yes", "--option", "No", "--debate");
        var open = await AskAsync("What name?", "--open");
        var listed = JsonElement.Parse((await RunAsync("sessions", "--json")).Out);
        Assert.Equal([open.Id, debate.Id], listed.EnumerateArray().Select(s => s.GetProperty("id").GetString()));
        Assert.True(listed[0].GetProperty("simulated").GetBoolean());
        Assert.Equal(0, JsonElement.Parse((await RunAsync("sessions", "--label", "unanimous", "--json")).Out).GetArrayLength());
        Assert.Equal(2, JsonElement.Parse((await RunAsync("sessions", "--model", "REHEARSAL/ADA", "--json")).Out).GetArrayLength());
        Assert.Equal(ExitCode.Usage, (await RunAsync("sessions", "--label", "landslide")).Code);

        var shown = (await RunAsync("sessions", "show", debate.Id[..^1])).Out;
        Assert.Contains("SIMULATED", shown, StringComparison.Ordinal);
        Assert.Contains("Round 2", shown, StringComparison.Ordinal);
        Assert.Equal(SessionJson.Write(debate), Encoding.UTF8.GetBytes((await RunAsync("sessions", "show", debate.Id, "--json")).Out.Trim()));
        Assert.Equal(ExitCode.NotFound, (await RunAsync("sessions", "show", "nope")).Code);
    }

    [Theory]
    [InlineData(ExitCode.Ok, "0 sessions are in the index", "reindex")]
    [InlineData(ExitCode.Ok, "No session holds these words", "sessions", "search", "word")]
    [InlineData(ExitCode.NotFound, "there is nothing to resume", "sessions", "resume")]
    [InlineData(ExitCode.NotFound, "There is no session in", "sessions", "export", "last")]
    [InlineData(ExitCode.Ok, "0 leaves", "log", "verify")]
    public async Task Where_nothing_was_asked_yet_every_verb_says_so(int code, string says, params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--data", Path.Combine(_data.FullName, "new")]);
        Assert.Equal(code, result.Code);
        Assert.Contains(says, result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_is_named()
    {
        var result = await RunAsync("ask", "Hm?", "--open", "--data", "/dev/null/here");
        Assert.Equal(ExitCode.Unwritable, result.Code);
        Assert.Contains("The directory /dev/null/here", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_agrees_byte_for_byte_and_an_edited_file_is_told_where()
    {
        var session = await AskAsync("Should we ship?", "--option", "Yes", "--option", "No", "--debate");
        var good = await RunAsync("sessions", "replay", "last");
        Assert.Equal(ExitCode.Ok, good.Code);
        Assert.Contains("byte for byte", good.Out, StringComparison.Ordinal);
        Assert.Contains("10 ballots and the document agree with the log", good.Out, StringComparison.Ordinal);

        var file = Path.Combine(_data.FullName, "sessions", session.Id + ".json");
        var text = await File.ReadAllTextAsync(file, Cancellation);
        var words = session.Rounds[0].Ballots[0].Text;
        await File.WriteAllTextAsync(file, text.Replace(JsonText(words), JsonText(words.Replace("ordinary", "strange", StringComparison.Ordinal)), StringComparison.Ordinal), Cancellation);
        var edited = await RunAsync("sessions", "replay", session.Id);
        Assert.Equal(ExitCode.CheckFailed, edited.Code);
        Assert.Contains("The text of ballot r1.s1 was edited: its digest is", edited.Out, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, text.Replace("\"herding\":false", "\"herding\":true", StringComparison.Ordinal), Cancellation);
        Assert.Contains("The verdict in the file is not the one that its ballots give", (await RunAsync("sessions", "replay", file)).Out, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, text[..^5], Cancellation);
        var torn = await RunAsync("sessions", "show", session.Id);
        Assert.Equal(ExitCode.BadData, torn.Code);
        Assert.Contains("reindex", torn.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync("reindex")).Code);
        Assert.Equal(text, await File.ReadAllTextAsync(file, Cancellation));
        Assert.True(File.Exists(file + ".damaged"));
    }

    [Fact]
    public async Task A_person_regroups_positions_and_the_verdict_is_counted_again()
    {
        var before = await AskAsync("What name?", "--open");
        Assert.Equal([2, 1], before.Verdict.Final.Votes.Order().Reverse());
        var outlier = before.Clusterings[0].Clusters.Single(c => c.Seats.Count == 1).Seats[0];
        var other = before.Clusterings[0].Clusters.Single(c => c.Seats.Count == 2).Name;
        var moved = await RunAsync("sessions", "regroup", "last", "--seat", outlier.ToString(System.Globalization.CultureInfo.InvariantCulture), "--to", other, "--json");
        Assert.True(moved.Code == ExitCode.Ok, moved.Error);
        var after = SessionJson.Read(Encoding.UTF8.GetBytes(moved.Out.Trim()));
        Assert.Equal(TallyLabel.Unanimous, after.Verdict.Final.Label);
        Assert.Contains("A person regrouped", after.Minutes.Note, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync("sessions", "replay", "last")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("sessions", "regroup", "last", "--seat", "9", "--to", "x")).Code);
    }

    [Fact]
    public async Task Recounts_say_what_they_need()
    {
        await AskAsync("Which?", "--option", "A", "--option", "B", "--option", "C", "--ranked");
        foreach (var rule in (string[])["plurality", "borda", "schulze", "approval", "confidence"])
        {
            var counted = await RunAsync("sessions", "recount", "last", "--rule", rule, "--json");
            Assert.True(counted.Code == ExitCode.Ok, rule + counted.Error);
            Assert.Equal(3, JsonElement.Parse(counted.Out).GetProperty("seats").GetInt32());
        }

        await AskAsync("Which?", "--option", "A", "--option", "B");
        var unranked = await RunAsync("sessions", "recount", "last", "--rule", "borda");
        Assert.Equal(ExitCode.BadData, unranked.Code);
        Assert.Contains("--ranked", unranked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_session_is_erased_and_the_log_stays_in_order()
    {
        var kept = await AskAsync("Keep this?", "--open");
        var gone = await AskAsync("Forget this?", "--open");
        Assert.Equal(ExitCode.Usage, (await RunAsync("sessions", "delete", gone.Id)).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("sessions", "delete", gone.Id, "--yes")).Code);
        Assert.Equal(ExitCode.NotFound, (await RunAsync("sessions", "show", gone.Id)).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("log", "verify")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("sessions", "replay", kept.Id)).Code);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_data.FullName, "content")))
        {
            Assert.DoesNotContain("Forget this?", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, Cancellation)), StringComparison.Ordinal);
        }

        await RunAsync("reindex");
        Assert.Contains("No session holds", (await RunAsync("sessions", "search", "Forget")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_found_in_questions_and_arguments_and_the_index_heals_itself()
    {
        var one = await AskAsync("Should the Zürich office close?", "--option", "Yes", "--option", "No");
        await AskAsync("Which database fits?", "--open");
        Assert.Equal([one.Id], await FoundAsync("zurich"));
        Assert.Equal([one.Id], await FoundAsync("offi"));
        Assert.Equal([one.Id], await FoundAsync("\"zurich office\""));
        Assert.Empty(await FoundAsync("office zurich \"office zurich\""));
        Assert.Equal(2, (await FoundAsync("ordinary day")).Count);
        foreach (var odd in (string[])["a\"b", "NEAR(", "*", "col:x", "-x", "AND", "'; DROP TABLE texts;--", "\u0000", "("])
        {
            var (code, _, error) = await RunAsync("sessions", "search", "--", odd);
            Assert.True(code is ExitCode.Ok or ExitCode.Usage, odd + error);
        }

        var index = Path.Combine(_data.FullName, SessionIndex.FileName);
        File.Delete(index);
        Assert.Equal([one.Id], await FoundAsync("zurich"));
        await File.WriteAllTextAsync(index, new string('x', 9000), Cancellation);
        Assert.Equal([one.Id], await FoundAsync("zurich"));
        File.Delete(Path.Combine(_data.FullName, "sessions", one.Id + ".json"));
        Assert.Empty(await FoundAsync("zurich"));
        var reindexed = await RunAsync("reindex", "--json");
        Assert.Equal($$"""{"newer":[],"restored":["{{one.Id}}"],"sessions":2}""", reindexed.Out.Trim());
        Assert.Equal([one.Id], await FoundAsync("zurich"));
    }

    [Fact]
    public async Task Exports_are_marked_written_once_and_round_trip()
    {
        var session = await AskAsync("Should we ship?", "--option", "Yes", "--option", "No", "--debate");
        Assert.StartsWith("> **SIMULATED", (await RunAsync("sessions", "export", "last")).Out, StringComparison.Ordinal);
        var html = Path.Combine(_data.FullName, "out.html");
        Assert.Equal(ExitCode.Ok, (await RunAsync("sessions", "export", "last", "--out", html)).Code);
        Assert.Contains("SIMULATED: the panelists", await File.ReadAllTextAsync(html, Cancellation), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Unwritable, (await RunAsync("sessions", "export", "last", "--out", html)).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("sessions", "export", "last", "--out", html, "--force")).Code);
        Assert.Equal(SessionJson.Write(session), Encoding.UTF8.GetBytes((await RunAsync("sessions", "export", "last", "--format", "json")).Out.Trim()));
        Assert.Equal(ExitCode.Usage, (await RunAsync("sessions", "export", "last", "--format", "docx")).Code);
    }

    private static string JsonText(string text) => Encoding.UTF8.GetString(Roundtable.Record.Entries.CanonicalJson.Write(System.Text.Json.Nodes.JsonValue.Create(text)));

    private async Task<IReadOnlyList<string?>> FoundAsync(string words) =>
        [.. JsonElement.Parse((await RunAsync("sessions", "search", words, "--json")).Out).EnumerateArray().Select(h => h.GetProperty("id").GetString())];

    private async Task<Session> AskAsync(string question, params string[] options)
    {
        var (code, output, error) = await RunAsync(["ask", question, "--seed", "7", "--json", "--as-is", .. options]);
        Assert.True(code == ExitCode.Ok, error);
        return SessionJson.Read(Encoding.UTF8.GetBytes(output.Trim()));
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);
}
