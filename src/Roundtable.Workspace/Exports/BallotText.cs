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
        Choice.Unparsed unparsed => $"could not be read: {unparsed.Error}",
        _ => throw new InvalidOperationException("A choice is one of the nested kinds."),
    };

    /// <summary>Confidence and the ballots it speaks of, or an empty text.</summary>
    public static string Asides(Ballot ballot)
    {
        string?[] asides =
        [
            ballot.Confidence is { } confidence ? $"confidence {(confidence * 100).ToString("0", CultureInfo.InvariantCulture)}%" : null,
            ballot.PersuadedBy is { } by ? $"says that {by} moved it" : null,
            ballot.Answers is { } answered ? $"answers {answered}" : null,
            ballot.RepairedFrom is not null ? "repaired" : null,
        ];
        return string.Join(", ", asides.Where(a => a is not null));
    }

    /// <summary>What the seat said in full: its reasons, or its whole answer where reasons could not be read.</summary>
    public static string Said(Ballot ballot) =>
        ballot.Reasoning.Length > 0 ? ballot.Reasoning : AnswerText.Of(ballot.Text) is { Answer.Length: > 0 } text ? text.Answer : ballot.Text;

    /// <summary>What the model thought, wherever its provider left it; empty where it shows nothing. It is no part of what the seat said.</summary>
    public static string Thinking(Ballot ballot) =>
        string.Join("\n\n", ((string[])[ballot.Thinking ?? "", AnswerText.Of(ballot.Text).Thinking]).Where(t => t.Length > 0));

    /// <summary>What is said over the thinking where it is folded, as in "Thinking, 120 words".</summary>
    public static string ThinkingTitle(string thinking) =>
        $"Thinking, {VerdictText.Count(thinking.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, "word")}";
}
