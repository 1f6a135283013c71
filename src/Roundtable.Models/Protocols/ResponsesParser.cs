using System.Globalization;
using System.Text.Json;
using Roundtable.Deliberation.Tools;

namespace Roundtable.Models.Protocols;

/// <summary>OpenAI's responses. The last event of a stream repeats the whole response; the events before it are for whoever listens.</summary>
internal sealed class ResponsesParser(IProgress<ContentPart>? listener) : ProtocolParser(listener)
{
    private string? _unfinished;

    /// <inheritdoc/>
    public override ProtocolReading Read(JsonElement body)
    {
        TakeResponse(body);
        Answer.Echo = body.Member("output");
        return Finish();
    }

    /// <inheritdoc/>
    public override void Take(JsonElement data)
    {
        var type = data.Text("type");
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
            case "response.completed" or "response.incomplete" or "response.failed":
                Ended = true;
                TakeResponse(data.Member("response") ?? default);
                break;
            case "error":
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
        _unfinished is { } status && Answer.Error is null ? new ProtocolReading.Broken($"is not finished: its status is {status}") : Answer.Build();

    private void TakeResponse(JsonElement response)
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

        if (response.Member("output") is not { ValueKind: JsonValueKind.Array } output)
        {
            return;
        }

        if (output.GetArrayLength() > 0)
        {
            Answer.Restart(); // What the events told of it comes again, whole.
        }

        var called = false;
        foreach (var (index, item) in output.Items().Index())
        {
            called |= TakeItem(Answer.Choice(), item, index);
        }

        TakeStatus(Answer.Choice(), response, called);
    }

    private void TakeStatus(ChoiceBuilder choice, JsonElement response, bool called)
    {
        switch (response.Text("status"))
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
