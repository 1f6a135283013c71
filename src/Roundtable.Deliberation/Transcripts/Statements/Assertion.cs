namespace Roundtable.Deliberation.Transcripts.Statements;

/// <summary>Something that a sentence says of a panel's votes and that ballots can bear out. A closed hierarchy: the nested types are all there are.</summary>
/// <param name="Start">Where it begins in the sentence.</param>
/// <param name="Length">Its length in characters.</param>
internal abstract record Assertion(int Start, int Length)
{
    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();

    /// <summary>All agree, perhaps on something, perhaps with their number.</summary>
    public sealed record Agreed(int Start, int Length, string? Object, int? Of) : Assertion(Start, Length)
    {
        private protected override void Seal() { }
    }

    /// <summary>Not all agree.</summary>
    public sealed record NotAgreed(int Start, int Length) : Assertion(Start, Length)
    {
        private protected override void Seal() { }
    }

    /// <summary>So many agree on something or vote for it, perhaps of so many.</summary>
    public sealed record Share(int Start, int Length, int Votes, int? Of, string? Object) : Assertion(Start, Length)
    {
        private protected override void Seal() { }
    }

    /// <summary>A majority, a plurality or most of them chose something.</summary>
    public sealed record Mostly(int Start, int Length, string Label, string? Object) : Assertion(Start, Length)
    {
        private protected override void Seal() { }
    }

    /// <summary>So many in a hundred agree.</summary>
    public sealed record Percent(int Start, int Length, int Value) : Assertion(Start, Length)
    {
        private protected override void Seal() { }
    }

    /// <summary>So many rounds were held.</summary>
    public sealed record RoundsHeld(int Start, int Length, int Rounds) : Assertion(Start, Length)
    {
        private protected override void Seal() { }
    }

    /// <summary>There was a discussion.</summary>
    public sealed record Discussed(int Start, int Length) : Assertion(Start, Length)
    {
        private protected override void Seal() { }
    }

    /// <summary>There was no discussion.</summary>
    public sealed record NotDiscussed(int Start, int Length) : Assertion(Start, Length)
    {
        private protected override void Seal() { }
    }

    /// <summary>Votes by option.</summary>
    public sealed record Counted(int Start, int Length, IReadOnlyList<(string Option, int Votes)> Counts) : Assertion(Start, Length)
    {
        private protected override void Seal() { }
    }

    /// <summary>The votes of the two sides, the larger first.</summary>
    public sealed record Divided(int Start, int Length, int More, int Fewer) : Assertion(Start, Length)
    {
        private protected override void Seal() { }
    }

    /// <summary>The panel as a whole chose something.</summary>
    public sealed record Favoured(int Start, int Length, string Object) : Assertion(Start, Length)
    {
        private protected override void Seal() { }
    }

    /// <summary>So many changed their minds.</summary>
    public sealed record Changed(int Start, int Length, int Models) : Assertion(Start, Length)
    {
        private protected override void Seal() { }
    }
}
