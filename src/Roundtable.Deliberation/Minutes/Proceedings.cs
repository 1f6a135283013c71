using System.Globalization;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Everything that minutes are built from.</summary>
/// <param name="Question">The question.</param>
/// <param name="Panel">The seats, by number.</param>
/// <param name="Rounds">The rounds held, at least one.</param>
/// <param name="Clusterings">For an open question one for each round; else empty.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Rules">The version of the rules by which drafts are read and checked: that of the session's format.</param>
public sealed record Proceedings(
    Question Question,
    IReadOnlyList<Seat> Panel,
    IReadOnlyList<Round> Rounds,
    IReadOnlyList<Clustering> Clusterings,
    Verdict Verdict,
    CountingRules Rules = CountingRules.Current)
{
    private (IReadOnlyList<Round> Rounds, IReadOnlyList<Clustering> Clusterings, Verdict Verdict, IReadOnlyList<Clustering> Groups)? _grouped;

    /// <summary>The keys of the verdict's options, in their order, by which the moderator names them.</summary>
    internal OptionKeys Keys => OptionKeys.For(Verdict.Options);

    /// <summary>How the positions of each round were grouped, with one cluster for each of the verdict's options.</summary>
    private IReadOnlyList<Clustering> Groups
    {
        get
        {
            // A copy with another verdict or other groupings brings along what was computed for these.
            if (_grouped is not var (rounds, clusterings, verdict, groups)
                || !ReferenceEquals(rounds, Rounds) || !ReferenceEquals(clusterings, Clusterings) || !ReferenceEquals(verdict, Verdict))
            {
                groups = [.. Groupings.Counted(Rounds, Clusterings, Rules).Select(g => g.Aligned(Verdict.Options))];
                _grouped = (Rounds, Clusterings, Verdict, groups);
            }

            return groups;
        }
    }

    /// <summary>Every ballot of every round.</summary>
    internal IEnumerable<Ballot> Ballots => Rounds.SelectMany(r => r.Ballots);

    /// <summary>The verdict's options that had a ballot in any round: what the minutes must argue for, dissent included.</summary>
    internal IReadOnlyList<int> Argued => [.. Ballots.Select(OptionOf).OfType<int>().Distinct().Order()];

    /// <summary>An option's key, as in <c>A</c>; its number in sessions of format 1.</summary>
    internal string NameOf(int option) =>
        Rules == CountingRules.First ? (option + 1).ToString(CultureInfo.InvariantCulture) : Keys.Names[option];

    /// <summary>The option, from 0, that a moderator names by its key, or by its words; null where it names none, or can mean two.</summary>
    internal int? OptionNamed(string name) =>
        Rules == CountingRules.First
            ? int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Verdict.Options.Count
                ? number - 1
                : null
            : new OptionReader(Verdict.Options, Keys).Read(name, out _);

    /// <summary>Which of the verdict's options a ballot is for, or null.</summary>
    internal int? OptionOf(Ballot ballot)
    {
        if (ballot.Choice is Choice.Vote vote)
        {
            return vote.Option;
        }

        if (ballot.Choice is not Choice.Position)
        {
            return null;
        }

        var held = Groups[ballot.Round - 1].Clusters.ToList().FindIndex(c => c.Seats.Contains(ballot.Seat));
        return held < 0 ? null : held;
    }
}
