using System.Globalization;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Deliberation.Transcripts.Statements;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>Checks what a page's sentences say of votes, agreement and procedure.</summary>
/// <param name="facts">What the ballots say.</param>
/// <param name="ledger">Where claims go.</param>
internal sealed class StatementChecks(PageFacts facts, ClaimLedger ledger)
{
    private const string IsPoll = "its title calls it a poll, which has one round";

    /// <summary>Checks every assertion of a sentence; how many there were, and the words that none of them covers.</summary>
    /// <param name="line">Its line.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="discussed">Whether the page says elsewhere that there was a discussion.</param>
    public (int Count, IReadOnlyList<string> Others) Check(int line, string sentence, bool discussed)
    {
        var hidden = facts.Mask.Hide(sentence);
        var found = StatementReader.Read(hidden);
        if (found.Count == 0 && VoteCounts.Read(hidden) is { Count: > 1 } counts && counts.All(c => facts.Find(c.Option).Option is not null))
        {
            found = [new Assertion.Counted(0, hidden.Length, counts)]; // "Yes: 4, No: 2" alone
        }

        foreach (var assertion in found)
        {
            var text = Shown(hidden.Substring(assertion.Start, assertion.Length)).Trim();
            var (wrong, unclear) = Of(assertion, discussed);
            if (wrong is null && unclear is not null)
            {
                ledger.NotChecked(line, text, unclear);
            }
            else
            {
                ledger.Checked(line, text, wrong is null ? null : new Discrepancy.WrongStatement(line, sentence, wrong));
            }
        }

        return (found.Count, Leftover.Words(hidden, found));
    }

    private string Shown(string text) => facts.Mask.Show(text);

    /// <summary>What is wrong with an assertion, or why that cannot be told.</summary>
    private (string? Wrong, string? Unclear) Of(Assertion assertion, bool discussed) => assertion switch
    {
        Assertion.Agreed agreed => Agreed(agreed),
        Assertion.NotAgreed => facts.Unsure is { } why ? (null, why)
            : facts.Tally.Label == TallyLabel.Unanimous ? ($"its ballots all agree, {facts.Votes}", null)
            : default,
        Assertion.Share share => Share(share),
        Assertion.Mostly mostly => Mostly(mostly),
        Assertion.Percent percent => Percent(percent.Value),
        Assertion.RoundsHeld rounds => rounds.Rounds > 1 && !facts.Page.IsDebate ? (IsPoll, null) : default,
        Assertion.Discussed => facts.Page.IsDebate ? default : (IsPoll, null),
        Assertion.NotDiscussed => facts.Page.IsDebate ? ("its title calls it a debate", null)
            : discussed ? ("elsewhere it speaks of a discussion", null)
            : default,
        Assertion.Counted counted => Counted(counted.Counts),
        Assertion.Divided divided => facts.Unsure is { } why ? (null, why) : Divided(divided),
        Assertion.Favoured favoured => Favoured(favoured.Object),
        Assertion.Changed changed => Changed(changed.Models),
        _ => default,
    };

    private string Shows => string.Create(CultureInfo.InvariantCulture, $"it shows {facts.Ballots} {(facts.Ballots == 1 ? "ballot" : "ballots")}");

    private (string? Wrong, string? Unclear) Agreed(Assertion.Agreed agreed)
    {
        if (agreed.Of is { } of && of != facts.Ballots && of != facts.Tally.Cast)
        {
            return (Shows, null);
        }

        if (facts.Positions is { } positions)
        {
            return agreed.Object is { } point && Prose(point)
                ? (null, "what they agreed on is told in the page's own words")
                : Positions(positions, facts.Ballots);
        }

        var option = agreed.Object is { } words ? facts.Find(words) : default;
        if (agreed.Object is { } named && option.Option is null)
        {
            return option.IsAmbiguous ? (null, "the key of one option and the text of another")
                : Prose(named) || facts.Options.Listed == 0 ? (null, $"\"{Discrepancy.Short(Shown(named))}\" is no option that the page names")
                : ($"\"{Discrepancy.Short(Shown(named))}\" is none of its options", null);
        }

        if (facts.Unsure is { } why)
        {
            return (null, why);
        }

        var unanimous = facts.Tally.Label == TallyLabel.Unanimous;
        if (!unanimous)
        {
            return ($"its ballots do not all agree, {facts.Votes}", null);
        }

        return option.Option is { } meant && facts.Tally.Leader != meant
            ? ($"that is \"{facts.Verdict.Options[meant]}\", and every ballot says \"{facts.Verdict.Options[facts.Tally.Leader!.Value]}\"", null)
            : default;
    }

    private (string? Wrong, string? Unclear) Share(Assertion.Share share)
    {
        if (share.Of is { } of && of != facts.Ballots && of != facts.Tally.Cast)
        {
            return (Shows, null);
        }

        if (share.Object is { } words && facts.Positions is null)
        {
            return facts.Find(words).Option is not { } option ? (null, $"\"{Discrepancy.Short(Shown(words))}\" is no option that the page names")
                : facts.CanHave(option, share.Votes) is not { } can ? (null, facts.Unsure)
                : can ? default
                : (string.Create(CultureInfo.InvariantCulture, $"its ballots give {facts.Tally.Votes[option]} for \"{facts.Verdict.Options[option]}\""), null);
        }

        if (share.Object is { } point && Prose(point))
        {
            return (null, "what they agreed on is told in the page's own words");
        }

        if (facts.Positions is { } positions)
        {
            return share.Object is { } named && share.Of is null ? Holding(positions, named, share.Votes) : Positions(positions, share.Votes);
        }

        return facts.Unsure is { } why ? (null, why)
            : share.Votes == facts.Most ? default
            : (string.Create(CultureInfo.InvariantCulture, $"by its ballots {facts.Most} of {facts.Tally.Cast} agree"), null);
    }

    private (string? Wrong, string? Unclear) Mostly(Assertion.Mostly mostly)
    {
        var option = mostly.Object is { } words ? facts.Find(words).Option : null;
        if (facts.Positions is not null || (mostly.Object is not null && option is null))
        {
            return (null, "what most of them chose is told in the page's own words");
        }

        var (most, cast) = (option is { } at ? facts.Tally.Votes[at] : facts.Most, facts.Tally.Cast);
        return facts.Unsure is { } why ? (null, why)
            : (mostly.Label == "supermajority" ? 3 * most >= 2 * cast
                : mostly.Label == "plurality" ? most == facts.Most && facts.Tally.Leader is not null
                : 2 * most > cast)
                ? default
                : (string.Create(CultureInfo.InvariantCulture, $"that is {most} of {cast}"), null);
    }

    private (string? Wrong, string? Unclear) Positions(PositionAgreement positions, int claimed) =>
        claimed < positions.Fewest || claimed > positions.Most
            ? (string.Create(
                CultureInfo.InvariantCulture,
                $"by their positions {(positions.Fewest == positions.Most ? "" : "at most ")}{positions.Most} of {facts.Ballots} say the same"), null)
            : positions.Fewest == positions.Most ? default
            : (null, facts.Unsure);

    /// <summary>How many hold one position among those that the ballots state.</summary>
    private (string? Wrong, string? Unclear) Holding(PositionAgreement positions, string words, int claimed) =>
        positions.Holding(words) is not { } holding ? (null, $"\"{Discrepancy.Short(Shown(words))}\" cannot be matched with one of the positions")
        : facts.Unsure is { } why ? (null, why)
        : holding == claimed ? default
        : (string.Create(CultureInfo.InvariantCulture, $"by their positions {holding} of {facts.Ballots} hold \"{Discrepancy.Short(Shown(words))}\""), null);

    private (string? Wrong, string? Unclear) Percent(int percent)
    {
        if (facts.Unsure is { } why)
        {
            return (null, why);
        }

        // Pages round up, down or half up; a percentage that no rounding gives is wrong.
        var (most, cast) = (facts.Most, facts.Tally.Cast);
        if (cast == 0 || Math.Abs((100.0 * most / cast) - percent) < 1 || Math.Abs((100.0 * most / facts.Ballots) - percent) < 1)
        {
            return default;
        }

        return (string.Create(CultureInfo.InvariantCulture, $"by its ballots {most} of {cast} agree, which is {100.0 * most / cast:0.#}%"), null);
    }

    private (string? Wrong, string? Unclear) Counted(IReadOnlyList<(string Option, int Votes)> counts)
    {
        string? unclear = null;
        List<string> wrong = [];
        foreach (var (words, votes) in counts)
        {
            if (facts.Positions is { } positions)
            {
                var (no, why) = Holding(positions, words, votes);
                unclear ??= why;
                wrong.AddRange(no is null ? [] : [no]);
            }
            else if (PageOptions.IsAbstention(words) || words.Equals("abstained", StringComparison.OrdinalIgnoreCase))
            {
                if (votes != facts.Tally.Abstentions)
                {
                    wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{facts.Tally.Abstentions} that abstain"));
                }
            }
            else if (facts.Find(words) is not { Option: { } option })
            {
                unclear ??= $"\"{Discrepancy.Short(Shown(words))}\" is no option that the page names";
            }
            else if (facts.CanHave(option, votes) is not { } can)
            {
                unclear ??= facts.Unsure;
            }
            else if (!can)
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{facts.Tally.Votes[option]} for \"{facts.Verdict.Options[option]}\""));
            }
        }

        return wrong.Count > 0 ? ($"{(facts.Positions is null ? "its ballots give " : "")}{string.Join(" and ", wrong)}", null) : (null, unclear);
    }

    private (string? Wrong, string? Unclear) Divided(Assertion.Divided divided)
    {
        int[] votes = [.. facts.Tally.Votes.OrderDescending()];
        var rest = votes.Skip(1).Sum();
        return facts.Most == divided.More && (rest == divided.Fewer || votes.ElementAtOrDefault(1) == divided.Fewer)
            ? default
            : ($"its ballots give {facts.Votes}", null);
    }

    private (string? Wrong, string? Unclear) Favoured(string words) =>
        facts.Positions is not null || facts.Find(words).Option is not { } option
            ? (null, $"\"{Discrepancy.Short(Shown(words))}\" is no option that the page names")
        : facts.Unsure is { } why ? (null, why)
        : facts.Tally.Leader == option ? default
        : (facts.Tally.Leader is { } ahead ? $"its ballots put \"{facts.Verdict.Options[ahead]}\" ahead" : "by its ballots no option is ahead", null);

    private (string? Wrong, string? Unclear) Changed(int claimed)
    {
        var marked = facts.Page.Ballots.Count(b => b.ChangedMind);
        return marked == claimed ? default
            : marked == 0 ? (null, "the page marks no ballot as changed")
            : (string.Create(CultureInfo.InvariantCulture, $"it marks {marked} as changed"), null);
    }

    /// <summary>Whether what is agreed on is told in prose rather than named.</summary>
    private static bool Prose(string words) =>
        words.Split(' ').Length > 3 || words.StartsWith("the ", StringComparison.OrdinalIgnoreCase)
        || words.StartsWith("that ", StringComparison.OrdinalIgnoreCase) || words.StartsWith("a ", StringComparison.OrdinalIgnoreCase);
}
