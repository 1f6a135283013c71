using Anthropic;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Calls;
using Roundtable.Models.Http;

namespace Roundtable.Models.Anthropic;

/// <summary>Anthropic's messages, through its package; keeps the answer's bytes as they came.</summary>
internal sealed class AnthropicChatClient(Endpoint endpoint) : DelegatingChatClient(Client(endpoint))
{
    /// <summary>The API wants a limit with every request; seats may set their own.</summary>
    private const int DefaultMaxOutputTokens = 8192;

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var raw = RawAnswer.Keep();
        ChatResponse response;
        try
        {
            response = AnswerPart.Listener(options) is { } listener
                ? await ListenAsync(messages, options, listener, cancellationToken)
                : await base.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The endpoint knows what a seat may be told of any of them.
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw raw.Bytes.Length > 0 ? endpoint.Malformed("could not be read", e) : endpoint.Failure(e);
        }

        (response.AdditionalProperties ??= [])[RecordingChatClient.RawProperty] = raw.Bytes;
        return response;
    }

    private async Task<ChatResponse> ListenAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, IProgress<AnswerPart> listener, CancellationToken cancellation)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellation))
        {
            updates.Add(update);
            if (update.Text is { Length: > 0 } words)
            {
                listener.Report(new AnswerPart.Delta(words));
            }
        }

        var response = updates.ToChatResponse();
        return response.FinishReason is null ? throw endpoint.Malformed("ended before it was complete") : response;
    }

    private static IChatClient Client(Endpoint endpoint) => new AnthropicClient
    {
        ApiKey = endpoint.Key?.Reveal(),
        BaseUrl = endpoint.Connection.Address.ToString().TrimEnd('/'),
        HttpClient = Transport.Http,
        MaxRetries = 0,
        Timeout = TimeSpan.FromHours(1),
        OpenTelemetry = false,
    }.AsIChatClient(endpoint.Model, DefaultMaxOutputTokens);
}
