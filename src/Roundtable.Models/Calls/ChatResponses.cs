using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Tools;
using Roundtable.Models.Protocols;

namespace Roundtable.Models.Calls;

/// <summary>What an answer says, as the chat client's abstraction has it, with what the record keeps besides.</summary>
internal static class ChatResponses
{
    /// <summary>The response for an answer.</summary>
    /// <param name="answer">What the answer says.</param>
    /// <param name="raw">Its bytes as they came.</param>
    /// <param name="limit">The limit of tokens that went with the request; null for none.</param>
    /// <param name="offers">Whether tools were offered, so that what the model asks of them is no answer.</param>
    public static ChatResponse Of(ProtocolAnswer answer, byte[] raw, int? limit, bool offers)
    {
        var choice = answer.First;
        var asked = offers ? choice.Parts.OfType<ContentPart.ToolCall>().ToList() : [];
        var said = asked.Count > 0 ? choice.Text : Said(choice);
        var message = new ChatMessage(ChatRole.Assistant, said) { RawRepresentation = answer.Echo };
        foreach (var (call, index) in asked.Select((c, i) => (c, i)))
        {
            message.Contents.Add(new ToolRequest(call.Id ?? $"call_{index}", call.Name, call.Arguments));
        }

        if (choice.Reasoning is { Length: > 0 } thought && thought != said)
        {
            message.Contents.Insert(0, new TextReasoningContent(thought));
        }

        var response = new ChatResponse(message)
        {
            ModelId = answer.Model,
            ResponseId = answer.Id,
            FinishReason = choice.IsRefused ? ChatFinishReason.ContentFilter : choice.FinishReason is { } reason ? new ChatFinishReason(reason) : null,
            Usage = ReportedUsage.ToDetails(answer.Usage),
            AdditionalProperties = new() { [RecordingChatClient.RawProperty] = raw },
        };
        if (choice.ServedTools() is { Count: > 0 } served)
        {
            response.AdditionalProperties[RecordingChatClient.ToolUsesProperty] = served;
        }

        if (answer.CostUsd is { } cost)
        {
            response.AdditionalProperties[RecordingChatClient.CostProperty] = cost;
        }

        if (answer.Upstream is { } upstream)
        {
            response.AdditionalProperties[RecordingChatClient.UpstreamProperty] = upstream;
        }

        if (limit is { } tokens)
        {
            response.AdditionalProperties[RecordingChatClient.LimitProperty] = tokens;
        }

        return response;
    }

    /// <summary>The response for a request that a filter of the provider turned down before a model saw it.</summary>
    /// <param name="raw">The provider's words.</param>
    public static ChatResponse Declined(byte[] raw) => new(new ChatMessage(ChatRole.Assistant, ""))
    {
        FinishReason = ChatFinishReason.ContentFilter,
        AdditionalProperties = new() { [RecordingChatClient.RawProperty] = raw },
    };

    /// <summary>
    /// The text of the answer. Some servers put all of it elsewhere: into the arguments of a tool that nobody offered, or among the reasoning. That is
    /// taken where there is nothing else. Reasoning is an answer only where it is nothing but the object that was asked for, and was not cut: what a model
    /// thinks holds drafts, which are not what it says.
    /// </summary>
    private static string Said(AnswerChoice choice)
    {
        if (choice.Text is { Length: > 0 } text)
        {
            return text;
        }

        return choice.Refusal
            ?? choice.Parts.OfType<ContentPart.ToolCall>().Select(c => c.Arguments).FirstOrDefault(a => a.Length > 0)
            ?? (choice.FinishReason == FinishReasons.Stop && IsObject(choice.Reasoning) ? choice.Reasoning : "");
    }

    private static bool IsObject(string text) => text.AsSpan().Trim() is ['{', .., '}'] or ['`', .., '`'];
}
