using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Calls;
using Roundtable.Models.Protocols;
using Roundtable.Models.Providers;
using Roundtable.Models.Retries;

namespace Roundtable.Models.Batches;

/// <summary>
/// The way of one model to the batches of its provider. The model's chat client offers it as a service (<see cref="IChatClient.GetService"/>) where its
/// connection has batches, and both share what they learned of the model's server: what a live call had to leave out, a batch leaves out too.
/// </summary>
public sealed class BatchModel
{
    private readonly Endpoint _endpoint;
    private readonly AdaptingChatClient _adapting;
    private readonly WireChatClient _wire;
    private volatile int _learned;

    internal BatchModel(Endpoint endpoint, HttpClient http, AdaptingChatClient adapting, WireChatClient wire, TimeProvider time)
    {
        (_endpoint, _adapting, _wire) = (endpoint, adapting, wire);
        Api = endpoint.Connection.Kind == ApiKind.Anthropic
            ? new AnthropicBatches(new BatchHttp(endpoint, http, time))
            : new OpenAIBatches(new BatchHttp(endpoint, http, time));
    }

    /// <summary>Name of the connection.</summary>
    public string Connection => _endpoint.Connection.Name;

    /// <summary>The model as the provider calls it.</summary>
    public string Model => _endpoint.Model;

    /// <summary>The provider's batches.</summary>
    internal BatchApi Api { get; }

    /// <summary>How often something was learned from rejected calls: a call that was written before the last time may be written otherwise now.</summary>
    internal int Learned => _learned;

    /// <summary>The batches of a chat client; null where its model has none.</summary>
    /// <param name="client">The client that answers for a seat.</param>
    public static BatchModel? Of(IChatClient client) => client.GetService(typeof(BatchModel)) as BatchModel;

    /// <summary>Why a call cannot be one of a batch, in one sentence; null where it can.</summary>
    /// <param name="options">Its settings.</param>
    public string? Problem(ChatOptions? options) => SeatSettings.Of(options) switch
    {
        { HasTools: true } => $"{Connection}/{Model} is asked with tools, which a batch cannot answer.",
        { Headers.Count: > 0 } when !Api.TakesHeaders => $"{Connection}/{Model} is asked with headers of its own, which requests of a batch do not have.",
        _ => null,
    };

    /// <summary>The request of a call, as the model's server accepts it.</summary>
    internal BatchRequest Write(BatchCall call)
    {
        var (messages, options) = _adapting.Adapted(call.Messages, call.Options);
        var wire = _wire.Request(messages, options);
        return new BatchRequest(wire.Path, wire.Headers, Api.Line(call.Key, wire));
    }

    /// <summary>Learns from the rejection of a call; whether it is to be written otherwise now.</summary>
    internal bool TryLearn(ModelCallException failure, BatchCall call)
    {
        if (!_adapting.TryLearn(failure, call.Messages, call.Options))
        {
            return false;
        }

        Interlocked.Increment(ref _learned);
        return true;
    }

    /// <summary>Reads the line of a result.</summary>
    /// <param name="line">The line as it came.</param>
    /// <param name="call">The call that it answers.</param>
    internal LineReading Read(byte[] line, BatchCall call)
    {
        var result = BatchLine.Parse(line);
        if (result is null)
        {
            return new LineReading.Lost(_endpoint.Malformed("is a line of a batch that is not JSON").Message);
        }

        var limit = _adapting.Adapted(call.Messages, call.Options).Options?.MaxOutputTokens;
        return result.Value switch
        {
            { Ending: LineEnding.Expired } => new LineReading.Expired(),
            { Ending: LineEnding.Cancelled } => new LineReading.Cancelled(),
            { Ending: LineEnding.Failed, Body: var body } => Failed(ProviderError.Of(body), result.Value.Status, line),
            { Body: var body } => ProtocolReader.Read(ProtocolOf(body), body) switch
            {
                ProtocolReading.Answered { Answer: var said } => Answered(ChatResponses.Of(said, line, limit, offers: false)),
                ProtocolReading.Failed { Error: var error } => Failed(error, null, line),
                ProtocolReading.Broken { Problem: var problem } => new LineReading.Lost(_endpoint.Malformed(problem).Message),
                _ => throw new InvalidOperationException("The hierarchy of readings is closed."),
            },
        };
    }

    private static LineReading.Answered Answered(ChatResponse response)
    {
        (response.AdditionalProperties ??= [])[RecordingChatClient.BatchProperty] = true;
        return new LineReading.Answered(response);
    }

    private LineReading Failed(ProviderError error, int? status, byte[] line) => error.IsContentFilter
        ? Answered(ChatResponses.Declined(line))
        : new LineReading.Failed(_endpoint.Refused(status ?? error.Status ?? 502, error));

    /// <summary>OpenAI's two APIs are told apart by the members of their answers.</summary>
    private Protocol ProtocolOf(JsonElement body) =>
        _endpoint.Connection.Kind == ApiKind.Anthropic ? Protocol.Messages
        : body.Member("choices") is null && body.Member("output") is not null ? Protocol.Responses
        : Protocol.ChatCompletions;
}

/// <summary>The request of a call, as one line of a batch.</summary>
/// <param name="Path">The end of the address that a live call would go to: all requests of a batch share it.</param>
/// <param name="Headers">Headers besides the key's: all requests of a batch share them.</param>
/// <param name="Line">The line without the line feed, JSON in UTF-8.</param>
internal sealed record BatchRequest(string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[] Line)
{
    /// <summary>What the requests of one batch share: requests with the same text go together.</summary>
    public string Group => string.Join('\n', Headers.Select(h => $"{h.Name}: {h.Value}").Prepend(Path));
}

/// <summary>What the line of a result says. Closed: one of the nested kinds and nothing else.</summary>
internal abstract record LineReading
{
    private LineReading()
    {
    }

    /// <summary>The model answered, or declined to.</summary>
    public sealed record Answered(ChatResponse Response) : LineReading;

    /// <summary>The provider did not come to it in time.</summary>
    public sealed record Expired : LineReading;

    /// <summary>It was cancelled before the provider came to it.</summary>
    public sealed record Cancelled : LineReading;

    /// <summary>The provider failed at it or rejected it.</summary>
    public sealed record Failed(ModelCallException Failure) : LineReading;

    /// <summary>The line cannot be read.</summary>
    public sealed record Lost(string Problem) : LineReading;
}
