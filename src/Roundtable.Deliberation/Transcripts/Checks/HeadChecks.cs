using System.Globalization;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Deliberation.Transcripts.Statements;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>Checks what a page claims before its ballots: how many models, the result, the counts of options, the agreement on an answer.</summary>
internal static class HeadChecks
{
    /// <summary>More words than that, where an option should be named, are an account and no name.</summary>
    private const int MaxNameWords = 6;

    private const string ProseAnswer = "the panel's answer in the page's own words";

    /// <summary>Checks title, result line, options and answer.</summary>
    public static void Check(PageFacts facts, ClaimLedger ledger)
    {
        Title(facts, ledger);
        if (facts.Page.Result is { } result)
        {
            Result(facts, result, ledger);
        }

        Options(facts, ledger);
        if (facts.Page.Answer is { } answer)
        {
            ledger.NotChecked(answer.Line, answer.Text, ProseAnswer);
        }
    }

    private static void Title(PageFacts facts, ClaimLedger ledger)
    {
        var page = facts.Page;
        if (page.Models is { } models)
        {
            ledger.Checked(
                page.Title.Number,
                page.Title.Text,
                    models == facts.Ballots ? null : new Discrepancy.WrongNumberOfModels(page.Title.Number, models, facts.Ballots));
        }
    }

    private static void Result(PageFacts facts, ClaimedResult result, ClaimLedger ledger)
    {
        var tally = facts.Tally;
        var option = result.Option is { } words ? facts.Find(words) : default;
        var leads = option.Option is { } at && tally.Votes[at] == facts.Most && facts.Most > 0;
        var labelIsWrong = false;
        if (result.Label is { } label)
        {
            labelIsWrong = !Labels.Fits(label, tally.Label);
            if (facts.Unsure is { } why)
            {
                ledger.NotChecked(result.Line, result.Text, why);
            }
            else
            {
                ledger.Checked(result.Line, result.Text, labelIsWrong ? new Discrepancy.WrongLabel(result.Line, label, tally.Label, facts.Votes) : null);
            }
        }

        if (result.Option is { } named)
        {
            if (Labels.IsTie(result.Label) && option.Option is null)
            {
                ledger.NotChecked(result.Line, named, "several options, or none");
            }
            else if (option.IsAmbiguous)
            {
                ledger.NotChecked(result.Line, named, "the key of one option and the text of another");
            }
            else if (facts.Unsure is { } why)
            {
                ledger.NotChecked(result.Line, named, why);
            }
            else if (VoteCounts.Read(facts.Mask.Hide(named)).Count > 1)
            {
                // Counts of several options are read as a statement.
            }
            else if (option.Option is null && (result.Label is null || facts.Page.IsOpen || named.Any(char.IsDigit) || named.Split(' ').Length > MaxNameWords))
            {
                ledger.NotChecked(result.Line, named, "a result in the page's own words");
            }
            else if (!leads || (tally.Leader is null && !labelIsWrong && !Labels.IsTie(result.Label)))
            {
                ledger.Wrong(named, new Discrepancy.WrongWinner(result.Line, named, tally.Leader is { } ahead ? facts.Verdict.Options[ahead] : null));
            }
            else
            {
                ledger.Holds(result.Line, named);
            }
        }

        Counts(facts, result, option, ledger);
        if (result.Percent is { } percent)
        {
            Percent(facts, result.Line, result.Text, option.Option, percent, ledger);
        }
    }

    private static void Counts(PageFacts facts, ClaimedResult result, OptionMatch option, ClaimLedger ledger)
    {
        if (result.Votes is { } votes)
        {
            if (option.Option is { } named)
            {
                Count(facts, result.Line, $"\"{facts.Verdict.Options[named]}\"", named, votes, ledger);
            }
            else if (facts.Unsure is { } why)
            {
                ledger.NotChecked(result.Line, result.Text, why);
            }
            else if (option.IsAmbiguous || facts.Page.IsOpen)
            {
                ledger.NotChecked(result.Line, result.Text, "it is not clear which option is counted");
            }
            else
            {
                ledger.Checked(
                    result.Line, result.Text, votes == facts.Most ? null : new Discrepancy.WrongCount(result.Line, "the result", votes, facts.Most));
            }
        }

        if (result.Of is { } of)
        {
            var cast = facts.Tally.Cast;
            var holds = of == facts.Ballots || (of >= cast && of <= cast + facts.Unread);
            ledger.Checked(result.Line, result.Text, holds ? null : new Discrepancy.WrongCount(result.Line, "all votes", of, cast));
        }
    }

    private static void Options(PageFacts facts, ClaimLedger ledger)
    {
        foreach (var option in facts.Page.Options.Where(o => o.Votes is not null))
        {
            var at = facts.Verdict.Options.ToList().FindIndex(o => string.Equals(o, option.Text, StringComparison.Ordinal));
            if (at >= 0)
            {
                Count(facts, option.Line, $"\"{option.Text}\"", at, option.Votes!.Value, ledger);
                if (option.Percent is { } percent)
                {
                    Percent(facts, option.Line, $"{option.Text}: {percent}%", at, percent, ledger);
                }
            }
            else
            {
                ledger.Checked(
                    option.Line,
                    option.Text,
                    option.Votes == 0 ? null : new Discrepancy.WrongCount(option.Line, $"\"{option.Text}\"", option.Votes!.Value, 0));
            }
        }
    }

    /// <summary>Pages round up, down or half up; a percentage that no rounding gives is wrong.</summary>
    private static void Percent(PageFacts facts, int line, string claim, int? option, int percent, ClaimLedger ledger)
    {
        if (facts.Unsure is { } why || option is null || facts.Tally.Cast == 0)
        {
            ledger.NotChecked(line, claim, facts.Unsure ?? "it is not clear of what it is a share");
            return;
        }

        var share = 100.0 * facts.Tally.Votes[option.Value] / facts.Tally.Cast;
        var ofAll = 100.0 * facts.Tally.Votes[option.Value] / facts.Ballots;
        var holds = Math.Abs(share - percent) < 1 || Math.Abs(ofAll - percent) < 1;
        ledger.Checked(
            line,
            claim,
            holds ? null : new Discrepancy.WrongStatement(line, claim, string.Create(CultureInfo.InvariantCulture, $"its ballots give {share:0.#}%")));
    }

    private static void Count(PageFacts facts, int line, string what, int option, int claimed, ClaimLedger ledger)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{what}: {claimed}");
        if (facts.CanHave(option, claimed) is { } can)
        {
            ledger.Checked(line, text, can ? null : new Discrepancy.WrongCount(line, what, claimed, facts.Tally.Votes[option]));
        }
        else
        {
            ledger.NotChecked(line, text, facts.Unsure!);
        }
    }
}
