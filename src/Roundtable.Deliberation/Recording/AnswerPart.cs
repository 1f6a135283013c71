using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Recording;

/// <summary>
/// Progress of an answer that is streaming in, before it is recorded: for display only. A closed hierarchy: the nested
/// types are all there are.
/// </summary>
/// <remarks>
/// A call whose connection breaks in mid-answer is retried from the start. A listener can be told so; an enumeration could
/// not take back what it has already yielded. So deltas are reported beside the call, and the call itself returns the whole
/// answer or fails.
/// </remarks>
public abstract record AnswerPart
{
    /// <summary>Key in <see cref="ChatOptions.AdditionalProperties"/> under which a caller leaves an <see cref="IProgress{T}"/> of parts.</summary>
    public const string ListenerProperty = "roundtable.listener";

    private protected AnswerPart()
    {
    }

    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();

    /// <summary>The listener to the answer of a call with <paramref name="options"/>; null where there is none.</summary>
    public static IProgress<AnswerPart>? Listener(ChatOptions? options) =>
        options?.AdditionalProperties?.GetValueOrDefault(ListenerProperty) as IProgress<AnswerPart>;

    /// <summary>The next part of the text.</summary>
    /// <param name="Text">The raw text.</param>
    public sealed record Delta(string Text) : AnswerPart
    {
        private protected override void Seal() { }
    }

    /// <summary>The request is on its way: the call waits in line no longer.</summary>
    public sealed record Asked : AnswerPart
    {
        private protected override void Seal() { }
    }

    /// <summary>The model thinks; what it thinks is no part of the answer.</summary>
    public sealed record Thinking : AnswerPart
    {
        private protected override void Seal() { }
    }

    /// <summary>The call failed and is retried: the deltas so far are void.</summary>
    /// <param name="Why">What went wrong, one sentence.</param>
    public sealed record Retrying(string Why) : AnswerPart
    {
        private protected override void Seal() { }
    }
}
