using System.Text.RegularExpressions;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Deliberation.Transcripts.Statements;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>Holds every claim of a published page against its own ballots.</summary>
public static partial class PageCheck
{
    /// <summary>So many words that no check has looked at make a sentence one that was not checked in full.</summary>
    private const int ManyWords = 3;

    /// <summary>More sentences, or longer ones, are not a page's account of its ballots.</summary>
    private const int MaxSentences = 2000;
    private const int MaxSentenceLength = 4000;
    private const int MaxLineLength = 20_000;

    private const string TooLong = "too long to be checked";
    private const string NothingToCompare = "nothing in it can be compared with a ballot";
    private const string PartlyCompared = "only its figures and quotations were compared";

    /// <summary>Every claim, by line: what holds, what is wrong, and what was not checked.</summary>
    /// <param name="page">The page.</param>
    /// <param name="options">Its options.</param>
    /// <param name="verdict">The verdict counted from its ballots.</param>
    public static IReadOnlyList<PageClaim> Of(Transcript page, PageOptions options, Verdict verdict)
    {
        var facts = new PageFacts(page, options, verdict);
        var ledger = new ClaimLedger();
        HeadChecks.Check(facts, ledger);
        BallotChecks.Check(facts, ledger);

        var speakers = new Speakers(page.Ballots);
        var quotations = new QuotationChecks(facts, speakers, ledger);
        var statements = new StatementChecks(facts, ledger);
        var arguments = new ArgumentChecks(facts, speakers, quotations, ledger);
        var sentences = Sentences(page, facts).ToList();
        var discussions = sentences.Take(MaxSentences).ToList().ConvertAll(
            s => s.Sentence.Length <= MaxSentenceLength && StatementReader.Read(s.Sentence).Any(a => a is Assertion.Discussed));
        var all = discussions.Count(d => d);
        for (var i = 0; i < sentences.Count; i++)
        {
            var (line, sentence, where) = sentences[i];
            if (i >= MaxSentences || sentence.Length > MaxSentenceLength)
            {
                ledger.NotChecked(line, sentence, TooLong);
                continue;
            }

            var discussed = all - (discussions[i] ? 1 : 0) > 0;
            var (assertions, words) = statements.Check(line, sentence, discussed);
            var count = assertions + quotations.Check(line, sentence, where) + Changes(facts, line, sentence, speakers, ledger)
                + VoteMentions.Check(facts, line, sentence, speakers, ledger);
            Rest(line, sentence, count, words, speakers, ledger);
        }

        foreach (var statement in page.Statements.Where(s => s.Section == PageSection.Arguments).Take(MaxSentences))
        {
            if (statement.Line.Plain.Length > MaxSentenceLength)
            {
                ledger.NotChecked(statement.Line.Number, statement.Line.Plain, TooLong);
            }
            else if (StatementReader.Covers(facts.Mask.Hide(statement.Line.Plain)))
            {
                statements.Check(statement.Line.Number, statement.Line.Plain, discussed: false);
            }
            else
            {
                arguments.Check(statement.Line);
            }
        }

        foreach (var statement in page.Statements.Where(s => s.Section == PageSection.Arguments).Skip(MaxSentences))
        {
            ledger.NotChecked(statement.Line.Number, statement.Line.Plain, TooLong);
        }

        return ledger.Claims;
    }

    /// <summary>The sentences outside ballots and arguments, with what is said of where they stand.</summary>
    private static IEnumerable<(int Line, string Sentence, string Where)> Sentences(Transcript page, PageFacts facts)
    {
        if (page.TitleRest.Length > 0)
        {
            yield return (page.Title.Number, page.TitleRest, "The title");
        }

        if (page.Result is { Option: { } counts } counted && VoteCounts.Read(facts.Mask.Hide(counts)).Count > 1)
        {
            yield return (counted.Line, counts, "The result");
        }

        if (page.Result is { After.Length: > 0 } result)
        {
            yield return (result.Line, result.After, "The result");
        }

        if (page.Answer?.Agreement is { } agreement)
        {
            yield return (page.Answer.Line, agreement, "The answer");
        }

        foreach (var statement in page.Statements.Where(s => s.Section != PageSection.Arguments))
        {
            var line = statement.Line.Plain;
            foreach (var sentence in line.Length > MaxLineLength ? [line] : StatementSentences.Of(line))
            {
                yield return (statement.Line.Number, sentence, statement.Section == PageSection.Head ? "The page" : "The summary");
            }
        }
    }

    /// <summary>What a sentence says beyond the checks is not passed over.</summary>
    private static void Rest(int line, string sentence, int claims, IReadOnlyList<string> others, Speakers speakers, ClaimLedger ledger)
    {
        if (claims == 0)
        {
            ledger.NotChecked(line, sentence, NothingToCompare);
            return;
        }

        var named = string.Join(' ', speakers.In(sentence).Select(n => sentence[n.Start..n.End]));
        if (others.Count(w => !named.Contains(w, StringComparison.Ordinal)) >= ManyWords)
        {
            ledger.NotChecked(line, sentence, PartlyCompared);
        }
    }

    /// <summary>"Name changed its mind": whether the ballot of that name is marked so, or says so.</summary>
    private static int Changes(PageFacts facts, int line, string sentence, Speakers speakers, ClaimLedger ledger)
    {
        var count = 0;
        foreach (var (_, end, ballot) in speakers.In(sentence))
        {
            if (Changed().Match(sentence[end..]) is not { Success: true })
            {
                continue;
            }

            count++;
            var claim = $"{ballot.Model} changed its mind";
            if (ballot.ChangedMind || BallotChecks.SaysMoved(ballot))
            {
                ledger.Holds(line, claim);
            }
            else if (BallotChecks.Kept(ballot) is { } words)
            {
                ledger.Wrong(claim, new Discrepancy.UnchangedMind(line, ballot.Model, words));
            }
            else if (facts.Page.Ballots.Any(b => b.ChangedMind))
            {
                ledger.Wrong(claim, new Discrepancy.WrongStatement(line, sentence, $"it marks other ballots as changed, and not {ballot.Model}'s"));
            }
            else
            {
                ledger.NotChecked(line, claim, "the page marks no ballot as changed");
            }
        }

        return count;
    }

    [GeneratedRegex(
        """^\s+(?:\([^)]*\)\s*)?(?:has\s+|had\s+|then\s+|later\s+|also\s+|finally\s+)*(?:changed|switched|reversed)\s+(?:its|their|his|her)\s+(?:mind|vote"""
            + """|position|answer)\b""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Changed();
}
