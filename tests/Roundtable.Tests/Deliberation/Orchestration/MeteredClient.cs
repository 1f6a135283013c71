using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Tests.Deliberation.Orchestration;

/// <summary>
/// A model that reports what it used, and keeps to its limit unless it is deaf to it: an answer that would take more tokens is cut. Tokens of prompts are those of
/// <see cref="ScriptedTable.Tokens"/>, so that nothing is charged which was not estimated.
/// </summary>
internal sealed class MeteredClient(Func<string, (string Text, int Tokens)> answer, bool deaf = false) : IChatClient
{
    /// <summary>The name of each call, and the limit that came with it.</summary>
    public List<(string Call, int? Limit)> Calls { get; } = [];

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = (string)options!.AdditionalProperties![RecordingChatClient.CallProperty]!;
        var limit = options.MaxOutputTokens;
        lock (Calls)
        {
            Calls.Add((call, limit));
        }

        var (text, tokens) = answer(call);
        var cut = !deaf && tokens > limit;
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, cut ? "" : text))
        {
            FinishReason = cut ? ChatFinishReason.Length : ChatFinishReason.Stop,
            Usage = new UsageDetails
            {
                InputTokenCount = ScriptedTable.Tokens(null!, [.. messages]),
                OutputTokenCount = cut ? limit : tokens,
                ReasoningTokenCount = cut ? limit : tokens / 2,
            },
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
