using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Recording;

/// <summary>
/// The chat client that seats use: it appends prompt, settings and raw output to the record before it hands the answer
/// on, and the answer carries the receipt. Nothing that a model says at the table goes round it.
/// </summary>
/// <param name="seated">The seat, with the client that reaches its model.</param>
/// <param name="log">Where answers are recorded.</param>
/// <param name="journal">What an interrupted run of the session already recorded.</param>
/// <param name="session">Id of the session.</param>
/// <param name="time">The clock.</param>
public sealed class RecordingChatClient(SeatedModel seated, RecordLog log, CallJournal journal, string session, TimeProvider time)
    : DelegatingChatClient(seated.Client)
{
    /// <summary>Key in <see cref="ChatOptions.AdditionalProperties"/> under which a caller names the call.</summary>
    public const string CallProperty = "roundtable.call";

    /// <summary>Key in <see cref="ChatOptions.AdditionalProperties"/> under which a caller names the leaves that the prompt was made of.</summary>
    public const string InputsProperty = "roundtable.inputs";

    /// <summary>Key in a response's additional properties under which a client leaves the answer's raw bytes.</summary>
    public const string RawProperty = "roundtable.raw";

    /// <summary>
    /// Key in a response's additional properties under which a client leaves what the provider says that it charged for the call: a <see cref="decimal"/>,
    /// in US dollars, at least 0.
    /// </summary>
    public const string CostProperty = "roundtable.costUsd";

    /// <summary>
    /// Key in a response's additional properties under which a client leaves who really served the call, where a router says to whom it passed it on
    /// (OpenRouter's <c>provider</c>): a <see cref="string"/>.
    /// </summary>
    public const string UpstreamProperty = "roundtable.upstream";

    /// <summary>
    /// Key in a response's additional properties under which a client leaves the limit of tokens that really went with the request: an <see cref="int"/>.
    /// </summary>
    public const string LimitProperty = "roundtable.limit";

    /// <summary>Key in a response's additional properties under which the receipt is found.</summary>
    public const string ReceiptProperty = "roundtable.receipt";

    /// <summary>Asks, records, and returns the answer with its receipt.</summary>
    /// <param name="call">The call's name, unique in the session.</param>
    /// <param name="messages">The prompt.</param>
    /// <param name="options">The settings.</param>
    /// <param name="inputs">Receipts of what the prompt was made of.</param>
    /// <param name="listener">Is told what is heard of the answer on its way; null where nobody watches.</param>
    /// <param name="cancellation">Gives up waiting; what was already recorded stays recorded.</param>
    /// <exception cref="RecalledFailureException">When an earlier run recorded that this call failed.</exception>
    public async Task<RecordedAnswer> AskAsync(
        string call,
        IReadOnlyList<ChatMessage> messages,
        ChatOptions options,
        IEnumerable<Receipt> inputs,
        IProgress<AnswerPart>? listener,
        CancellationToken cancellation)
    {
        options.AdditionalProperties ??= [];
        if (listener is not null)
        {
            options.AdditionalProperties[AnswerPart.ListenerProperty] = listener;
        }

        options.AdditionalProperties[CallProperty] = call;
        options.AdditionalProperties[InputsProperty] = InputLeaves.Of(inputs);
        var response = await GetResponseAsync(messages, options, cancellation);
        return new RecordedAnswer(
            response.Text,
            (Receipt)response.AdditionalProperties![ReceiptProperty]!,
            response.FinishReason == ChatFinishReason.ContentFilter,
            ReportedUsage.Of(response.Usage),
            response.ModelId,
            Cost(response))
        {
            Upstream = response.AdditionalProperties.GetValueOrDefault(UpstreamProperty) as string,
            Cut = response.FinishReason == ChatFinishReason.Length,
            Limit = response.AdditionalProperties.GetValueOrDefault(LimitProperty) as int? ?? options.MaxOutputTokens,
            Thinking = Thinking(response),
        };
    }

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var call = new Call(this, asked, options);
        if (await call.RecallAsync(cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var response = await base.GetResponseAsync(asked, options, cancellationToken);
        return await call.RecordAsync(response);
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var call = new Call(this, asked, options);
        if (await call.RecallAsync(cancellationToken) is { } earlier)
        {
            foreach (var update in earlier.ToChatResponseUpdates())
            {
                yield return update;
            }

            yield break;
        }

        List<ChatResponseUpdate> updates = [];
        await foreach (var update in base.GetStreamingResponseAsync(asked, options, cancellationToken))
        {
            updates.Add(update);
            yield return update;
        }

        var recorded = await call.RecordAsync(updates.ToChatResponse());
        yield return new ChatResponseUpdate { AdditionalProperties = new() { [ReceiptProperty] = recorded.AdditionalProperties![ReceiptProperty] } };
    }

    private sealed class Call
    {
        private readonly RecordingChatClient _client;
        private readonly string? _name;
        private readonly IReadOnlyList<long> _inputs;
        private readonly byte[] _prompt;
        private readonly byte[] _settings;
        private readonly RecordedCall _key;
        private readonly long _started;

        public Call(RecordingChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
        {
            _client = client;
            _name = options?.AdditionalProperties?.GetValueOrDefault(CallProperty) as string;
            _inputs = options?.AdditionalProperties?.GetValueOrDefault(InputsProperty) as IReadOnlyList<long> ?? [];
            _prompt = CallContents.Prompt(messages);
            _settings = CallContents.Settings(client.Model.Name, options);
            _key = new RecordedCall(_name ?? "", Digest.Of(_prompt), CallContents.Identity(_settings));
            _started = client.Time.GetTimestamp();
        }

        public async ValueTask<ChatResponse?> RecallAsync(CancellationToken cancellation)
        {
            if (_client.Journal.Failure(_key.Name) is { } failure)
            {
                throw new RecalledFailureException(failure.Reason, failure.Fault.Passes, failure.Fault.Lost);
            }

            if (_client.Journal.Answer(_key) is not { Leaf: { Output: { } output } leaf } logged
                || await _client.Log.ContentAsync(output, cancellation) is not { } text)
            {
                return null;
            }

            List<AIContent> contents = leaf.Document is { } thought && await _client.Log.ContentAsync(thought, cancellation) is { } words
                ? [new TextReasoningContent(Encoding.UTF8.GetString(words)), new TextContent(Encoding.UTF8.GetString(text))]
                : [new TextContent(Encoding.UTF8.GetString(text))];
            var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
            {
                ModelId = leaf.Producer?.Served,
                FinishReason = leaf.FinishReason is { } finish ? new ChatFinishReason(finish) : leaf.Refused ? ChatFinishReason.ContentFilter : null,
                Usage = ReportedUsage.ToDetails(leaf.Usage),
                AdditionalProperties = new() { [ReceiptProperty] = new Receipt(logged.Index, logged.Hash, output) },
            };
            if (leaf.CostUsd is { } cost)
            {
                response.AdditionalProperties[CostProperty] = cost;
            }

            if (leaf.Producer?.Upstream is { } upstream)
            {
                response.AdditionalProperties[UpstreamProperty] = upstream;
            }

            return response;
        }

        /// <summary>An answer that arrived is recorded even when nobody waits for it any more: it was paid for.</summary>
        public async Task<ChatResponse> RecordAsync(ChatResponse response)
        {
            var output = Encoding.UTF8.GetBytes(response.Text);
            var thinking = Thinking(response) is { } thought ? Encoding.UTF8.GetBytes(thought) : null;
            var raw = response.AdditionalProperties?.GetValueOrDefault(RawProperty) switch
            {
                byte[] bytes => bytes,
                ReadOnlyMemory<byte> memory => memory,
                _ => output,
            };
            var leaf = new Leaf
            {
                Kind = LeafKind.ModelOutput,
                Time = _client.Time.GetUtcNow(),
                Session = _client.SessionId,
                Call = _name,
                Producer = new Producer(
                    _client.Seated.Connection,
                    _client.Model.Name,
                    response.ModelId,
                    _client.Seated.Route,
                    response.AdditionalProperties?.GetValueOrDefault(UpstreamProperty) as string),
                Terms = _client.Seated.Terms,
                Inputs = _inputs,
                Prompt = _key.Prompt,
                Settings = Digest.Of(_settings),
                Output = Digest.Of(output),
                Raw = Digest.Of(raw.Span),
                Document = thinking is null ? null : Digest.Of(thinking),
                Usage = ReportedUsage.Of(response.Usage),
                FinishReason = response.FinishReason?.Value,
                CostUsd = Cost(response),
                DurationMs = (long)_client.Time.GetElapsedTime(_started).TotalMilliseconds,
                Refused = response.FinishReason == ChatFinishReason.ContentFilter,
                Simulated = _client.Model.Simulated,
            };
            var receipt = await _client.Log.AppendAsync(
                leaf, thinking is null ? [_prompt, _settings, output, raw] : [_prompt, _settings, output, raw, thinking], CancellationToken.None);
            (response.AdditionalProperties ??= [])[ReceiptProperty] = receipt;
            return response;
        }
    }

    private static string? Thinking(ChatResponse response) =>
        string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(c => c.Text)).Trim() is { Length: > 0 } words
            ? words
            : null;

    private static decimal? Cost(ChatResponse response) =>
        response.AdditionalProperties?.GetValueOrDefault(CostProperty) is decimal and >= 0 and var cost ? cost : null;

    private RecordLog Log => log;

    private CallJournal Journal => journal;

    private TimeProvider Time => time;

    private string SessionId => session;

    private SeatedModel Seated => seated;

    private ModelCard Model => seated.Seat.Model;
}
