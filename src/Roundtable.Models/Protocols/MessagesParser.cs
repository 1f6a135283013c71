using System.Globalization;
using System.Text.Json;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Protocols;

/// <summary>Anthropic's messages.</summary>
internal sealed class MessagesParser(IProgress<ContentPart>? listener) : ProtocolParser(listener)
{
    private readonly Dictionary<string, string> _inputs = new(StringComparer.Ordinal);
    private readonly ServedBlocks _served = new();
    private long? _input;
    private long? _read;
    private long? _written;
    private long? _output;
    private long? _thinking;

    /// <inheritdoc/>
    public override ProtocolReading Read(JsonElement body)
    {
        TakeMessage(body);
        Answer.Echo = body.Member("content");
        return Finish();
    }

    /// <inheritdoc/>
    public override void Take(JsonElement data, string? name)
    {
        switch (data.Text("type") ?? name)
        {
            case "message_start":
                // A stream that begins anew takes back what came before.
                Answer.Restart();
                TakeMessage(data.Member("message") ?? default);
                break;
            case "content_block_start":
                TakeBlock(data.Member("content_block") ?? default, Place(data));
                break;
            case "content_block_delta":
                TakeDelta(data.Member("delta") ?? default, Place(data));
                break;
            case "message_delta":
                TakeStop(data.Member("delta") ?? default);
                TakeUsage(data);
                break;
            case "message_stop":
                Ended = true;
                break;
            case "error":
                Answer.Error = ProviderError.Of(data);
                break;
            default:
                Answer.Error = ProviderError.Within(data);
                break;
        }
    }

    /// <inheritdoc/>
    public override ProtocolReading Complete() => Ended || Answer.IsFinished ? Finish() : Cut();

    private ProtocolReading Finish()
    {
        foreach (var (place, input) in _inputs)
        {
            // What the model would have streamed of it, had it streamed anything.
            Answer.Choice().ToolCall(place, null, null, input);
        }

        if (!Answer.IsEmpty)
        {
            _served.AddTo(Answer.Choice());
        }

        return Answer.Build();
    }

    private void TakeMessage(JsonElement message)
    {
        Answer.Error = ProviderError.Within(message);
        Answer.Id = message.Text("id");
        Answer.Model = message.Text("model");
        Answer.Upstream = message.Text("provider");
        TakeUsage(message);
        _inputs.Clear();
        _served.Clear();
        if (message.Member("content") is not { ValueKind: JsonValueKind.Array } content)
        {
            return;
        }

        _ = Answer.Choice();
        foreach (var (index, block) in content.Items().Index())
        {
            TakeBlock(block, index.ToString(CultureInfo.InvariantCulture));
        }

        TakeStop(message);
    }

    private void TakeBlock(JsonElement block, string place)
    {
        var choice = Answer.Choice();
        switch (block.Text("type"))
        {
            case "text":
                choice.Text(block.Text("text"), place);
                _served.Said(place, block.Text("text"));
                foreach (var citation in block.Member("citations")?.Items() ?? [])
                {
                    _served.Cite(place, citation);
                }

                break;
            case "thinking":
                choice.Reasoning(block.Text("thinking"), place);
                break;
            case "server_tool_use":
                _served.Begin(place, block);
                break;
            case { } result when result.EndsWith("_tool_result", StringComparison.Ordinal):
                _served.End(block);
                break;
            case "tool_use":
                choice.ToolCall(place, block.Text("id"), block.Text("name"), null);
                _inputs[place] = block.Member("input")?.GetRawText() ?? "";
                break;
            case var type:
                choice.Other(type ?? "");
                break;
        }
    }

    private void TakeDelta(JsonElement delta, string place)
    {
        var choice = Answer.Choice();
        choice.Text(delta.Text("text"), place);
        _served.Said(place, delta.Text("text"));
        choice.Reasoning(delta.Text("thinking"), place);
        if (delta.Member("citation") is { } citation)
        {
            _served.Cite(place, citation);
        }

        if (_served.Takes(place, delta.Text("partial_json")))
        {
            return;
        }

        if (choice.HasToolCall(place) && delta.Text("partial_json") is { Length: > 0 } json)
        {
            // Not the input of a tool of the provider's, which is a part that is not read.
            _inputs.Remove(place);
            choice.ToolCall(place, null, null, json);
        }
    }

    private void TakeStop(JsonElement holder)
    {
        var choice = Answer.Choice();
        choice.FinishReason = FinishReasons.Of(holder.Text("stop_reason"));
        choice.Refusal(holder.Member("stop_details")?.Text("explanation"), "stop");
    }

    /// <summary>Each event tells the counts that it knows, as totals so far. The input leaves out the cache.</summary>
    private void TakeUsage(JsonElement holder)
    {
        if (holder.Member("usage") is not { ValueKind: JsonValueKind.Object } usage)
        {
            return;
        }

        _input = Later(usage.Count("input_tokens"), _input);
        _read = Later(usage.Count("cache_read_input_tokens"), _read);
        _written = Later(usage.Count("cache_creation_input_tokens"), _written);
        _output = Later(usage.Count("output_tokens"), _output);
        _thinking = Later(usage.Member("output_tokens_details")?.Count("thinking_tokens"), _thinking);
        var (input, output, read, written) = (_input, _output, _read, _written);
        foreach (var step in (usage.Member("iterations")?.Items() ?? []).Where(s => s.Text("type") is not (null or "message")))
        {
            // Compaction of the context within a call is charged, and is not in the counts above.
            input += step.Count("input_tokens") ?? 0;
            output += step.Count("output_tokens") ?? 0;
            read = Sum(read, step.Count("cache_read_input_tokens"));
            written = Sum(written, step.Count("cache_creation_input_tokens"));
        }

        Answer.Usage = Usage.FromTotals(input + (read ?? 0) + (written ?? 0), output, read, written, _thinking);
        Answer.CostUsd = UsageReading.CostUsd(usage);
    }

    /// <summary>Totals so far never shrink to nothing: servers that tell a count only at the start send zeros afterwards, others the other way round.</summary>
    private static long? Later(long? told, long? before) => told is null || (told == 0 && before > 0) ? before : told;

    private static long? Sum(long? one, long? other) => one is null && other is null ? null : (one ?? 0) + (other ?? 0);

    private static string Place(JsonElement data) => (data.Count("index") ?? 0).ToString(CultureInfo.InvariantCulture);
}
