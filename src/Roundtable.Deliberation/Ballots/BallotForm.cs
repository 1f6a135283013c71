using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;

namespace Roundtable.Deliberation.Ballots;

/// <summary>What one seat is asked in one round: the ballot paper before it is filled in.</summary>
/// <param name="Question">The question.</param>
/// <param name="Seat">The seat that is asked.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Sample">Which of the seat's answers in this round, from 1.</param>
/// <param name="Ranked">Whether a ranking of all options is requested.</param>
/// <param name="Shown">The order in which the options are shown: position → option index; empty for an open question.</param>
/// <param name="Own">The seat's ballot of the round before, or null in round one.</param>
/// <param name="Arguments">The other seats' ballots of the round before, in the order in which they are shown (without names).</param>
public sealed record BallotForm(
    Question Question,
    Seat Seat,
    int Round,
    int Sample,
    bool Ranked,
    IReadOnlyList<int> Shown,
    Ballot? Own,
    IReadOnlyList<Ballot> Arguments)
{
    /// <summary>The keys of the options by the position at which they are shown.</summary>
    public OptionKeys Keys => OptionKeys.For(Question.Options);

    /// <summary>The key of the option at <paramref name="option"/>, from 0, on this form.</summary>
    public string KeyOf(int option) => Keys.Key(Shown.ToList().IndexOf(option));

    /// <summary>Reads which option an answer to this form names.</summary>
    internal OptionReader Reader() => new([.. Shown.Select(o => Question.Options[o])], Keys);
}
