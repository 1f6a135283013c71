using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Models;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Panels;

public sealed class PanelsProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public PanelsProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Panels_are_added_shown_replaced_and_removed()
    {
        Assert.Equal(ExitCode.Ok, (await RunAsync("panels", "add", "two", "-m", "openai/gpt-5.5", "-m", "openai/gpt-5.5", "--moderator", "xai/grok-4.5")).Code);
        var shown = await RunAsync("panels", "show", "two");
        Assert.Contains("2. openai/gpt-5.5; cannot be asked: OPENAI_API_KEY is not set.", shown.Out, StringComparison.Ordinal);
        Assert.Contains("Minutes by xai/grok-4.5", shown.Out, StringComparison.Ordinal);
        await RunAsync("panels", "add", "two", "-m", "xai/grok-4.5");
        var json = JsonElement.Parse((await RunAsync("panels", "--json")).Out);
        Assert.Equal("xai/grok-4.5", json[0].GetProperty("seats")[0].GetProperty("model").GetString());
        Assert.Equal(ExitCode.Ok, (await RunAsync("panels", "remove", "two")).Code);
        Assert.Equal("rehearsal: five simulated panelists; always there\n", (await RunAsync("panels")).Out);
    }

    [Fact]
    public async Task A_panel_of_the_file_is_not_touched()
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "roundtable.yaml"), "panels:\n  mine:\n    seats: [openai/gpt-5.5]\n", Cancellation);
        var removed = await RunAsync("panels", "remove", "mine");
        Assert.Equal(ExitCode.Usage, removed.Code);
        Assert.Contains("roundtable.yaml:3; remove it there", removed.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await RunAsync("panels", "add", "mine", "-m", "xai/grok-4.5")).Code);
    }

    [Theory]
    [InlineData("opnai/gpt-5.5", "did you mean 'openai'?")]
    [InlineData("gpt-5.5", "provider/name")]
    public async Task A_model_of_no_provider_is_a_slip(string model, string says)
    {
        var added = await RunAsync("panels", "add", "p", "-m", model);
        Assert.Equal(ExitCode.NotFound, added.Code);
        Assert.Contains(says, added.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_that_are_gone_are_found_with_the_nearest_that_lives_those_of_panels_too()
    {
        await using var server = await ProviderServer.StartAsync(context => context.Request.Method == "GET"
            ? ProviderAnswers.Json("""{"data":[{"id":"grok-4.3"},{"id":"grok-4.5"},{"id":"grok-3-mini","shutdown_date":"2026-12-24"}]}""")(context)
            : ProviderAnswers.Where(r => r.GetProperty("model").GetString() is "grok-4.5" or "grok-3-mini", ProviderAnswers.Says("present"), ProviderAnswers.Fails(404, "The model does not exist.", "model_not_found"))(context));
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"),
            $"connections:\n  lab:\n    address: {server.Address}v1\n    models: [grok-4.5, grok-3-mini]\npanels:\n  old:\n    seats: [lab/grok-4]\n",
            Cancellation);
        var (code, output, _) = await RunAsync("models", "--check");
        Assert.Equal(ExitCode.Unavailable, code);
        Assert.Contains("lab/grok-4\n", output, StringComparison.Ordinal);
        var text = string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("does not know the model grok-4 ", text, StringComparison.Ordinal);
        Assert.Contains("Name lab/grok-4.5 instead.", text, StringComparison.Ordinal);
        Assert.Contains("Shut down on 2026-12-24.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_models_are_never_cut()
    {
        var name = "a-vendor/a-model-with-a-name-that-is-quite-a-bit-longer-than-any-column-of-a-terminal-has-room-for-2026-11-29";
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"),
            $"connections:\n  lab:\n    address: http://192.0.2.1/v1\n    models: [{name}, short]\n",
            Cancellation);
        var lines = (await RunAsync("models")).Out.Split('\n');
        Assert.Contains($"lab/{name}", lines);
        Assert.Contains("lab/short", lines);
    }

    [Fact]
    public async Task A_budget_is_refused_where_a_price_is_unknown_and_kept_where_one_is_given()
    {
        await using var server = await ProviderServer.StartAsync(ProviderTable.Votes);
        var yaml = Path.Combine(_data.FullName, "roundtable.yaml");
        var connection = $"connections:\n  lab:\n    address: {server.Address}v1\n    models: [one]\n";
        await File.WriteAllTextAsync(yaml, connection, Cancellation);
        string[] ask = ["ask", "Ship it?", "-o", "Yes", "-o", "No", "--budget", "1", "-m", "lab/one"];
        var (code, _, error) = await RunAsync(ask);
        Assert.Equal(ExitCode.Budget, code);
        Assert.Contains("No price of lab/one is known, so that the budget could not be kept", error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);

        await File.WriteAllTextAsync(yaml, connection + "models:\n  lab/one: { input: 1, output: 2 }\n", Cancellation);
        Assert.Equal(ExitCode.Ok, (await RunAsync(ask)).Code);
        Assert.All(server.Requests, r => Assert.NotNull(ProviderTable.Limit(r)));
    }

    [Fact]
    public async Task A_seat_that_was_absent_is_asked_again_later_and_the_verdict_says_so()
    {
        await using var server = await ProviderServer.StartAsync(ProviderTable.Votes);
        server.For("two", ProviderAnswers.Limits(21_600), ProviderTable.Votes);
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"), $"connections:\n  lab:\n    address: {server.Address}v1\n    models: [one, two]\n", Cancellation);
        var asked = JsonElement.Parse((await RunAsync("ask", "Ship it?", "-o", "Yes", "-o", "No", "-m", "lab/one", "-m", "lab/two", "--quorum", "1", "--json")).Out);
        Assert.Equal(1, asked.GetProperty("rounds")[0].GetProperty("absences").GetArrayLength());

        var wrong = await RunAsync("sessions", "ask-again", "last", "--seat", "1");
        Assert.Equal(ExitCode.Usage, wrong.Code);
        Assert.Contains("was not absent in its last round; absent: 2.", wrong.Error, StringComparison.Ordinal);

        var (code, output, error) = await RunAsync("sessions", "ask-again", "last", "--seat", "2");
        Assert.True(code == ExitCode.Ok, error);
        Assert.Contains("two was absent in round 1 and answered later, on ", output, StringComparison.Ordinal);
        var shown = await RunAsync("sessions", "show", "last");
        Assert.Contains("answered later", shown.Out, StringComparison.Ordinal);
        var session = JsonElement.Parse((await RunAsync("sessions", "show", "last", "--json")).Out);
        Assert.Equal(2, session.GetProperty("verdict").GetProperty("final").GetProperty("votes")[0].GetInt32());
        Assert.Equal(2, session.GetProperty("seatSpends").EnumerateArray().Count(s => s.GetProperty("seat").GetInt32() > 0));
        var replayed = await RunAsync("sessions", "replay", "last");
        Assert.True(replayed.Code == ExitCode.Ok, replayed.Out + replayed.Error);
    }

    [Fact]
    public async Task Settings_of_a_panel_and_of_the_command_line_reach_the_request_and_the_session()
    {
        await using var server = await ProviderServer.StartAsync(ProviderTable.Votes);
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"),
            $"connections:\n  lab:\n    address: {server.Address}v1\n    models: [one, two]\n"
                + "panels:\n  p:\n    effort: low\n    top_p: 0.5\n    body: { seed: 7 }\n    seats:\n      - lab/one\n      - { model: lab/two, effort: high, seconds: 77, headers: { X-Who: two } }\n",
            Cancellation);
        var (code, output, error) = await RunAsync("ask", "Ship it?", "-o", "Yes", "-o", "No", "--panel", "p", "--max-tokens", "3000", "--json");
        Assert.True(code == ExitCode.Ok, error);
        var requests = server.Requests.Where(r => r.TryGetProperty("reasoning_effort", out _)).ToDictionary(r => r.GetProperty("model").GetString()!);
        Assert.Equal(("low", 7, 3000), (requests["one"].GetProperty("reasoning_effort").GetString(), requests["one"].GetProperty("seed").GetInt32(), ProviderTable.Limit(requests["one"])));
        Assert.Equal("high", requests["two"].GetProperty("reasoning_effort").GetString());
        Assert.Contains(server.Headers, h => h.GetValueOrDefault("X-Who") == "two");
        var seat = JsonElement.Parse(output).GetProperty("panel")[1];
        Assert.Equal((3000, "high", 77), (seat.GetProperty("maxOutputTokens").GetInt32(), seat.GetProperty("settings").GetProperty("effort").GetString(), seat.GetProperty("settings").GetProperty("seconds").GetInt32()));
        Assert.Contains("effort high", (await RunAsync("panels", "show", "p")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_that_does_not_cover_the_first_call_is_told_and_nothing_is_asked()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("unused"));
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"),
            $"connections:\n  lab:\n    address: {server.Address}v1\n    models: [one]\nmodels:\n  lab/one: {{ input: 1000, output: 1000 }}\n",
            Cancellation);
        var (code, _, error) = await RunAsync("ask", "Which?", "-o", "Left", "-o", "Right", "--budget", "0.01", "-m", "lab/one");
        Assert.Equal(ExitCode.Budget, code);
        Assert.Contains("does not cover the first call, lab/one, which may cost $", error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.False(Directory.Exists(Path.Combine(_data.FullName, "log")));
    }

    [Fact]
    public async Task Refused_keys_leave_no_verdict_and_are_named_by_their_variable_alone()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(401, "Bad key hunter2hunter2."));
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"),
            $"connections:\n  lab:\n    address: {server.Address}v1\n    key_variable: LAB_KEY\n    models: [one, two]\n",
            Cancellation);
        _program.Variables["LAB_KEY"] = "hunter2hunter2";
        var (code, output, error) = await RunAsync("ask", "Which?", "-o", "Left", "-o", "Right", "-m", "lab/one", "-m", "lab/two");
        Assert.Equal(ExitCode.NoVerdict, code);
        Assert.Contains("lab refused the key in LAB_KEY (401)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output + error, StringComparison.Ordinal);
        foreach (var file in _data.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("hunter2", await File.ReadAllTextAsync(file.FullName, System.Text.Encoding.Latin1, Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_connected_panel_is_asked_and_its_words_are_on_the_record()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("""{"choice":"1","reasoning":"It is the better one.","confidence":0.9}"""));
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"),
            $"connections:\n  lab:\n    address: {server.Address}v1\n    models: [one, two, chair]\npanels:\n  lab:\n    seats: [lab/one, lab/two]\n    moderator: lab/chair\npanel: lab\n",
            Cancellation);
        var (code, output, error) = await RunAsync("ask", "Which?", "-o", "Left", "-o", "Right", "--seed", "1", "--json");
        Assert.True(code == ExitCode.Ok, error);
        var session = Roundtable.Deliberation.Sessions.SessionJson.Read(System.Text.Encoding.UTF8.GetBytes(output.Trim()));
        Assert.False(session.Simulated);
        Assert.Equal(["lab/one", "lab/two"], session.Panel.Select(s => s.Model.Name));
        Assert.Equal("lab/chair", session.Moderator!.Name);
        Assert.Contains("lab/chair, gave nothing that checks out", session.Minutes.Note, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync("log", "verify")).Code);
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);
}
