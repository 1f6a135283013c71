using System.Globalization;
using System.Text.RegularExpressions;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Sessions;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Exports;

/// <summary>A ballot in words; raw like <see cref="VerdictText"/>.</summary>
public static partial class BallotText
{
    /// <summary>A ballot, or the call that asked for it, by whose it is and when, as in "Ada in round 1" or "Ada in round 1, sample 2".</summary>
    /// <param name="panel">The seats.</param>
    /// <param name="id">Its id; what names no ballot of this panel stays as it is, as where a model wrote it.</param>
    public static string Name(IReadOnlyList<Seat> panel, string id) =>
        Id().Match(id) is { Success: true, Groups: var parts }
        && int.Parse(parts["seat"].ValueSpan, CultureInfo.InvariantCulture) is var seat && seat >= 1 && seat <= panel.Count
            ? T("{0} in round {1}", panel[seat - 1].Name, parts["round"].Value)
                + (parts["sample"] is { Success: true, Value: not "1" and var sample } ? T(", sample {0}", sample) : "")
            : id;

    /// <summary>Ballots by whose they are and when, each seat once, as in "Ada (rounds 1, 2), Bert (round 1)".</summary>
    /// <param name="panel">The seats.</param>
    /// <param name="ids">Their ids; what names no ballot of this panel stays as it is.</param>
    public static string Names(IReadOnlyList<Seat> panel, IEnumerable<string> ids) => string.Join(", ", ids
        .Select(id => Id().Match(Name(panel, id) == id ? "" : id) is { Success: true, Groups: var parts }
            ? (Who: panel[int.Parse(parts["seat"].ValueSpan, CultureInfo.InvariantCulture) - 1].Name, Round: parts["round"].Value)
            : (Who: id, Round: ""))
        .GroupBy(b => b.Who, b => b.Round, StringComparer.Ordinal)
        .Select(g => (g.Key, Rounds: g.Where(r => r.Length > 0).Distinct(StringComparer.Ordinal).ToList()))
        .Select(g => g.Rounds.Count switch
        {
            0 => g.Key,
            1 => T("{0} (round {1})", g.Key, g.Rounds[0]),
            _ => T("{0} (rounds {1})", g.Key, string.Join(", ", g.Rounds)),
        }));

    /// <summary>What the ballot says, in short.</summary>
    public static string Says(Session session, Ballot ballot) => ballot.Choice switch
    {
        Choice.Vote vote => session.Question.Options[vote.Option],
        Choice.Position position => position.Text,
        Choice.Abstention => T("abstains"),
        Choice.Objection objection => T("objects: {0}", objection.Why),
        Choice.Refusal => T("refuses to take part"),
        Choice.Unparsed unparsed => T("could not be read: {0}", unparsed.Error),
        _ => throw new InvalidOperationException("A choice is one of the nested kinds."),
    };

    /// <summary>Confidence and the ballots it speaks of, or an empty text.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <param name="panel">The seats, for the names of those who cast them.</param>
    public static string Asides(Ballot ballot, IReadOnlyList<Seat> panel)
    {
        string?[] asides =
        [
            ballot.Confidence is { } confidence ? T("confidence {0}%", (confidence * 100).ToString("0", Reader.Culture)) : null,
            ballot.PersuadedBy is { } by ? T("says that {0} moved it", Name(panel, by)) : null,
            ballot.Answers is { } answered ? T("answers {0}", Name(panel, answered)) : null,
            ballot.RepairedFrom is not null ? T("repaired") : null,
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
        T("Thinking, {0, plural, one {# word} other {# words}}", thinking.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);

    [GeneratedRegex(
        @"^r(?<round>[0-9]{1,6})\.s(?<seat>[0-9]{1,6})(?:\.k(?<sample>[0-9]{1,6}))?(?:\.a[0-9]+)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Id();
}
