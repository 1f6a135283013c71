using System.Buffers;
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Calls;
using Roundtable.Models.Http;
using Roundtable.Models.Protocols;
using OpenAIChat = OpenAI.Chat.ChatClient;

namespace Roundtable.Models.OpenAI;

/// <summary>
/// OpenAI's chat completions, and whatever server speaks them, over the OpenAI package's protocol methods: the answer's
/// bytes are kept as they came, and members that one server adds or leaves out do not break the reading.
/// </summary>
internal sealed class OpenAIChatClient : IChatClient
{
    // The package wants a key even for servers that want none.
    private const string NoKey = "none";

    private readonly Endpoint _endpoint;
    private readonly OpenAIChat _chat;
    private readonly string _limitName;

    /// <summary>Makes the client.</summary>
    public OpenAIChatClient(Endpoint endpoint)
    {
        _endpoint = endpoint;
        _limitName = endpoint.Connection.Address.Host == "api.openai.com" ? "max_completion_tokens" : "max_tokens";
        _chat = new OpenAIChat(endpoint.Model, new ApiKeyCredential(endpoint.Key?.Reveal() ?? NoKey), new OpenAIClientOptions
        {
            Endpoint = endpoint.Connection.Address,
            Transport = new HttpClientPipelineTransport(Transport.Http),
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        });
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var listener = AnswerPart.Listener(options);
        using var body = BinaryContent.Create(Request(messages, options, listener is not null));
        try
        {
            if (listener is not null)
            {
                return await ListenAsync(body, listener, cancellationToken);
            }

            var result = await _chat.CompleteChatAsync(body, new RequestOptions { CancellationToken = cancellationToken });
            return Read(result.GetRawResponse().Content.ToArray());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The endpoint knows what a seat may be told of any of them.
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw _endpoint.Failure(e);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private async Task<ChatResponse> ListenAsync(BinaryContent body, IProgress<AnswerPart> listener, CancellationToken cancellation)
    {
        using var raw = RawAnswer.Keep();
        var result = await _chat.CompleteChatAsync(body, new RequestOptions { CancellationToken = cancellation, BufferResponse = false });
        using var response = result.GetRawResponse();

        // A server that knows no streams answers in one piece, and the transport has read it whole.
        if (response.Headers.TryGetValue("Content-Type", out var type) && type?.StartsWith(Transport.EventStream, StringComparison.OrdinalIgnoreCase) == true)
        {
            var answer = await new OpenAIStream(_endpoint, listener).ReadAsync(response.ContentStream!, cancellation);
            answer.AdditionalProperties = new() { [RecordingChatClient.RawProperty] = raw.Bytes };
            return answer;
        }

        return Read(raw.Bytes);
    }

    private BinaryData Request(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, _endpoint.Model);
            json.WriteStartArray("messages"u8);
            foreach (var message in messages)
            {
                json.WriteStartObject();
                json.WriteString("role"u8, message.Role.Value);
                json.WriteString("content"u8, message.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (stream)
            {
                json.WriteBoolean("stream"u8, true);
                json.WriteStartObject("stream_options"u8);
                json.WriteBoolean("include_usage"u8, true);
                json.WriteEndObject();
            }

            if (options?.Temperature is { } temperature)
            {
                json.WriteNumber("temperature"u8, temperature);
            }

            if (options?.MaxOutputTokens is { } limit)
            {
                json.WriteNumber(_limitName, limit);
            }

            if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } format)
            {
                json.WriteStartObject("response_format"u8);
                json.WriteString("type"u8, "json_schema"u8);
                json.WriteStartObject("json_schema"u8);
                json.WriteString("name"u8, format.SchemaName ?? "answer");
                json.WriteBoolean("strict"u8, true);
                json.WritePropertyName("schema"u8);
                schema.WriteTo(json);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return BinaryData.FromBytes(buffer.WrittenMemory);
    }

    private ChatResponse Read(byte[] raw)
    {
        JsonElement root;
        try
        {
            root = OpenAIAnswer.Checked(_endpoint, JsonElement.Parse(raw));
        }
        catch (JsonException e)
        {
            throw _endpoint.Malformed("is not JSON", e);
        }

        if (root.Member("choices")?.Items().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } choice
            || choice.Member("message") is not { ValueKind: JsonValueKind.Object } message)
        {
            throw _endpoint.Malformed("holds no message");
        }

        var response = OpenAIAnswer.Of(
            OpenAIAnswer.Content(message), message.Text("refusal"), root.Text("model"), root.Text("id"), choice.Text("finish_reason"), OpenAIAnswer.Usage(root));
        response.AdditionalProperties = new() { [RecordingChatClient.RawProperty] = raw };
        return response;
    }
}
