using System.Text.Json;

namespace Roundtable.Models.Protocols;

/// <summary>Reads the bodies and events of one protocol into an answer.</summary>
internal abstract class ProtocolParser(IProgress<ContentPart>? listener)
{
    /// <summary>The answer as far as it was read.</summary>
    protected AnswerBuilder Answer { get; } = new(listener);

    /// <summary>Whether the stream said that it is over.</summary>
    public bool Ended { get; protected set; }

    /// <summary>Whether the stream told of an error: nothing that follows is an answer.</summary>
    public bool Failed => Answer.Error is not null;

    /// <summary>Whether an event said how the answer ends, be it one of several choices.</summary>
    public bool HasEnding => Ended || Failed || Answer.HasFinish;

    /// <summary>What was read so far; null where that is nothing.</summary>
    public ProtocolAnswer? Partial => Answer.Partial();

    /// <summary>A parser.</summary>
    public static ProtocolParser For(Protocol protocol, IProgress<ContentPart>? listener) => protocol switch
    {
        Protocol.Responses => new ResponsesParser(listener),
        Protocol.Messages => new MessagesParser(listener),
        Protocol.GenerateContent => new GenerateContentParser(listener),
        _ => new ChatCompletionsParser(listener),
    };

    /// <summary>Reads an answer that came whole.</summary>
    public abstract ProtocolReading Read(JsonElement body);

    /// <summary>Reads the next event of a stream.</summary>
    /// <param name="data">Its data.</param>
    /// <param name="name">Its name; null where it has none.</param>
    public abstract void Take(JsonElement data, string? name);

    /// <summary>Reads the next event of a stream where it is of the usual kind, which can be read faster, and says nothing of how the answer ended.</summary>
    /// <param name="data">The data of an event without a name.</param>
    /// <returns>Whether it was read; otherwise it is left to <see cref="Take"/>.</returns>
    public virtual bool TryTakeUsual(ReadOnlySpan<byte> data) => false;

    /// <summary>Takes an error that is no JSON.</summary>
    public void TakeError(ProviderError error) => Answer.Error = error;

    /// <summary>The mark <c>[DONE]</c>, which ends streams of chat completions; other protocols have marks of their own.</summary>
    public virtual void TakeDone()
    {
    }

    /// <summary>What came of the stream, once nothing more of it comes.</summary>
    public abstract ProtocolReading Complete();

    /// <summary>What came of an answer that is not what the API promises.</summary>
    protected ProtocolReading.Broken Broken(string problem) => new(problem) { Partial = Partial };

    /// <summary>What came of a stream that ended without its mark.</summary>
    protected ProtocolReading Cut() => Answer.Error is null ? Broken("ended before it was complete") : Answer.Build();
}
