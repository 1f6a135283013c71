using System.Text;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>
/// The names of the members of turns, in the chat formats of OpenAI, Anthropic, Gemini, Bedrock, ShareGPT, OpenAssistant and of chat exports.
/// </summary>
internal static class TurnMembers
{
    // The most frequent first: they are compared in this order. There are fewer than 64, one bit each.
    private static readonly (byte[] Name, TurnMember Member)[] _known =
    [
        .. Names(TurnMember.Speaker, "role"),
        .. Names(TurnMember.Said, "content"),
        .. Names(TurnMember.Speaker, "from"),
        .. Names(TurnMember.Said, "value text parts"),
        .. Names(TurnMember.Speaker, "sender speaker author"),
        .. Names(TurnMember.Said, "reasoning_content thinking reasoning thought thoughts reasoningContent reasoningText summary refusal message"),
        .. Names(TurnMember.Said, "utterance body"),
        .. Names(TurnMember.Call, "tool_calls function_call functionCall toolUse function tool_call"),
        .. Names(TurnMember.Argument, "arguments input args parameters"),
        .. Names(TurnMember.Result, "toolResult functionResponse function_response"),
        .. Names(TurnMember.ResultOf, "tool_use_id toolUseId"),
        .. Names(TurnMember.Replies, "replies children"),
    ];

    /// <summary>What a member is for, and its bit among the known ones; 0 for others.</summary>
    public static TurnMember Of(ReadOnlySpan<byte> name, out ulong bit)
    {
        if (name.SequenceEqual("content"u8))
        {
            bit = 1UL << 1;
            return TurnMember.Said;
        }

        for (var i = 0; i < _known.Length; i++)
        {
            if (name.SequenceEqual(_known[i].Name))
            {
                bit = 1UL << i;
                return _known[i].Member;
            }
        }

        bit = 0;
        return TurnMember.Other;
    }

    /// <summary>The role of a text in an object that is what was said, as in <c>"content": { "answer": … }</c>; null for what is not said.</summary>
    public static FieldRole? Inside(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("answer"u8) || name.SequenceEqual("response"u8) || name.SequenceEqual("output"u8) || name.SequenceEqual("completion"u8)
            ? FieldRole.Turns
            : null;

    private static IEnumerable<(byte[], TurnMember)> Names(TurnMember member, string names) =>
        names.Split(' ').Select(n => (Encoding.UTF8.GetBytes(n), member));
}
