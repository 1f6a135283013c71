using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Evaluation;

/// <summary>Votes on items with known answers: what a bench reports on, whether it asked itself or reads what others asked.</summary>
public sealed class BenchVotes
{
    /// <summary>Puts the votes of a bench together.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="columns">What each source of the table is, in their order.</param>
    /// <param name="gold">The known answers.</param>
    /// <param name="match">How votes were compared.</param>
    /// <exception cref="ArgumentException">When the numbers of columns and sources differ, two columns are the same, or there is none of a first
    /// round.</exception>
    public BenchVotes(VoteTable votes, IReadOnlyList<VoteColumn> columns, GoldLabels gold, AnswerMatch match)
    {
        if (columns.Count != votes.Sources.Count || columns.Distinct().Count() != columns.Count || columns.All(c => c.AfterDebate))
        {
            throw new ArgumentException("Every source needs a column of its own, and one must be of the first round.", nameof(columns));
        }

        (Votes, Columns, Gold, Match) = (votes, columns, gold, match);
        Facts = [.. columns.Select(_ => SourceFacts.Unknown)];
    }

    /// <summary>The votes.</summary>
    public VoteTable Votes { get; }

    /// <summary>What each source is.</summary>
    public IReadOnlyList<VoteColumn> Columns { get; }

    /// <summary>The known answers.</summary>
    public GoldLabels Gold { get; }

    /// <summary>How votes were compared.</summary>
    public AnswerMatch Match { get; }

    /// <summary>What is known of each source beside its votes.</summary>
    public IReadOnlyList<SourceFacts> Facts { get; init; }

    /// <summary>The confidence that sources state, from 0 to 1: items × sources, row by row, NaN where none is stated; null where none states any.</summary>
    public float[]? Confidences { get; init; }

    /// <summary>The category of each item, such as a subject; null where there are none.</summary>
    public IReadOnlyList<string>? Categories { get; init; }
}
