namespace Roundtable.Models.Rehearsal;

/// <summary>The part a simulated panelist plays.</summary>
internal enum RehearsalPart
{
    /// <summary>Votes for the first choice and stays with it.</summary>
    Steadfast,

    /// <summary>Votes for the second choice, then is persuaded to the first.</summary>
    Persuadable,

    /// <summary>Votes for the second choice and stays; flips with the order of the options.</summary>
    Dissenter,

    /// <summary>Objects to the question.</summary>
    Objector,

    /// <summary>Abstains, then votes for the first choice.</summary>
    Undecided,
}
