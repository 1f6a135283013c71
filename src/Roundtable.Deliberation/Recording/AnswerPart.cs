using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Recording;

/// <summary>
/// What is heard of an answer while it is on its way, before it is on the record: for people to watch, and for nothing
/// else. Closed: one of the nested kinds and nothing else.
/// </summary>
/// <remarks>
/// A call whose connection is cut in mid-answer is made again from the start. A listener can be told so; an enumeration
/// that has already handed out words could not take them back. So words are reported beside the call, and the call itself
/// returns the whole answer or fails.
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

    /// <summary>Who listens to the answer that is asked for with <paramref name="options"/>; null where nobody does.</summary>
    public static IProgress<AnswerPart>? Listener(ChatOptions? options) =>
        options?.AdditionalProperties?.GetValueOrDefault(ListenerProperty) as IProgress<AnswerPart>;

    /// <summary>The next words.</summary>
    /// <param name="Text">As the model wrote them, raw.</param>
    public sealed record Delta(string Text) : AnswerPart
    {
        private protected override void Seal() { }
    }

    /// <summary>The call failed and is made again: words heard so far count for nothing.</summary>
    /// <param name="Why">What went wrong, one sentence.</param>
    public sealed record Retrying(string Why) : AnswerPart
    {
        private protected override void Seal() { }
    }
}
