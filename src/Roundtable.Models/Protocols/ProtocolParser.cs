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

    /// <summary>Whether something that was read says how the answer, or one of several, ended.</summary>
    public bool IsEnding => Ended || Failed || Answer.HasEnding;

    /// <summary>What was read so far, whether it is whole or not.</summary>
    public ProtocolAnswer Partial => Answer.Partial();

    /// <summary>A parser.</summary>
    public static ProtocolParser For(Protocol protocol, IProgress<ContentPart>? listener) => protocol switch
    {
        Protocol.Responses => new ResponsesParser(listener),
        Protocol.Messages => new MessagesParser(listener),
        _ => new ChatCompletionsParser(listener),
    };

    /// <summary>Reads an answer that came whole.</summary>
    public abstract ProtocolReading Read(JsonElement body);

    /// <summary>Reads the next event of a stream.</summary>
    public abstract void Take(JsonElement data);

    /// <summary>The mark <c>[DONE]</c>, which ends streams of chat completions; other protocols have marks of their own.</summary>
    public virtual void TakeDone()
    {
    }

    /// <summary>What came of the stream, once nothing more of it comes.</summary>
    public abstract ProtocolReading Complete();

    /// <summary>What came of a stream that ended without its mark.</summary>
    protected ProtocolReading Cut() => Answer.Error is null ? new ProtocolReading.Broken("ended before it was complete") : Answer.Build();
}
