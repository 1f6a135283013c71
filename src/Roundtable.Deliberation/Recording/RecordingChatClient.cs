using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Tools;
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

    /// <summary>
    /// Key in <see cref="ChatOptions.AdditionalProperties"/> of an <see cref="int"/>: how many characters of the first message from the user many calls begin
    /// with, and the system message before it. A provider that must be told what to cache is told. It changes no answer and is no setting of the call.
    /// </summary>
    public const string SharedPrefixProperty = "roundtable.sharedPrefix";

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

    /// <summary>
    /// Key in a response's additional properties: true where it came in a provider's batch, at the price of batches. How long the provider took is not known
    /// then, and no duration is recorded.
    /// </summary>
    public const string BatchProperty = "roundtable.batch";

    /// <summary>
    /// Key in a response's additional properties under which a client leaves the calls that the provider made of its own tools: a list of
    /// <see cref="ToolUse"/>. Recorded, they are found there with their receipts.
    /// </summary>
    public const string ToolUsesProperty = "roundtable.toolUses";

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

        IReadOnlyList<ChatResponse> all;
        ChatResponse response;
        IReadOnlyList<ToolUse> uses = [];
        if (SeatSettings.Of(options)?.HasTools == true)
        {
            var dialogue = new ToolDialogue(this, seated, new ToolRecord(log, session, time), journal);
            (response, all, uses) = await dialogue.AskAsync(call, messages, options, [.. inputs], cancellation);
        }
        else
        {
            options.AdditionalProperties[CallProperty] = call;
            options.AdditionalProperties[InputsProperty] = InputLeaves.Of(inputs);
            all = [response = await GetResponseAsync(messages, options, cancellation)];
        }

        return new RecordedAnswer(
            response.Text,
            (Receipt)response.AdditionalProperties![ReceiptProperty]!,
            response.FinishReason == ChatFinishReason.ContentFilter,
            ReportedUsage.Of(ReportedUsage.Sum([.. all.Select(r => r.Usage)])),
            response.ModelId,
            all.All(r => CallRecord.Cost(r) is not null) ? all.Sum(r => CallRecord.Cost(r)) : null)
        {
            Tools = uses,
            Calls = all.Count,
            Upstream = response.AdditionalProperties.GetValueOrDefault(UpstreamProperty) as string,
            IsBatch = response.AdditionalProperties.GetValueOrDefault(BatchProperty) is true,
            Cut = response.FinishReason == ChatFinishReason.Length,
            Limit = response.AdditionalProperties.GetValueOrDefault(LimitProperty) as int? ?? options.MaxOutputTokens,
            Thinking = CallRecord.Thinking(response),
        };
    }

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var call = Call(asked, options);
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
        var call = Call(asked, options);
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

    private CallRecord Call(IReadOnlyList<ChatMessage> messages, ChatOptions? options) => new(seated, log, journal, session, time, messages, options);
}
