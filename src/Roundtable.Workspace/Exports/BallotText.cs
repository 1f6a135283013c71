using System.Globalization;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>A ballot in words; raw like <see cref="VerdictText"/>.</summary>
public static class BallotText
{
    /// <summary>What the ballot says, in short.</summary>
    public static string Says(Session session, Ballot ballot) => ballot.Choice switch
    {
        Choice.Vote vote => session.Question.Options[vote.Option],
        Choice.Position position => position.Text,
        Choice.Abstention => "abstains",
        Choice.Objection objection => $"objects: {objection.Why}",
        Choice.Refusal => "refuses to take part",
        Choice.Unparsed unparsed => $"not understood: {unparsed.Error}",
        _ => throw new InvalidOperationException("A choice is one of the nested kinds."),
    };

    /// <summary>Confidence and the ballots it speaks of, or an empty text.</summary>
    public static string Asides(Ballot ballot)
    {
        string?[] asides =
        [
            ballot.Confidence is { } confidence ? $"confidence {(confidence * 100).ToString("0", CultureInfo.InvariantCulture)}%" : null,
            ballot.PersuadedBy is { } by ? $"persuaded by {by}" : null,
            ballot.Answers is { } answered ? $"answers {answered}" : null,
            ballot.RepairedFrom is not null ? "repaired" : null,
        ];
        return string.Join(", ", asides.Where(a => a is not null));
    }

    /// <summary>What the seat said in full: its reasons, or its whole answer where reasons could not be read.</summary>
    public static string Said(Ballot ballot) => ballot.Reasoning.Length > 0 ? ballot.Reasoning : ballot.Text;
}
