using System.Text.Json;

namespace Roundtable.Annotation.Runs;

/// <summary>What came of one question to one seat about one item. A closed hierarchy: the nested types are all there are.</summary>
public abstract record SeatAnswer
{
    private protected SeatAnswer()
    {
    }

    /// <summary>The name of the kind in files and JSON, such as <c>cannot-tell</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Closes the hierarchy: a record could otherwise be derived from through its copy constructor.</summary>
    private protected abstract void Seal();

    /// <summary>A vote for an option.</summary>
    /// <param name="Option">Index of the option in the asker's order, from 0.</param>
    public sealed record Vote(int Option) : SeatAnswer
    {
        /// <inheritdoc/>
        public override string Kind => "vote";

        private protected override void Seal() { }
    }

    /// <summary>A score or a number.</summary>
    /// <param name="Value">It, exactly as far as a decimal holds it.</param>
    public sealed record Number(decimal Value) : SeatAnswer
    {
        /// <inheritdoc/>
        public override string Kind => "number";

        private protected override void Seal() { }
    }

    /// <summary>A text.</summary>
    /// <param name="Value">It, trimmed, never empty.</param>
    public sealed record Text(string Value) : SeatAnswer
    {
        /// <inheritdoc/>
        public override string Kind => "text";

        private protected override void Seal() { }
    }

    /// <summary>A JSON document that is valid against the schema.</summary>
    /// <param name="Value">It.</param>
    public sealed record Json(JsonElement Value) : SeatAnswer
    {
        /// <inheritdoc/>
        public override string Kind => "json";

        private protected override void Seal() { }
    }

    /// <summary>The seat says that it cannot tell: an abstention, which is an answer.</summary>
    public sealed record CannotTell : SeatAnswer
    {
        /// <inheritdoc/>
        public override string Kind => "cannot-tell";

        private protected override void Seal() { }
    }

    /// <summary>The seat says that the question cannot be answered as put.</summary>
    /// <param name="Why">Why.</param>
    public sealed record Objection(string Why) : SeatAnswer
    {
        /// <inheritdoc/>
        public override string Kind => "objection";

        private protected override void Seal() { }
    }

    /// <summary>The model refused, in its words or by its provider's filter: data, not a failure.</summary>
    /// <param name="ByProvider">Whether the provider's API reported it: such a refusal may pass, and is asked again in later runs.</param>
    public sealed record Refusal(bool ByProvider) : SeatAnswer
    {
        /// <inheritdoc/>
        public override string Kind => "refusal";

        private protected override void Seal() { }
    }

    /// <summary>The answer could not be read, and neither could its repair.</summary>
    /// <param name="Error">What was wrong with it.</param>
    public sealed record Unreadable(string Error) : SeatAnswer
    {
        /// <inheritdoc/>
        public override string Kind => "unreadable";

        private protected override void Seal() { }
    }

    /// <summary>There is no answer: the call failed.</summary>
    /// <param name="Reason">Why, one sentence that is safe to show.</param>
    public sealed record Absent(string Reason) : SeatAnswer
    {
        /// <inheritdoc/>
        public override string Kind => "absent";

        private protected override void Seal() { }
    }

    /// <summary>A limit of tokens cut the answer: what there is of it does not count.</summary>
    public sealed record Cut : SeatAnswer
    {
        /// <inheritdoc/>
        public override string Kind => "cut";

        private protected override void Seal() { }
    }
}
