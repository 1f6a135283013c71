using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Deliberation.Transcripts.Statements;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>Checks a page's quotations against the speaker who is named beside them.</summary>
/// <param name="facts">What the ballots say.</param>
/// <param name="speakers">Who can be named.</param>
/// <param name="ledger">Where claims go.</param>
internal sealed class QuotationChecks(PageFacts facts, Speakers speakers, ClaimLedger ledger)
{
    /// <summary>Where nobody is named, so few words between marks may be a turn of phrase and no quotation.</summary>
    private const int FewWords = 3;

    /// <summary>
    /// Checks every quotation of a sentence and returns how many there were. Single words and options between marks are names, not quotations.
    /// </summary>
    /// <param name="line">Its line.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="where">What quotes: "The summary".</param>
    /// <param name="speaker">Whose words all of it is said to be, or null where the sentence itself tells.</param>
    public int Check(int line, string sentence, string where, PublishedBallot? speaker = null)
    {
        var count = 0;
        foreach (var (start, end, text) in Leftover.Quotations(sentence))
        {
            if (!text.Trim().Contains(' ', StringComparison.Ordinal) || IsName(text))
            {
                continue;
            }

            count++;
            var (by, plainly) = speaker is not null ? (speaker, true) : speakers.Of(sentence, start, end);
            One(line, text, where, by, plainly);
        }

        return count;
    }

    private void One(int line, string words, string where, PublishedBallot? by, bool plainly)
    {
        var claim = $"{by?.Model ?? where}: \"{words}\"";
        if (by is not null && facts.Page.Ballots.Any(b => Name.Key(b.Model) == Name.Key(by.Model) && Wording.Stands(words, b)))
        {
            ledger.Holds(line, claim);
            return;
        }

        var others = facts.Page.Ballots.Where(b => Wording.Stands(words, b)).Select(b => b.Model).Distinct(StringComparer.Ordinal).ToList();
        if (others.Count > 0 && by is null)
        {
            ledger.Holds(line, claim);
        }
        else if (others.Count > 0 && plainly)
        {
            ledger.Wrong(claim, new Discrepancy.MisattributedQuotation(line, where, words, by!.Model, string.Join(" and ", others)));
        }
        else if (others.Count > 0)
        {
            ledger.NotChecked(line, claim, $"the words are {string.Join(" and ", others)}'s; whether it says so is not clear");
        }
        else if (by is null && words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= FewWords)
        {
            ledger.NotChecked(line, claim, "nobody is named as the speaker, and no ballot has these words");
        }
        else
        {
            var nearest = Wording.Nearest(words, facts.Page.Ballots);
            ledger.Wrong(claim, new Discrepancy.UnsaidQuotation(line, where, words, by?.Model, nearest?.Ballot.Model, nearest?.Passage));
        }
    }

    /// <summary>Whether words between marks are an option, or stand in the question.</summary>
    private bool IsName(string text) =>
        facts.Find(text).Option is not null
        || facts.Page.Question.Contains(text.Trim(' ', '.', ',', '?', '!'), StringComparison.OrdinalIgnoreCase)
        || facts.Page.Answer?.Text.Contains(text.Trim(' ', '.', ','), StringComparison.OrdinalIgnoreCase) == true;
}
