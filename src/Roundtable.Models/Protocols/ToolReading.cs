using System.Text.Json;
using Roundtable.Deliberation.Tools;

namespace Roundtable.Models.Protocols;

/// <summary>What providers tell of the tools that they call themselves. Whatever is missing or of another type is left out.</summary>
internal static class ToolReading
{
    private const int MaxError = 300;

    /// <summary>The words of a text that a citation marks with <c>start_index</c> and <c>end_index</c>; null where they do not lie in it.</summary>
    public static string? Between(string? text, JsonElement citation) =>
        text is not null && citation.Count("start_index") is { } start && citation.Count("end_index") is { } end && start >= 0 && start < end
            && end <= text.Length
            ? text[(int)start..(int)end]
            : null;

    /// <summary>An item <c>web_search_call</c> of OpenAI's responses.</summary>
    public static ToolUse OfSearchCall(JsonElement item)
    {
        var action = item.Member("action") ?? default;
        var sources = (action.Member("sources")?.Items() ?? []).Select(s => Source.Of(s.Text("url"), s.Text("title")));
        var status = item.Text("status");
        return new ToolUse("web_search", action.ValueKind == JsonValueKind.Object ? Without(action, "sources") : "")
        {
            Sources = Pages(sources.Append(Source.Of(action.Text("url"), null))),
            Error = status is null or "completed" ? null : status,
            Result = action.ValueKind == JsonValueKind.Object ? action.GetRawText() : "",
        };
    }

    /// <summary>A block with the result of one of Anthropic's tools.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="input">Its arguments.</param>
    /// <param name="result">The block's content; null where none came.</param>
    public static ToolUse OfResult(string name, string input, JsonElement? result)
    {
        var content = result ?? default;
        var pages = content.ValueKind == JsonValueKind.Array
            ? content.Items().Select(p => Source.Of(p.Text("url"), p.Text("title")))
            : [Source.Of(content.Text("url"), content.Member("content")?.Text("title"))];
        var error = content.Text("error_code");
        return new ToolUse(name, input)
        {
            Sources = Pages(pages),
            Error = result is null ? "no result was told" : error is null ? null : Error(error),
            Result = result?.GetRawText() ?? "",
        };
    }

    /// <summary>A provider's word for why a call failed, cut.</summary>
    public static string Error(string told) => told[..Math.Min(told.Length, MaxError)];

    /// <summary>The pages that a call returned, each once; null where it returned none.</summary>
    public static List<Source>? Pages(IEnumerable<Source?> sources) =>
        sources.OfType<Source>().DistinctBy(s => s.Url, StringComparer.Ordinal).Take(ToolUse.MaxSources).ToList() is { Count: > 0 } pages ? pages : null;

    /// <summary>An object without a member.</summary>
    public static string Without(JsonElement element, string member)
    {
        var copy = System.Text.Json.Nodes.JsonObject.Create(element)!;
        copy.Remove(member);
        return copy.ToJsonString();
    }
}
