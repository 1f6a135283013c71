using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Roundtable.Models;
using Roundtable.Models.Calls;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models.Retries;

/// <summary>Servers that do not take what they are sent, in the words that they say it in.</summary>
public sealed class AdaptingChatClientTests
{
    private static readonly Func<HttpContext, Task> _yes = ProviderAnswers.Says("Yes.");

    private readonly ImpatientTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("response_format", 400, """{"error":{"message":"response_format is not supported by this model"}}""")]
    [InlineData("response_format", 400, """{"error":{"message":"'response_format.type' must be 'json_object' or 'text'"}}""")]
    [InlineData("response_format", 400, """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"Invalid schema: enum not allowed\"}}"}}}""")]
    [InlineData("response_format", 404, """{"error":{"message":"No endpoints found that can handle the requested parameters.","code":404}}""")]
    [InlineData("response_format", 400, """{"error":{"message":"Failed to generate JSON.","type":"invalid_request_error","code":"json_validate_failed","failed_generation":"{"}}""")]
    [InlineData("response_format", 400, """[{"error":{"message":"Unknown name \"additionalProperties\" at 'generation_config.response_schema'","code":400,"status":"INVALID_ARGUMENT"}}]""")]
    [InlineData("response_format", 500, """{"error":{"message":"Internal error: guided decoding failed"}}""")]
    [InlineData("temperature", 400, """{"error":{"message":"Unsupported value: 'temperature' does not support 0.5 with this model.","param":"temperature"}}""")]
    [InlineData("temperature", 400, """{"error":{"message":"temperature must be between 0 and 0.4 for this model, or in [0, 0]","param":"temperature"}}""")]
    [InlineData("temperature", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"temperature: Extra inputs are not permitted"}}""")]
    [InlineData("max_tokens", 400, """{"error":{"message":"Unsupported parameter: 'max_tokens'"}}""")]
    public async Task What_a_server_does_not_know_is_left_out_from_then_on(string member, int status, string complaint)
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Where(member, ProviderAnswers.FailsWith(status, complaint), _yes));
        await AskTwiceAsync(server);
        Assert.Equal([true, false, false], server.Requests.Select(r => r.TryGetProperty(member, out _)));
        Assert.All(server.Requests, r => Assert.Equal(2, new[] { "response_format", "temperature", "max_tokens" }.Count(m => m != member && r.TryGetProperty(m, out _))));
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task A_limit_that_has_another_name_is_named_so_and_not_left_out()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Where(
            "max_tokens", ProviderAnswers.Fails(400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."), _yes));
        await AskTwiceAsync(server);
        Assert.Equal([9, 9], server.Requests.Skip(1).Select(r => r.GetProperty("max_completion_tokens").GetInt32()));
    }

    [Theory]
    [InlineData("Developer instruction is not enabled for models/gemma-3-27b-it")]
    [InlineData("System role not supported")]
    public async Task A_model_without_a_system_is_told_the_same_by_the_user(string complaint)
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Where(
            r => r.GetProperty("messages").EnumerateArray().Any(m => m.GetProperty("role").GetString() == "system"), ProviderAnswers.Fails(400, complaint), _yes));
        await AskTwiceAsync(server);
        Assert.Equal(3, server.Requests.Count);
        var message = Assert.Single(server.Requests[2].GetProperty("messages").EnumerateArray());
        Assert.Equal(("user", "Be brief.\n\nHi?"), (message.GetProperty("role").GetString(), message.GetProperty("content").GetString()));
    }

    [Fact]
    public async Task A_model_that_only_the_newer_api_reaches_is_asked_there()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Where(
            "messages",
            ProviderAnswers.FailsWith(404, """{"error":{"message":"This model is only supported in v1/responses and not in v1/chat/completions.","param":"model","code":null}}"""),
            ProviderAnswers.SaysAsResponse(new WireAnswer("Yes.") { Model = "gpt-pro", ReasoningTokens = 30 })));
        var response = await AskTwiceAsync(server);
        Assert.Equal(("gpt-pro", 30), (response.ModelId, response.Usage!.ReasoningTokenCount));
        Assert.Equal(["/v1/chat/completions", "/v1/responses", "/v1/responses"], server.Heads.Select(h => h.Path));
        var request = server.Requests[1];
        Assert.Equal((9, 0.5), (request.GetProperty("max_output_tokens").GetInt32(), request.GetProperty("temperature").GetDouble()));
        Assert.Equal("object", request.GetProperty("text").GetProperty("format").GetProperty("schema").GetProperty("type").GetString());
        Assert.Equal(["system", "user"], request.GetProperty("input").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        Assert.False(request.GetProperty("store").GetBoolean());
    }

    [Fact]
    public async Task A_server_that_takes_nothing_is_asked_plainly_in_the_end()
    {
        var fussy = ProviderAnswers.Where("response_format", ProviderAnswers.Fails(400, "no schema"),
            ProviderAnswers.Where("temperature", ProviderAnswers.Fails(400, "no temperature"),
            ProviderAnswers.Where("max_tokens", ProviderAnswers.Fails(400, "no max_tokens"), _yes)));
        await using var server = await ProviderServer.StartAsync(fussy);
        await AskTwiceAsync(server);
        Assert.Equal(["model", "messages"], server.Requests[^1].EnumerateObject().Select(m => m.Name));
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_never_has_enough_is_told_of()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(400, "schema temperature max_tokens max_completion_tokens system role v1/responses stream"));
        var error = await Assert.ThrowsAsync<ModelCallException>(() => AskTwiceAsync(server));
        Assert.StartsWith("local/m does not accept the request (400): ", error.Message, StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 2, 8);
    }

    private async Task<ChatResponse> AskTwiceAsync(ProviderServer server)
    {
        var connection = new Connection { Name = "local", Kind = ApiKind.OpenAI, Address = new Uri(server.Address, "/v1") };
        using var client = ChatClients.Create(connection, "m", null, OutgoingSettings.Default, _time);
        var options = new ChatOptions
        {
            Temperature = 0.5f,
            MaxOutputTokens = 9,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "answer"),
        };
        ChatMessage[] prompt = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hi?")];
        Assert.Equal("Yes.", (await client.GetResponseAsync(prompt, options, Cancellation)).Text);
        var response = await client.GetResponseAsync(prompt, options, Cancellation);
        Assert.Equal("Yes.", response.Text);
        return response;
    }
}
