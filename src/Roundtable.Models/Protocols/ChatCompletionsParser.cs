using System.Globalization;
using System.Text.Json;
using Roundtable.Deliberation.Tools;

namespace Roundtable.Models.Protocols;

/// <summary>Chat completions: a body and a chunk differ in nothing but <c>message</c> and <c>delta</c>.</summary>
internal sealed class ChatCompletionsParser(IProgress<ContentPart>? listener) : ProtocolParser(listener)
{
    private bool _answered;

    /// <inheritdoc/>
    public override ProtocolReading Read(JsonElement body)
    {
        Take(body, null);
        var choices = body.Member("choices")?.Items() ?? [];
        Answer.Echo = choices.Select(c => c.Member("message")).FirstOrDefault();
        return Finish();
    }

    /// <inheritdoc/>
    public override void Take(JsonElement data, string? name)
    {
        Answer.Error = ProviderError.Within(data) ?? (name is "error" ? ProviderError.Of(data) : null);
        Answer.Id = data.Text("id");
        Answer.Model = data.Text("model");
        Answer.Upstream = data.Text("provider");
        TakeUsage(data);
        TakeUsage(data.Member("x_groq") ?? default);
        foreach (var choice in data.Member("choices")?.Items() ?? [])
        {
            TakeChoice(choice);
        }
    }

    /// <inheritdoc/>
    public override bool TryTakeUsual(ReadOnlySpan<byte> data) => UsualChatChunk.TryTake(data, Answer) && (_answered = true);

    /// <inheritdoc/>
    public override void TakeDone() => Ended = true;

    /// <inheritdoc/>
    /// <remarks>Some servers end without the mark, but none without saying why the model stopped.</remarks>
    public override ProtocolReading Complete() => Ended || Answer.IsFinished ? Finish() : Cut();

    private ProtocolReading Finish()
    {
        if (Answer is { IsEmpty: true, Error: null, Usage: { TotalInput: not null, TotalOutput: var output } })
        {
            // Gemini answers with no choice at all where its filter stops a prompt, and where thinking took all the tokens that an answer may have.
            Answer.Choice().FinishReason = output > 0 ? FinishReasons.Length : FinishReasons.ContentFilter;
            return Answer.Build();
        }

        // A choice without a message says something only where it says that it was withheld.
        return _answered || Answer.Error is not null ? Answer.Build() : Broken("holds no message");
    }

    private void TakeChoice(JsonElement element)
    {
        if (ProviderError.IsError(element.Member("error")))
        {
            Answer.Error = ProviderError.Of(element);
        }

        TakeUsage(element); // Moonshot puts it here.
        var choice = Answer.Choice((int)Math.Min(element.Count("index") ?? 0, int.MaxValue));
        choice.FinishReason = FinishReasons.Of(element.Text("finish_reason"));
        if ((element.Member("message") ?? element.Member("delta")) is { ValueKind: JsonValueKind.Object } message)
        {
            _answered = true;
            TakeMessage(choice, message);
        }
        else if (element.Text("text") is { } text)
        {
            // The older completions (POST /completions) have the text where chat completions have a message.
            _answered = true;
            choice.Text(text);
        }

        _answered |= choice.FinishReason is FinishReasons.ContentFilter or FinishReasons.Error;
    }

    private static void TakeMessage(ChoiceBuilder choice, JsonElement message)
    {
        // Several names are in use, and OpenRouter says the same under two of them.
        var thought = message.Text("reasoning_content") ?? message.Text("reasoning") ?? message.Text("reasoning_text");
        choice.Reasoning(thought ?? string.Concat((message.Member("reasoning_details")?.Items() ?? []).Select(d => d.Text("text") ?? d.Text("summary"))));
        switch (message.Member("content"))
        {
            case { ValueKind: JsonValueKind.String } text:
                choice.Text(text.AsText());
                break;
            case { ValueKind: JsonValueKind.Number } number:
                choice.Text(number.GetRawText()); // Cloudflare streams a token of digits so.
                break;
            case { ValueKind: JsonValueKind.Array } parts:
                foreach (var part in parts.Items())
                {
                    TakePart(choice, part);
                }

                break;
            default:
                choice.Text(message.Member("audio")?.Text("transcript"));
                break;
        }

        foreach (var note in (message.Member("annotations")?.Items() ?? []).Where(a => a.Text("type") == "url_citation"))
        {
            // OpenRouter's words and OpenAI's; the indices are of the text so far, which a stream does not have whole.
            var page = note.Member("url_citation") ?? note;
            var said = message.Member("content") is { ValueKind: JsonValueKind.String } text ? ToolReading.Between(text.AsText(), page) : null;
            choice.Cite(Citation.Of(page.Text("url"), page.Text("title"), said, page.Text("content")));
        }

        choice.Refusal(message.Text("refusal"));
        foreach (var call in message.Member("tool_calls")?.Items() ?? [])
        {
            var place = call.Count("index")?.ToString(CultureInfo.InvariantCulture);
            var function = call.Member("function") ?? call.Member("custom") ?? default;
            choice.ToolCall(place, call.Text("id"), function.Text("name"), function.Text("arguments") ?? function.Text("input"));
        }

        if (message.Member("function_call") is { ValueKind: JsonValueKind.Object } old)
        {
            choice.ToolCall("function_call", null, old.Text("name"), old.Text("arguments"));
        }
    }

    private static void TakePart(ChoiceBuilder choice, JsonElement part)
    {
        switch (part.Text("type"))
        {
            case "thinking":
                choice.Reasoning(part.Text("thinking") ?? string.Concat((part.Member("thinking")?.Items() ?? []).Select(t => t.Text("text"))));
                break;
            case "refusal":
                choice.Refusal(part.Text("refusal"));
                break;
            case var _ when part.Text("text") is { } text:
                choice.Text(text);
                break;
            case var type:
                choice.Other(type ?? "");
                break;
        }
    }

    private void TakeUsage(JsonElement holder)
    {
        if (holder.Member("usage") is { ValueKind: JsonValueKind.Object } usage)
        {
            Answer.Usage = UsageReading.OfOpenAI(usage);
            Answer.CostUsd = UsageReading.CostUsd(usage);
        }
    }
}
