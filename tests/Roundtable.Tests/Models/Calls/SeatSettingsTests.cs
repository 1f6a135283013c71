using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Models;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models.Calls;

/// <summary>What the settings of a seat become in a request.</summary>
public sealed class SeatSettingsTests
{
    private readonly ImpatientTime _time = new();

    [Fact]
    public async Task Openai_is_told_effort_and_top_p_the_extra_body_and_headers()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("Yes."));
        await AskAsync(server, ApiKind.OpenAI, new SeatSettings
        {
            Effort = "high",
            TopP = 0.9,
            Body = JsonElement.Parse("""{"chat_template_kwargs":{"enable_thinking":false},"provider":{"order":["x"]}}"""),
            Headers = new Dictionary<string, string> { ["X-Title"] = "Roundtable" },
        });
        var request = server.Requests[0];
        Assert.Equal("high", request.GetProperty("reasoning_effort").GetString());
        Assert.Equal(0.9, request.GetProperty("top_p").GetDouble(), 6);
        Assert.False(request.GetProperty("chat_template_kwargs").GetProperty("enable_thinking").GetBoolean());
        Assert.Equal("Roundtable", server.Headers[0]["X-Title"]);
    }

    [Theory]
    [InlineData(3_000, "low")]
    [InlineData(8_000, "medium")]
    [InlineData(30_000, "high")]
    public async Task A_thinking_budget_is_an_effort_where_an_api_knows_no_budget(int tokens, string effort)
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("Yes."));
        await AskAsync(server, ApiKind.OpenAI, new SeatSettings { ThinkingTokens = tokens });
        Assert.Equal(effort, server.Requests[0].GetProperty("reasoning_effort").GetString());
    }

    [Fact]
    public async Task An_effort_that_a_model_does_not_know_becomes_the_nearest_that_it_does()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Where(
            r => r.TryGetProperty("reasoning_effort", out var e) && e.GetString() == "minimal",
            ProviderAnswers.Fails(400, "Unsupported value: 'reasoning_effort' does not support 'minimal' with this model. Supported values are: 'low', 'medium', and 'high'."),
            ProviderAnswers.Says("Yes.")));
        await AskAsync(server, ApiKind.OpenAI, new SeatSettings { Effort = "minimal" });
        Assert.Equal("low", server.Requests[^1].GetProperty("reasoning_effort").GetString());
    }

    [Fact]
    public async Task Claude_thinks_within_its_limit_and_without_a_temperature()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.SaysAsAnthropic("Yes."));
        await AskAsync(server, ApiKind.Anthropic, new SeatSettings { ThinkingTokens = 30_000 }, limit: 8_000);
        var request = server.Requests[0];
        Assert.Equal(("enabled", 6_976), (request.GetProperty("thinking").GetProperty("type").GetString(), request.GetProperty("thinking").GetProperty("budget_tokens").GetInt32()));
        Assert.Equal(8_000, request.GetProperty("max_tokens").GetInt32());
        Assert.False(request.TryGetProperty("temperature", out _));
    }

    [Fact]
    public async Task Claude_models_that_take_no_budget_are_asked_to_think_as_they_need()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Where(
            r => r.TryGetProperty("thinking", out var t) && t.GetProperty("type").GetString() == "enabled",
            ProviderAnswers.FailsWith(400, """{"type":"error","error":{"type":"invalid_request_error","message":"\"thinking.type.enabled\" is not supported for this model. Use \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking behavior."}}"""),
            ProviderAnswers.SaysAsAnthropic("Yes.")));
        await AskAsync(server, ApiKind.Anthropic, new SeatSettings { ThinkingTokens = 8_000 }, schema: true);
        var request = server.Requests[^1];
        Assert.Equal("adaptive", request.GetProperty("thinking").GetProperty("type").GetString());
        Assert.Equal("medium", request.GetProperty("output_config").GetProperty("effort").GetString());
        Assert.True(request.GetProperty("output_config").TryGetProperty("format", out _));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_claude_that_knows_no_effort_keeps_its_schema_and_one_that_knows_no_schema_its_effort()
    {
        static bool Has(JsonElement r, string member) => r.TryGetProperty("output_config", out var config) && config.TryGetProperty(member, out _);
        static string Error(string message) => JsonSerializer.Serialize(new { type = "error", error = new { type = "invalid_request_error", message } });
        await using var effortless = await ProviderServer.StartAsync(ProviderAnswers.Where(
            r => Has(r, "effort"), ProviderAnswers.FailsWith(400, Error("This model does not support the effort parameter.")), ProviderAnswers.SaysAsAnthropic("Yes.")));
        await AskAsync(effortless, ApiKind.Anthropic, new SeatSettings { Effort = "high" }, schema: true);
        Assert.True(Has(effortless.Requests[^1], "format"));
        await using var formless = await ProviderServer.StartAsync(ProviderAnswers.Where(
            r => Has(r, "format"), ProviderAnswers.FailsWith(400, Error("output_config.format: Extra inputs are not permitted")), ProviderAnswers.SaysAsAnthropic("Yes.")));
        await AskAsync(formless, ApiKind.Anthropic, new SeatSettings { Effort = "high" }, schema: true);
        Assert.True(Has(formless.Requests[^1], "effort"));
    }

    [Fact]
    public async Task Claude_is_told_an_effort_in_its_own_word()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.SaysAsAnthropic("Yes."));
        await AskAsync(server, ApiKind.Anthropic, new SeatSettings { Effort = "max" });
        Assert.Equal("max", server.Requests[0].GetProperty("output_config").GetProperty("effort").GetString());
        Assert.True(server.Requests[0].TryGetProperty("temperature", out _));
    }

    [Fact]
    public async Task Azure_is_asked_at_the_deployment_with_its_version_and_its_own_header_for_the_key()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("Yes."));
        var connection = new Connection
        {
            Name = "azure",
            Kind = ApiKind.OpenAI,
            Address = server.Address,
            KeyVariable = "AZURE_KEY",
            ApiVersion = "2025-04-01-preview",
            Deployments = new Dictionary<string, string> { ["gpt-5.5"] = "our-gpt" },
        };
        using var client = ChatClients.Create(connection, "gpt-5.5", new Secret("0123456789abcdef"), OutgoingSettings.Default, _time);
        await client.GetResponseAsync("Hi?", null, TestContext.Current.CancellationToken);
        await client.GetResponseAsync("Hi?", Options(new SeatSettings { Deployment = "other", ApiVersion = "2026-01-01" }), TestContext.Current.CancellationToken);
        Assert.Equal(["/openai/deployments/our-gpt/chat/completions", "/openai/deployments/other/chat/completions"], server.Heads.Select(h => h.Path));
        Assert.All(server.Headers, h => Assert.Equal("0123456789abcdef", h["api-key"]));
        Assert.All(server.Headers, h => Assert.DoesNotContain("Authorization", h.Keys));
    }

    [Theory]
    [InlineData("""{"effort":"huge"}""", "'huge' is not a reasoning effort: give none, minimal, low, medium, high, xhigh or max.")]
    [InlineData("""{"effort":"low","thinkingTokens":2000}""", "Give a reasoning effort or a thinking budget, not both.")]
    [InlineData("""{"thinkingTokens":100}""", "The thinking budget is 100: give tokens from 1024 to 200000.")]
    [InlineData("""{"topP":0}""", "top_p is 0: give a number above 0, up to 1.")]
    [InlineData("""{"seconds":0}""", "The timeout is 0: give seconds from 1 to 86400.")]
    [InlineData("""{"body":[]}""", "The extra body must be a JSON object, such as {\"chat_template_kwargs\":{\"enable_thinking\":false}}.")]
    [InlineData("""{"body":{"max_tokens":5}}""", "The extra body must not hold 'max_tokens', which the program writes itself.")]
    [InlineData("""{"headers":{"Authorization":"Bearer x"}}""", "The header 'Authorization' cannot be given: keys belong in the variable that key_variable names, the rest the program writes itself.")]
    [InlineData("""{"headers":{"X-A":"a\nb"}}""", "A header takes a name of letters, digits and hyphens and a value of printable ASCII characters, 1000 at most.")]
    [InlineData("""{"deployment":"a/b"}""", "The deployment takes letters, digits, hyphens, underscores and dots, 100 at most.")]
    [InlineData("""{"effort":"none","topP":1,"seconds":5,"body":{"a":1},"headers":{"X-A":"b"},"deployment":"d","apiVersion":"2025-01-01"}""", null)]
    public void What_cannot_be_is_refused_in_one_sentence(string json, string? problem) =>
        Assert.Equal(problem, JsonSerializer.Deserialize<SeatSettings>(json, JsonSerializerOptions.Web)!.Problem());

    private static ChatOptions Options(SeatSettings settings, int? limit = null, bool schema = false) => new()
    {
        Temperature = 0.5f,
        TopP = (float?)settings.TopP,
        MaxOutputTokens = limit,
        ResponseFormat = schema ? ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "answer") : null,
        AdditionalProperties = new() { [SeatSettings.Property] = settings },
    };

    private async Task AskAsync(ProviderServer server, ApiKind kind, SeatSettings settings, int? limit = 20_000, bool schema = false)
    {
        var address = kind == ApiKind.Anthropic ? server.Address : new Uri(server.Address, "/v1");
        using var client = ChatClients.Create(new Connection { Name = "local", Kind = kind, Address = address }, "m", null, OutgoingSettings.Default, _time);
        var response = await client.GetResponseAsync([new(ChatRole.User, "Hi?")], Options(settings, limit, schema), TestContext.Current.CancellationToken);
        Assert.Equal("Yes.", response.Text);
    }
}
