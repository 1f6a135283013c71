using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>A contradiction between a published page's claim and its ballots. A closed hierarchy: the nested types are all there are.</summary>
/// <param name="Line">The line of the claim, from 1.</param>
public abstract record Discrepancy(int Line)
{
    private const int ShownLength = 160;

    /// <summary>What the page claims and what its ballots say, in one sentence.</summary>
    public abstract string Sentence { get; }

    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();

    internal static string Short(string text) => text.Length <= ShownLength ? text : text[..(ShownLength - 1)] + "…";

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    /// <summary>The label does not fit the votes.</summary>
    public sealed record WrongLabel(int Line, string Claimed, TallyLabel Counted, string Votes) : Discrepancy(Line)
    {
        /// <inheritdoc/>
        public override string Sentence => $"The page calls the result \"{Claimed}\"; its ballots, {Votes}, make it {Words(Counted)}.";

        private static string Words(TallyLabel label) => label switch
        {
            TallyLabel.NoVerdict => "no verdict",
            TallyLabel.Unanimous => "unanimous",
            _ => $"a {label.ToString().ToLowerInvariant()}",
        };

        private protected override void Seal() { }
    }

    /// <summary>Another option leads, or none.</summary>
    public sealed record WrongWinner(int Line, string Claimed, string? Counted) : Discrepancy(Line)
    {
        /// <inheritdoc/>
        public override string Sentence => Counted is null
            ? $"The page names \"{Short(Claimed)}\" as the result; by its ballots no option is ahead."
            : $"The page names \"{Short(Claimed)}\" as the result; its ballots put \"{Short(Counted)}\" ahead.";

        private protected override void Seal() { }
    }

    /// <summary>A count that the ballots do not give.</summary>
    public sealed record WrongCount(int Line, string What, int Claimed, int Counted) : Discrepancy(Line)
    {
        /// <inheritdoc/>
        public override string Sentence => $"The page counts {Claimed} for {Short(What)}; its ballots give {Counted}.";

        private protected override void Seal() { }
    }

    /// <summary>More or fewer models than ballots.</summary>
    public sealed record WrongNumberOfModels(int Line, int Claimed, int Ballots) : Discrepancy(Line)
    {
        /// <inheritdoc/>
        public override string Sentence => $"The page speaks of {Count(Claimed, "model")} and shows {Count(Ballots, "ballot")}.";

        private protected override void Seal() { }
    }

    /// <summary>A sentence of the page that its ballots, or its title, contradict.</summary>
    public sealed record WrongStatement(int Line, string Claimed, string Said) : Discrepancy(Line)
    {
        /// <inheritdoc/>
        public override string Sentence => $"The page says \"{Short(Claimed)}\"; {Said}.";

        private protected override void Seal() { }
    }

    /// <summary>A quotation that no ballot contains, with the passage that comes nearest to it, if any does.</summary>
    public sealed record UnsaidQuotation(int Line, string Where, string Words, string? By, string? NearestBy, string? Nearest) : Discrepancy(Line)
    {
        /// <inheritdoc/>
        public override string Sentence =>
            $"{Where} quotes \"{Short(Words)}\"{(By is null ? "" : $" as {By}'s")}, which stands in no ballot"
                + $"{(Nearest is null ? "" : $"; {NearestBy} comes nearest, with \"{Short(Nearest)}\"")}.";

        private protected override void Seal() { }
    }

    /// <summary>A quotation whose words are another's.</summary>
    public sealed record MisattributedQuotation(int Line, string Where, string Words, string By, string Of) : Discrepancy(Line)
    {
        /// <inheritdoc/>
        public override string Sentence => $"{Where} quotes \"{Short(Words)}\" as {By}'s; the words are {Of}'s.";

        private protected override void Seal() { }
    }

    /// <summary>An argument by someone who has no ballot.</summary>
    public sealed record UnknownSpeaker(int Line, string Name) : Discrepancy(Line)
    {
        /// <inheritdoc/>
        public override string Sentence => $"An argument is attributed to \"{Short(Name)}\", who has no ballot on the page.";

        private protected override void Seal() { }
    }

    /// <summary>An argument for an option by a model that voted for another.</summary>
    public sealed record ArgumentFromTheOtherSide(int Line, string Model, string Option, string Voted) : Discrepancy(Line)
    {
        /// <inheritdoc/>
        public override string Sentence => $"An argument for \"{Short(Option)}\" is attributed to {Model}, whose ballot says \"{Short(Voted)}\".";

        private protected override void Seal() { }
    }

    /// <summary>A claim that a model changed its mind, where its reasoning says the opposite.</summary>
    public sealed record UnchangedMind(int Line, string Model, string Words) : Discrepancy(Line)
    {
        /// <inheritdoc/>
        public override string Sentence => $"The page says that {Model} changed its mind; its ballot says \"{Short(Words)}\".";

        private protected override void Seal() { }
    }

    /// <summary>A vote for something that is not an option of the page.</summary>
    public sealed record UnlistedVote(int Line, string Model, string Choice) : Discrepancy(Line)
    {
        /// <inheritdoc/>
        public override string Sentence => $"{Model} votes for \"{Short(Choice)}\", which is not among the page's options.";

        private protected override void Seal() { }
    }

    /// <summary>Two ballots of one model.</summary>
    public sealed record SecondBallot(int Line, string Model) : Discrepancy(Line)
    {
        /// <inheritdoc/>
        public override string Sentence => $"{Model} has a second ballot on the page; it is counted as a seat of its own.";

        private protected override void Seal() { }
    }
}
