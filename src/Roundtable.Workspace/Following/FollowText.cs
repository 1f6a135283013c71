using System.Globalization;
using Roundtable.Record.Following;

namespace Roundtable.Workspace.Following;

/// <summary>Looks at followed logs, and compared checkpoints, in words.</summary>
public static class FollowText
{
    /// <summary>A look, in one line for the log and one for each who was asked.</summary>
    public static string Of(FollowRound round) => string.Join(
        '\n',
        [
            .. round.Step is { } step ? (string[])[Step(round, step)] : [],
            .. round.Others.Select(o => $"  {o.Source} {o.Problem ?? Clause(o.Comparison!)}."),
            .. round.Alarm is { } alarm ? (string[])[$"ALARM. {alarm.Sentence}"] : [],
        ]);

    /// <summary>A compared checkpoint.</summary>
    public static string Of(GossipResult result) => result.Comparison is Comparison.Splits splits
        ? $"{result.Source}: ALARM. {splits.View.Sentence}"
        : result.Comparison is Comparison.Newer newer && result.With == "the other checkpoints"
            ? $"{result.Source}: {Leaves(newer.Seen)} of {newer.Seen.Checkpoint.Origin}; "
                + "it contradicts none of the others, and nothing here says whether they are of one history."
        : result.Comparison is Comparison.Foreign foreign ? $"{result.Source} cannot be compared: {foreign.Why.TrimEnd('.')}."
        : $"{result.Source} {Clause(result.Comparison)}, compared with {result.With}.";

    private static string Step(FollowRound round, FollowStep step) => step switch
    {
        FollowStep.Advanced advanced when advanced.From == advanced.To.Size => $"{round.Origin} has {Count(advanced.To.Size)} leaves, as before.",
        FollowStep.Advanced advanced =>
            $"{round.Origin} has {Count(advanced.To.Size)} leaves, {Count(advanced.To.Size - advanced.From)} of them new; verified and kept.",
        FollowStep.Unverified unverified => $"{unverified.Why} Nothing new is kept.",
        _ => $"{round.Origin} contradicts what it showed before.",
    };

    private static string Clause(Comparison comparison) => comparison switch
    {
        Comparison.Agrees agrees => $"agrees: it was shown {Leaves(agrees.Seen)}",
        Comparison.Newer newer => $"was shown {Leaves(newer.Seen)}, more than are kept here: not compared yet",
        Comparison.Foreign foreign => $"says nothing about it: {foreign.Why}",
        _ => "contradicts what is kept",
    };

    private static string Leaves(SeenCheckpoint seen) => $"{Count(seen.Checkpoint.Size)} leaves";

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
