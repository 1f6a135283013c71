using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Protocols;

/// <summary>Gemini's own API. Each event of a stream is a body with the next pieces.</summary>
internal sealed class GenerateContentParser(IProgress<ContentPart>? listener) : ProtocolParser(listener)
{
    /// <inheritdoc/>
    public override ProtocolReading Read(JsonElement body)
    {
        Take(body, null);
        return Answer.Build();
    }

    /// <inheritdoc/>
    public override void Take(JsonElement data, string? name)
    {
        Answer.Error = ProviderError.Within(data);
        Answer.Id = data.Text("responseId");
        Answer.Model = data.Text("modelVersion");
        foreach (var (position, candidate) in (data.Member("candidates")?.Items() ?? []).Index())
        {
            TakeCandidate(candidate, Answer.Choice((int)(candidate.Count("index") ?? position)));
        }

        if (data.Member("promptFeedback")?.Text("blockReason") is { Length: > 0 } && Answer.IsEmpty)
        {
            Answer.Choice().FinishReason = FinishReasons.ContentFilter; // the prompt was stopped by a filter: there is no candidate
        }

        if (data.Member("usageMetadata") is { ValueKind: JsonValueKind.Object } usage)
        {
            // What tools brought along is a part of the prompt that is counted apart, and so is thinking of the answer.
            var (prompt, tools) = (usage.Count("promptTokenCount"), usage.Count("toolUsePromptTokenCount"));
            var (said, thought) = (usage.Count("candidatesTokenCount"), usage.Count("thoughtsTokenCount"));
            Answer.Usage = Usage.FromTotals(
                Sum(prompt, tools), Sum(said, thought), usage.Count("cachedContentTokenCount"), null, thought);
        }
    }

    /// <inheritdoc/>
    public override ProtocolReading Complete() => Answer.IsFinished ? Answer.Build() : Cut();

    private static void TakeCandidate(JsonElement candidate, ChoiceBuilder choice)
    {
        foreach (var part in candidate.Member("content")?.Member("parts")?.Items() ?? [])
        {
            if (part.Member("thought") is { ValueKind: JsonValueKind.True })
            {
                choice.Reasoning(part.Text("text"));
            }
            else if (part.Text("text") is { } text)
            {
                choice.Text(text);
            }
            else if (part.Member("functionCall") is { } call)
            {
                choice.ToolCall(null, call.Text("id"), call.Text("name"), call.Member("args")?.GetRawText() ?? "{}");
            }
            else if (part.ValueKind == JsonValueKind.Object)
            {
                choice.Other(part.EnumerateObject().FirstOrDefault().Name ?? "");
            }
        }

        choice.FinishReason = FinishReasons.Of(candidate.Text("finishReason"));
        if (candidate.Member("groundingMetadata") is { } grounding)
        {
            TakeSearch(grounding, choice);
        }

        foreach (var page in candidate.Member("urlContextMetadata")?.Member("urlMetadata")?.Items() ?? [])
        {
            choice.Add(new ContentPart.ServedTool(OfPage(page)));
        }
    }

    /// <summary>All searches of an answer are told together: the queries, the pages, and which words of the answer rest on which pages.</summary>
    private static void TakeSearch(JsonElement grounding, ChoiceBuilder choice)
    {
        List<JsonElement?> pages = [.. (grounding.Member("groundingChunks")?.Items() ?? []).Select(c => c.Member("web"))];
        string[] queries = [.. (grounding.Member("webSearchQueries")?.Items() ?? []).Select(q => q.AsText()).OfType<string>()];
        if (pages.Count == 0 && queries.Length == 0)
        {
            return;
        }

        choice.Add(new ContentPart.ServedTool(new ToolUse("google_search", new JsonObject { ["queries"] = new JsonArray([.. queries]) }.ToJsonString())
        {
            Sources = ToolReading.Pages(pages.Select(p => Source.Of(p?.Text("uri"), p?.Text("title")))),
            Result = ToolReading.Without(grounding, "searchEntryPoint"),
        }));
        foreach (var support in grounding.Member("groundingSupports")?.Items() ?? [])
        {
            var said = support.Member("segment")?.Text("text");
            foreach (var index in support.Member("groundingChunkIndices")?.Items() ?? [])
            {
                if (index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out var at) && at >= 0 && at < pages.Count)
                {
                    choice.Cite(Citation.Of(pages[at]?.Text("uri"), pages[at]?.Text("title"), said, null));
                }
            }
        }
    }

    private static ToolUse OfPage(JsonElement page)
    {
        const string Retrieved = "URL_RETRIEVAL_STATUS_SUCCESS";
        var (url, status) = (page.Text("retrievedUrl"), page.Text("urlRetrievalStatus"));
        return new ToolUse("url_context", url is null ? "" : new JsonObject { ["url"] = url }.ToJsonString())
        {
            Sources = ToolReading.Pages([Source.Of(url, null)]),
            Error = status is null or Retrieved ? null : ToolReading.Error(status),
            Result = page.GetRawText(),
        };
    }

    private static long? Sum(long? one, long? other) => one is null && other is null ? null : (one ?? 0) + (other ?? 0);
}
