using System.Text.Json.Serialization;

namespace Roundtable.Deliberation.Ballots;

/// <summary>What a ballot chooses. A closed hierarchy: the nested types are all there are.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Vote), "vote")]
[JsonDerivedType(typeof(Position), "position")]
[JsonDerivedType(typeof(Abstention), "abstention")]
[JsonDerivedType(typeof(Objection), "objection")]
[JsonDerivedType(typeof(Refusal), "refusal")]
[JsonDerivedType(typeof(Unparsed), "unparsed")]
public abstract record Choice
{
    private protected Choice()
    {
    }

    /// <summary>Closes the hierarchy: a record could otherwise be derived from through its copy constructor.</summary>
    private protected abstract void Seal();

    /// <summary>A vote for one option.</summary>
    /// <param name="Option">Index of the option in the asker's order, from 0.</param>
    /// <param name="Ranking">All options from best to worst, where ranked ballots were asked for.</param>
    /// <param name="Approved">Every option that the seat finds acceptable; null where it did not say.</param>
    public sealed record Vote(int Option, IReadOnlyList<int>? Ranking = null, IReadOnlyList<int>? Approved = null) : Choice
    {
        private protected override void Seal() { }
    }

    /// <summary>An answer to an open question in one sentence.</summary>
    /// <param name="Text">The position as the seat stated it.</param>
    public sealed record Position(string Text) : Choice
    {
        private protected override void Seal() { }
    }

    /// <summary>The seat answered and declined to choose.</summary>
    public sealed record Abstention : Choice
    {
        private protected override void Seal() { }
    }

    /// <summary>An objection: the question cannot be answered as asked.</summary>
    /// <param name="Why">The false premise, or how the options do not fit.</param>
    public sealed record Objection(string Why) : Choice
    {
        private protected override void Seal() { }
    }

    /// <summary>The model refused to take part, as reported by the API or recognised from its words.</summary>
    public sealed record Refusal : Choice
    {
        private protected override void Seal() { }
    }

    /// <summary>The answer did not parse, and neither did its repair; its raw text is kept.</summary>
    /// <param name="Error">What was wrong with it.</param>
    public sealed record Unparsed(string Error) : Choice
    {
        private protected override void Seal() { }
    }
}
