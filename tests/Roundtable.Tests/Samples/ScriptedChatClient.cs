using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Tests.Samples;

/// <summary>A chat client that answers by call name, and keeps what it was asked.</summary>
internal sealed class ScriptedChatClient(Func<string, IReadOnlyList<ChatMessage>, CancellationToken, Task<ChatResponse>> answer) : IChatClient
{
    public ScriptedChatClient(Func<string, string> text)
        : this((call, _, _) => Task.FromResult(Said(text(call))))
    {
    }

    public List<(string Call, IReadOnlyList<ChatMessage> Messages)> Asked { get; } = [];

    public static ChatResponse Said(string text) => new(new ChatMessage(ChatRole.Assistant, text))
    {
        ModelId = "scripted-1",
        Usage = new UsageDetails { InputTokenCount = 100, OutputTokenCount = 50 },
    };

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = (string)options!.AdditionalProperties![RecordingChatClient.CallProperty]!;
        IReadOnlyList<ChatMessage> asked = [.. messages];
        lock (Asked)
        {
            Asked.Add((call, asked));
        }

        return answer(call, asked, cancellationToken);
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
