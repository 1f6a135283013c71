namespace Roundtable.Models.Protocols;

/// <summary>What came of reading an answer. Closed: one of the nested kinds and nothing else.</summary>
public abstract record ProtocolReading
{
    private protected ProtocolReading()
    {
    }

    /// <summary>
    /// What an answer that failed or broke off said before it did: the model, the tokens counted so far, the text. It may have no choices. Null where it said
    /// nothing, and for an answer that is whole.
    /// </summary>
    public ProtocolAnswer? Partial { get; init; }

    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();

    /// <summary>The answer is whole. The model may still have declined, or stopped at a limit.</summary>
    /// <param name="Answer">What it says.</param>
    public sealed record Answered(ProtocolAnswer Answer) : ProtocolReading
    {
        private protected override void Seal() { }
    }

    /// <summary>An error is reported where an answer was promised: within a success, or in the middle of a stream.</summary>
    /// <param name="Error">The error.</param>
    public sealed record Failed(ProviderError Error) : ProtocolReading
    {
        private protected override void Seal() { }
    }

    /// <summary>It is not what the API promises: malformed, empty, or a stream that ended without the mark of its end.</summary>
    /// <param name="Problem">What is wrong, to go on after "The answer …": "is not JSON".</param>
    public sealed record Broken(string Problem) : ProtocolReading
    {
        private protected override void Seal() { }
    }
}
