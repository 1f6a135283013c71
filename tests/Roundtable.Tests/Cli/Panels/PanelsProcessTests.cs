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
    public async Task Models_says_what_is_connected_and_why_not_and_checks_by_a_call()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("present", model: "lab-model"), ProviderAnswers.Fails(401, "Bad key hunter2hunter2."));
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"),
            $"connections:\n  lab:\n    address: {server.Address}v1\n    key_variable: LAB_KEY\n    models: [lab-model]\n    route: local\n",
            Cancellation);
        Assert.Contains("LAB_KEY is not set.", (await RunAsync("models")).Out, StringComparison.Ordinal);

        _program.Variables["LAB_KEY"] = "hunter2hunter2";
        var good = await RunAsync("models", "--check", "--json");
        Assert.Equal(ExitCode.Ok, good.Code);
        var model = JsonElement.Parse(good.Out).GetProperty("connections")[0].GetProperty("models")[0];
        Assert.Equal("lab-model", model.GetProperty("check").GetProperty("served").GetString());
        Assert.Equal(0, model.GetProperty("inputPerMillion").GetDecimal());

        var refused = await RunAsync("models", "--check");
        Assert.Equal(ExitCode.KeyRefused, refused.Code);
        Assert.Contains("LAB_KEY", refused.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Out + refused.Error, StringComparison.Ordinal);
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
