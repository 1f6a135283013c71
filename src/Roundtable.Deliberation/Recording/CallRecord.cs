using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Recording;

/// <summary>One call of a model: recalled where it is on the record, recorded before anybody is told its answer where it is not.</summary>
internal sealed class CallRecord
{
    private const string ToolCallsReason = "tool_calls";

    private readonly SeatedModel _seated;
    private readonly RecordLog _log;
    private readonly CallJournal _journal;
    private readonly string _session;
    private readonly TimeProvider _time;
    private readonly string? _name;
    private readonly IReadOnlyList<long> _inputs;
    private readonly CallDocuments _documents;
    private readonly long _started;

    /// <summary>A call that is about to be made.</summary>
    public CallRecord(
        SeatedModel seated, RecordLog log, CallJournal journal, string session, TimeProvider time, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        (_seated, _log, _journal, _session, _time) = (seated, log, journal, session, time);
        _name = options?.AdditionalProperties?.GetValueOrDefault(RecordingChatClient.CallProperty) as string;
        _inputs = options?.AdditionalProperties?.GetValueOrDefault(RecordingChatClient.InputsProperty) as IReadOnlyList<long> ?? [];
        _documents = CallDocuments.Of(options, _seated.Seat.Model.Name, messages);
        _started = _time.GetTimestamp();
    }

    /// <summary>The answer that is on the record; null where there is none.</summary>
    /// <exception cref="RecalledFailureException">When the record says that the call failed.</exception>
    public async ValueTask<ChatResponse?> RecallAsync(CancellationToken cancellation)
    {
        if (_journal.Count == 0)
        {
            return null; // as in most calls of a run: what identifies settings takes a while to make
        }

        var key = new RecordedCall(_name ?? "", _documents.Prompt.Digest, CallContents.Identity(_documents.Settings.Bytes.Span));
        if (_journal.Failure(key.Name) is { } failure)
        {
            throw new RecalledFailureException(failure.Reason, failure.Fault.Passes, failure.Fault.Lost);
        }

        if (_journal.Answer(key) is not { Leaf: { Output: { } output } leaf } logged
            || await _log.ContentAsync(output, cancellation) is not { } text)
        {
            return null;
        }

        List<AIContent> contents = leaf.Document is { } thought && await _log.ContentAsync(thought, cancellation) is { } words
            ? [new TextReasoningContent(Encoding.UTF8.GetString(words)), new TextContent(Encoding.UTF8.GetString(text))]
            : [new TextContent(Encoding.UTF8.GetString(text))];
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ModelId = leaf.Producer?.Served,
            FinishReason = leaf.FinishReason is { } finish ? new ChatFinishReason(finish) : leaf.Refused ? ChatFinishReason.ContentFilter : null,
            Usage = ReportedUsage.ToDetails(leaf.Usage),
            AdditionalProperties = new() { [RecordingChatClient.ReceiptProperty] = new Receipt(logged.Index, logged.Hash, output) },
        };
        if (leaf.CostUsd is { } cost)
        {
            response.AdditionalProperties[RecordingChatClient.CostProperty] = cost;
        }

        if (leaf.Producer?.Upstream is { } upstream)
        {
            response.AdditionalProperties[RecordingChatClient.UpstreamProperty] = upstream;
        }

        List<ToolUse> uses = [];
        foreach (var tool in _journal.Tools(leaf.Inputs).Where(t => t.Leaf.Call!.StartsWith($"{_name}.p", StringComparison.Ordinal)))
        {
            uses.AddRange(await new ToolRecord(_log, _session, _time).RecallAsync(tool, cancellation) is { } use ? [use] : []);
        }

        response.AdditionalProperties[RecordingChatClient.ToolUsesProperty] = uses;
        return await WithToolsAsync(response, leaf, cancellation);
    }

    /// <summary>What the model asked of tools stands in the bytes of its answer, and is read from them again.</summary>
    private async Task<ChatResponse> WithToolsAsync(ChatResponse response, Leaf leaf, CancellationToken cancellation)
    {
        if (leaf is { FinishReason: ToolCallsReason or ToolDialogue.PausedReason, Raw: { } digest } && await _log.ContentAsync(digest, cancellation) is { } raw
            && (_seated.Client.GetService(typeof(RawAnswerReader)) as RawAnswerReader)?.Invoke(raw) is { } read)
        {
            response.Messages = read.Messages;
        }

        return response;
    }

    /// <summary>An answer that arrived is recorded even when nobody waits for it any more: it was paid for.</summary>
    public async Task<ChatResponse> RecordAsync(ChatResponse response)
    {
        var output = DigestedContent.Of(Encoding.UTF8.GetBytes(response.Text));
        DigestedContent? thinking = Thinking(response) is { } thought ? DigestedContent.Of(Encoding.UTF8.GetBytes(thought)) : null;
        var raw = DigestedContent.Of(response.AdditionalProperties?.GetValueOrDefault(RecordingChatClient.RawProperty) switch
        {
            byte[] bytes => bytes,
            ReadOnlyMemory<byte> memory => memory,
            _ => output.Bytes,
        });
        var (uses, inputs) = await RecordToolsAsync(response);
        var leaf = new Leaf
        {
            Kind = LeafKind.ModelOutput,
            Time = _time.GetUtcNow(),
            Session = _session,
            Call = _name,
            Producer = new Producer(
                _seated.Connection,
                _seated.Seat.Model.Name,
                response.ModelId,
                _seated.Route,
                response.AdditionalProperties?.GetValueOrDefault(RecordingChatClient.UpstreamProperty) as string),
            Terms = _seated.Terms,
            Inputs = inputs,
            Prompt = _documents.Prompt.Digest,
            Settings = _documents.Settings.Digest,
            Output = output.Digest,
            Raw = raw.Digest,
            Document = thinking?.Digest,
            Usage = ReportedUsage.Of(response.Usage),
            FinishReason = response.FinishReason?.Value,
            CostUsd = Cost(response),
            DurationMs = response.AdditionalProperties?.GetValueOrDefault(RecordingChatClient.BatchProperty) is true
                ? null
                : (long)_time.GetElapsedTime(_started).TotalMilliseconds,
            Refused = response.FinishReason == ChatFinishReason.ContentFilter,
            Simulated = _seated.Seat.Model.Simulated,
        };
        var receipt = await _log.AppendDigestedAsync(
            leaf,
            thinking is { } shown ? [_documents.Prompt, _documents.Settings, output, raw, shown] : [_documents.Prompt, _documents.Settings, output, raw],
            CancellationToken.None);
        (response.AdditionalProperties ??= [])[RecordingChatClient.ReceiptProperty] = receipt;
        response.AdditionalProperties[RecordingChatClient.ToolUsesProperty] = uses;
        return response;
    }

    /// <summary>What the model thought, as far as it is shown; null where nothing is.</summary>
    public static string? Thinking(ChatResponse response) =>
        string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(c => c.Text)).Trim() is { Length: > 0 } words
            ? words
            : null;

    /// <summary>What the provider says that it charged, in US dollars; null where it does not say.</summary>
    public static decimal? Cost(ChatResponse response) =>
        response.AdditionalProperties?.GetValueOrDefault(RecordingChatClient.CostProperty) is decimal and >= 0 and var cost ? cost : null;

    /// <summary>Records the calls that the provider made of its own tools: the answer is derived from what they returned.</summary>
    private async Task<(IReadOnlyList<ToolUse> Uses, IReadOnlyList<long> Inputs)> RecordToolsAsync(ChatResponse response)
    {
        List<ToolUse> uses = [];
        foreach (var use in response.AdditionalProperties?.GetValueOrDefault(RecordingChatClient.ToolUsesProperty) as IReadOnlyList<ToolUse> ?? [])
        {
            var by = new Producer(_seated.Connection, use.Tool, null, _seated.Route);
            var name = string.Create(CultureInfo.InvariantCulture, $"{_name}.p{uses.Count + 1}");
            uses.Add(await new ToolRecord(_log, _session, _time).AppendAsync(name, use, Encoding.UTF8.GetBytes(use.Result), by, null, _inputs));
        }

        return (uses, uses.Count == 0 ? _inputs : [.. _inputs.Concat(uses.Select(u => u.Receipt!.Leaf)).Distinct().Order().TakeLast(Leaf.MaxInputs)]);
    }
}
