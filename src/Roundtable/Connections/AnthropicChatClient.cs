using Anthropic;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Connections;

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
            response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
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
