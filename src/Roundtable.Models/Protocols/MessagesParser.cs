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
    public override void Take(JsonElement data)
    {
        switch (data.Text("type"))
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

        if (delta.Text("partial_json") is { Length: > 0 } json)
        {
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

        _input = usage.Count("input_tokens") ?? _input;
        _read = usage.Count("cache_read_input_tokens") ?? _read;
        _written = usage.Count("cache_creation_input_tokens") ?? _written;
        _output = usage.Count("output_tokens") ?? _output;
        _thinking = usage.Member("output_tokens_details")?.Count("thinking_tokens") ?? _thinking;
        Answer.Usage = Usage.FromTotals(_input + (_read ?? 0) + (_written ?? 0), _output, _read, _written, _thinking);
        Answer.CostUsd = UsageReading.CostUsd(usage);
    }

    private static string Place(JsonElement data) => (data.Count("index") ?? 0).ToString(CultureInfo.InvariantCulture);
}
