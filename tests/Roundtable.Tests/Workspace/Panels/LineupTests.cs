using Roundtable.Models.Discovery;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;
using Roundtable.Tests.Models;
using Roundtable.Workspace;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;
using Roundtable.Workspace.Panels;

namespace Roundtable.Tests.Workspace.Panels;

public sealed class LineupTests
{
    private static readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal) { ["A_KEY"] = "secret-a", ["OPENAI_API_KEY"] = " secret-b\n" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_connected_means_a_rehearsal() => Assert.True((await ResolveAsync(Set())).Rehearsal);

    [Fact]
    public async Task By_default_each_vendor_has_a_seat_and_the_moderator_is_off_the_panel()
    {
        var lineup = await ResolveAsync(Set(Remote("a", "claude-opus-4-8", "claude-sonnet-5"), Remote("b", "gpt-5.5", "gpt-5.4"), Remote("c", "gemini-2.5-pro")));
        Assert.Equal(["a/claude-opus-4-8", "b/gpt-5.5", "c/gemini-2.5-pro"], lineup.Seats.Select(s => s.Seat.Model.Name));
        Assert.Equal("a/claude-sonnet-5", lineup.Moderator!.Seat.Model.Name);
    }

    [Fact]
    public async Task One_provider_seats_several_of_its_models_and_one_model_sits_three_times()
    {
        Assert.Equal(["a/claude-1", "a/claude-2", "a/claude-3"], (await ResolveAsync(Set(Remote("a", "claude-1", "claude-2", "claude-3", "claude-4")))).Seats.Select(s => s.Seat.Model.Name));
        var lone = await ResolveAsync(Set(Local("ollama", "llama3.1:8b")));
        Assert.Equal(["llama3.1:8b", "llama3.1:8b 2", "llama3.1:8b 3"], lone.Seats.Select(s => s.Seat.Name));
        Assert.Equal("ollama/llama3.1:8b", lone.Moderator!.Seat.Model.Name);
    }

    [Fact]
    public async Task Models_on_this_computer_do_not_mix_with_those_that_cost() =>
        Assert.DoesNotContain((await ResolveAsync(Set(Remote("a", "x", "y", "z"), Local("ollama", "llama3.1:8b")))).Seats, s => s.Connection == "ollama");

    [Fact]
    public async Task The_same_model_may_sit_twice_under_two_names()
    {
        var lineup = await ResolveAsync(Set(Remote("a", "x", "y")), models: ["a/x", "a/x", "y"]);
        Assert.Equal(["x", "x 2", "y"], lineup.Seats.Select(s => s.Seat.Name));
        Assert.Equal([1, 2, 3], lineup.Seats.Select(s => s.Seat.Number));
    }

    [Fact]
    public async Task A_named_panel_brings_personas_settings_and_its_moderator()
    {
        var panel = new PanelPlan("p", [new SeatPlan("a/x", "Sceptic", "Doubt it.", 0.5, 99), new SeatPlan("a/y")], "a/y", "test", false);
        var lineup = await Lineup.ResolveAsync(Set([Remote("a", "x", "y")], panel), "p", null, null, null, false, Cancellation);
        var seat = lineup.Seats[0].Seat;
        Assert.Equal(("Sceptic", "Doubt it.", 0.5, 99), (seat.Name, seat.Persona, seat.Temperature, seat.MaxOutputTokens));
        Assert.Equal("a/y", lineup.Moderator!.Seat.Model.Name);
    }

    [Theory]
    [InlineData("a/xx", ErrorKind.NotFound, "a has no model 'xx'; did you mean 'x'?")]
    [InlineData("nobody/x", ErrorKind.NotFound, "There is no model 'nobody/x'")]
    [InlineData("openai/gpt-5.5", ErrorKind.Unavailable, "openai/gpt-5.5 cannot be asked: OPENAI_API_KEY is not set.")]
    [InlineData("a/", ErrorKind.NotFound, "a has no model ''")]
    public async Task A_model_that_cannot_be_seated_is_told_with_what_to_do(string model, ErrorKind kind, string says)
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json("""{"data":[{"id":"x"},{"id":"y"}]}"""));
        var unset = KnownProviders.All.Single(p => p.Name == "openai") with { NotConnected = "OPENAI_API_KEY is not set." };
        var set = Set(Remote("a", "x") with { Address = new Uri(server.Address, "/v1") }, unset);
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => ResolveAsync(set, models: [model]));
        Assert.Equal(kind, error.Kind);
        Assert.StartsWith(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_only_its_provider_lists_is_seated()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json("""{"data":[{"id":"x"},{"id":"rare"}]}"""));
        var lineup = await ResolveAsync(Set(Remote("a", "x") with { Address = new Uri(server.Address, "/v1"), KeyVariable = "A_KEY" }), models: ["a/rare"]);
        Assert.Equal("a/rare", lineup.Seats[0].Seat.Model.Name);
        Assert.Equal(("/v1/models", "Bearer secret-a"), Assert.Single(server.Heads));
    }

    [Fact]
    public async Task An_unknown_panel_is_told_with_close_names()
    {
        var panel = new PanelPlan("frontier", [new SeatPlan("a/x")], null, "test", false);
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => Lineup.ResolveAsync(Set([Remote("a", "x")], panel), "fronteir", null, null, null, false, Cancellation));
        Assert.Equal("There is no panel 'fronteir'; did you mean 'frontier'? 'roundtable panels' lists them.", error.Message);
    }

    [Fact]
    public async Task Variables_and_servers_on_this_computer_are_found_and_told_apart()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json("""{"data":[{"id":"llama3.1:8b"}]}"""));
        var directory = Directory.CreateTempSubdirectory("roundtable-");
        try
        {
            var variables = new Dictionary<string, string>(_keys, StringComparer.Ordinal)
            {
                ["XDG_CONFIG_HOME"] = directory.FullName,
                ["OLLAMA_HOST"] = $"127.0.0.1:{server.Address.Port}",
                ["GROQ_API_KEY"] = "two words",
                ["XAI_API_KEY"] = "  ",
            };
            var set = await ConnectionSet.LoadAsync(variables, null, TimeProvider.System, Cancellation);
            Assert.True(set.Find("openai")!.IsConnected);
            Assert.Equal("GROQ_API_KEY holds characters that no key has: set it again.", set.Find("groq")!.NotConnected);
            Assert.Equal("XAI_API_KEY is not set.", set.Find("xai")!.NotConnected);
            Assert.Equal(["llama3.1:8b"], set.Find("ollama")!.Models);

            variables[LocalServers.SwitchVariable] = "off";
            Assert.False((await ConnectionSet.LoadAsync(variables, null, TimeProvider.System, Cancellation)).Find("ollama")!.IsConnected);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_seat_whose_provider_has_no_tool_for_the_web_is_refused_by_name()
    {
        var wanted = new SeatPlan("") { Search = true };
        var set = Set(Remote("a", "x"), Remote("b", "y") with { WebTools = WebTools.OpenRouter });
        Task<Lineup> SeatAsync(string model, SeatPlan plan) => Lineup.ResolveAsync(set, null, [plan with { Model = model }], null, null, false, Cancellation);
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => SeatAsync("a/x", wanted));
        Assert.StartsWith("a has no tool for searching or reading the web that is known, so that a/x cannot use one", error.Message, StringComparison.Ordinal);
        Assert.True((await SeatAsync("b/y", wanted)).Seats[0].Seat.Settings!.Search);
        Assert.Equal("There is no tool server 'weather'. 'tools' in roundtable.yaml lists them.", (await Assert.ThrowsAsync<WorkspaceException>(() => SeatAsync("a/x", new SeatPlan("") { Tools = ["weather"] }))).Message);
    }

    private static Connection Remote(string name, params string[] models) =>
        new() { Name = name, Kind = ApiKind.OpenAI, Address = new Uri("https://192.0.2.1/v1"), Models = models };

    private static Connection Local(string name, params string[] models) =>
        new() { Name = name, Kind = ApiKind.OpenAI, Address = new Uri("http://127.0.0.1:9/v1"), Models = models, Route = new Route(RouteKind.Local) };

    private static ConnectionSet Set(params Connection[] connections) => Set(connections, []);

    private static ConnectionSet Set(Connection[] connections, params PanelPlan[] panels) =>
        new(connections, RoundtableConfiguration.Empty, panels, _keys, TimeProvider.System);

    private static Task<Lineup> ResolveAsync(ConnectionSet set, string[]? models = null) => Lineup.ResolveAsync(set, null, models?.Select(m => new SeatPlan(m)).ToList(), null, null, false, Cancellation);
}
