using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Tools;
using Roundtable.Models.Http;
using Roundtable.Models.Protocols;

namespace Roundtable.Models.Calls;

/// <summary>
/// A model behind an HTTP API. The answer is asked for as a stream where somebody listens; its bytes are kept as they came; what it says is read by
/// <see cref="ProtocolReader"/>, and whatever goes wrong on the way becomes a <see cref="ModelCallException"/>.
/// </summary>
/// <param name="endpoint">The way to the model.</param>
/// <param name="http">The way out.</param>
internal abstract class WireChatClient(Endpoint endpoint, HttpClient http) : IChatClient
{
    /// <summary>The way to the model.</summary>
    protected Endpoint Endpoint => endpoint;

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        // An answer with tools is asked for whole: what it says of them is sent back as it came.
        var hasTools = SeatSettings.Of(options)?.HasTools == true;
        var listener = AnswerPart.Listener(options);
        var wire = Write(messages, options, listener is not null && !hasTools).With(SeatSettings.Of(options));
        try
        {
            using var request = wire.To(endpoint);
            await using var answer = await HttpAnswer.SendAsync(http, request, endpoint.Key?.Reveal(), cancellationToken);

            // A server that knows no streams answers in one piece; one that knows nothing else streams unasked.
            var reading = answer.IsEventStream
                ? await ProtocolReader.ReadEventsAsync(wire.Protocol, answer.Body, listener is null ? null : new Words(listener), cancellationToken)
                : ProtocolReader.Read(wire.Protocol, await answer.ReadAsync(cancellationToken));
            return reading switch
            {
                ProtocolReading.Answered { Answer: var said } => ChatResponses.Of(
                    said, answer.Body.Bytes, options?.MaxOutputTokens, ToolOffer.Of(options).Count > 0),
                ProtocolReading.Failed { Error: { IsContentFilter: true } } => ChatResponses.Declined(answer.Body.Bytes),
                ProtocolReading.Failed { Error: var error } => throw endpoint.Refused(error.Status ?? 502, error, answering: true),
                ProtocolReading.Broken { Problem: var problem } => throw endpoint.Malformed(problem),
                _ => throw new InvalidOperationException("The hierarchy of readings is closed."),
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (StatusException e) when (ProviderError.Parse(e.Body).IsContentFilter)
        {
            return ChatResponses.Declined(Encoding.UTF8.GetBytes(e.Body));
        }
#pragma warning disable CA1031 // The endpoint knows what a seat may be told of any of them.
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw endpoint.Failure(e);
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
        serviceKey is not null ? null
        : serviceType == typeof(RawAnswerReader) ? (RawAnswerReader)Reread
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Reads an answer with requests for tools from its bytes; the APIs are told apart by the members of their bodies.</summary>
    private static ChatResponse? Reread(ReadOnlyMemory<byte> raw)
    {
        try
        {
            var body = JsonElement.Parse(raw.Span);
            var protocol = body.Member("choices") is not null ? Protocol.ChatCompletions
                : body.Member("output") is not null ? Protocol.Responses
                : body.Member("candidates") is not null ? Protocol.GenerateContent
                : Protocol.Messages;
            return ProtocolReader.Read(protocol, body) is ProtocolReading.Answered { Answer: var said }
                ? ChatResponses.Of(said, raw.ToArray(), null, offers: true)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The request for an answer in one piece, with what its seat wants in it besides: one of a batch has the same body as a live one.</summary>
    public WireRequest Request(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        Write(messages, options, stream: false).With(SeatSettings.Of(options));

    /// <summary>Writes the request.</summary>
    /// <param name="messages">The prompt.</param>
    /// <param name="options">The settings.</param>
    /// <param name="stream">Whether the answer is wanted as a stream of events.</param>
    protected abstract WireRequest Write(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream);

    /// <summary>Hands on the words of the answer, and that the model thinks; what it thinks is not heard.</summary>
    private sealed class Words(IProgress<AnswerPart> listener) : IProgress<ContentPart>
    {
        public void Report(ContentPart value)
        {
            switch (value)
            {
                case ContentPart.Text { Value: var words }:
                    listener.Report(new AnswerPart.Delta(words));
                    break;
                case ContentPart.Reasoning:
                    listener.Report(new AnswerPart.Thinking());
                    break;
            }
        }
    }
}
