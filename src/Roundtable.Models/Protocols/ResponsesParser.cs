using System.Globalization;
using System.Text.Json;
using Roundtable.Deliberation.Tools;

namespace Roundtable.Models.Protocols;

/// <summary>OpenAI's responses. The last event of a stream repeats the whole response; the events before it are for whoever listens.</summary>
internal sealed class ResponsesParser(IProgress<ContentPart>? listener) : ProtocolParser(listener)
{
    private readonly SortedDictionary<long, JsonElement> _items = [];
    private string? _unfinished;

    /// <inheritdoc/>
    public override ProtocolReading Read(JsonElement body)
    {
        TakeResponse(body, null);
        Answer.Echo = body.Member("output");
        return Finish();
    }

    /// <inheritdoc/>
    public override void Take(JsonElement data, string? name)
    {
        var type = data.Text("type") ?? name;
        switch (type)
        {
            case "response.output_text.delta":
                Answer.Choice().Text(data.Text("delta"), Place(data, "content_index"));
                break;
            case "response.refusal.delta":
                Answer.Choice().Refusal(data.Text("delta"), Place(data, "content_index"));
                break;
            case "response.reasoning_summary_text.delta":
                Answer.Choice().Reasoning(data.Text("delta"), Place(data, "summary_index"));
                break;
            case "response.reasoning_text.delta":
                Answer.Choice().Reasoning(data.Text("delta"), Place(data, "content_index"));
                break;
            case "response.output_item.done" when data.Member("item") is { ValueKind: JsonValueKind.Object } item:
                _items[data.Count("output_index") ?? _items.Count] = item;
                break;
            case "response.completed" or "response.incomplete" or "response.failed" or "response.cancelled":
                Ended = true;
                TakeResponse(data.Member("response") ?? default, type["response.".Length..]);
                break;
            case "error" or "response.error":
                Answer.Error = ProviderError.Of(data);
                break;
            case null:
                Answer.Error = ProviderError.Within(data);
                break;
            default:
                Answer.Id = data.Member("response")?.Text("id");
                Answer.Model = data.Member("response")?.Text("model");
                break;
        }
    }

    /// <inheritdoc/>
    public override ProtocolReading Complete() => Ended ? Finish() : Cut();

    private ProtocolReading Finish() =>
        _unfinished is { } status && Answer.Error is null ? Broken($"is not finished: its status is {status}") : Answer.Build();

    /// <summary>Takes the response, and what the event that held it says of its status.</summary>
    private void TakeResponse(JsonElement response, string? ending)
    {
        Answer.Error = ProviderError.Within(response);
        Answer.Id = response.Text("id");
        Answer.Model = response.Text("model");
        Answer.Upstream = response.Text("provider");
        if (response.Member("usage") is { ValueKind: JsonValueKind.Object } usage)
        {
            Answer.Usage = UsageReading.OfOpenAI(usage);
            Answer.CostUsd = UsageReading.CostUsd(usage);
        }

        if (ending is null && response.Member("output") is not { ValueKind: JsonValueKind.Array })
        {
            return;
        }

        // What the events told of it comes again, whole. Some servers leave it out at the end and have told it item by item.
        JsonElement[] items = [.. response.Member("output")?.Items() ?? []];
        items = items.Length > 0 ? items : [.. _items.Values];
        if (items.Length > 0)
        {
            Answer.Restart();
        }

        var called = false;
        foreach (var (index, item) in items.Index())
        {
            called |= TakeItem(Answer.Choice(), item, index);
        }

        TakeStatus(Answer.Choice(), response, response.Text("status") ?? ending, called);
    }

    private void TakeStatus(ChoiceBuilder choice, JsonElement response, string? ending, bool called)
    {
        switch (ending)
        {
            case null or "completed":
                choice.FinishReason = called ? FinishReasons.ToolCalls : FinishReasons.Stop;
                break;
            case "incomplete":
                choice.FinishReason = FinishReasons.Of(response.Member("incomplete_details")?.Text("reason")) ?? "incomplete";
                break;
            case "failed" or "cancelled":
                choice.FinishReason = FinishReasons.Error;
                break;
            case var status:
                _unfinished = status;
                break;
        }
    }

    /// <summary>Takes an item; true where it calls a tool of the caller's.</summary>
    private static bool TakeItem(ChoiceBuilder choice, JsonElement item, int index)
    {
        switch (item.Text("type"))
        {
            case "message":
                foreach (var (at, part) in (item.Member("content")?.Items() ?? []).Index())
                {
                    var place = string.Create(CultureInfo.InvariantCulture, $"{index}.{at}");
                    choice.Text(part.Text("text"), place);
                    foreach (var note in (part.Member("annotations")?.Items() ?? []).Where(a => a.Text("type") == "url_citation"))
                    {
                        choice.Cite(Citation.Of(note.Text("url"), note.Text("title"), ToolReading.Between(part.Text("text"), note), null));
                    }

                    choice.Refusal(part.Text("refusal"), place);
                }

                return false;
            case "reasoning":
                foreach (var (at, part) in (item.Member("summary")?.Items() ?? []).Concat(item.Member("content")?.Items() ?? []).Index())
                {
                    choice.Reasoning(part.Text("text"), string.Create(CultureInfo.InvariantCulture, $"{index}.{at}"));
                }

                return false;
            case "web_search_call":
                choice.Add(new ContentPart.ServedTool(ToolReading.OfSearchCall(item)));
                return false;
            case "function_call" or "custom_tool_call":
                choice.ToolCall(
                    index.ToString(CultureInfo.InvariantCulture),
                    item.Text("call_id") ?? item.Text("id"),
                    item.Text("name"),
                    item.Text("arguments") ?? item.Text("input"));
                return true;
            case var type:
                choice.Other(type ?? "");
                return false;
        }
    }

    private static string Place(JsonElement data, string member) =>
        string.Create(CultureInfo.InvariantCulture, $"{data.Count("output_index") ?? 0}.{data.Count(member) ?? 0}");
}
