using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Models;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models;

public sealed class ImagesOverHttpTests
{
    private static readonly byte[] _png = SampleFiles.Images.First().Bytes;

    private static string Base64 => Convert.ToBase64String(_png);

    [Fact]
    public async Task Chat_completions_get_images_as_data_addresses_beside_the_text()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("A chart."));
        await AskAsync(server, ApiKind.OpenAI);
        Assert.Equal(
            $$$"""[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Base64}}}"}}]""",
            Compact(Assert.Single(server.Requests).GetProperty("messages")[1].GetProperty("content")));
        Assert.Equal("Look.", server.Requests[0].GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Responses_get_images_in_their_own_words()
    {
        await using var server = await ProviderServer.StartAsync(
            ProviderAnswers.Fails(404, "This is not a chat model: use v1/responses."),
            ProviderAnswers.SaysAsResponse(new WireAnswer("A chart.")));
        await AskAsync(server, ApiKind.OpenAI);
        Assert.Equal(
            $$"""[{"type":"input_text","text":"What is it?"},{"type":"input_image","image_url":"data:image/png;base64,{{Base64}}"}]""",
            Compact(server.Requests[^1].GetProperty("input")[1].GetProperty("content")));
    }

    [Fact]
    public async Task Messages_get_images_in_their_own_words()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.SaysAsAnthropic("A chart."));
        await AskAsync(server, ApiKind.Anthropic);
        Assert.Equal(
            $$$"""[{"type":"text","text":"What is it?"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{{Base64}}}"}}]""",
            Compact(Assert.Single(server.Requests).GetProperty("messages")[0].GetProperty("content")));
    }

    private static async Task AskAsync(ProviderServer server, ApiKind kind)
    {
        var connection = new Connection { Name = "lab", Kind = kind, Address = kind == ApiKind.Anthropic ? server.Address : new Uri(server.Address, "/v1") };
        using var client = ChatClients.Create(connection, "m", null, OutgoingSettings.Default, TimeProvider.System);
        var message = new ChatMessage(ChatRole.User, "What is it?");
        message.Contents.Add(new DataContent(_png, "image/png"));
        await client.GetResponseAsync([new ChatMessage(ChatRole.System, "Look."), message], null, TestContext.Current.CancellationToken);
    }

    private static string Compact(JsonElement element) =>
        System.Text.Json.Nodes.JsonNode.Parse(element.GetRawText())!.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
