namespace Roundtable.Deliberation.Comparisons;

/// <summary>
/// The dialogue with a moderator over a comparison, as a pure function of its answers so far: ask for it; where the answer cannot be read, ask once more;
/// where quotations are not found, send those back once; what fails then is dropped. A replay without a model gives the same comparison.
/// </summary>
public static class ComparisonDialogue
{
    /// <summary>The next request to the moderator, or null where the dialogue is complete.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="drafts">The moderator's answers so far; those to other requests are passed over.</param>
    public static ModeratorRequest? Next(ComparedAnswers answers, IReadOnlyList<ModeratorDraft> drafts)
    {
        if (Whole(drafts, out var error) is not { } draft)
        {
            return Has(drafts, "compare.a1") ? null : ComparisonPrompt.Whole(answers, Has(drafts, "compare.a0") ? error : null);
        }

        return !Has(drafts, "compare.fix") && Faults(answers, draft) is { Count: > 0 } faults ? ComparisonPrompt.Corrections(answers, faults) : null;
    }

    /// <summary>The comparison that these answers of the moderator make; null where none of them can be read, or no point of it holds.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="by">Name of the moderator's model.</param>
    /// <param name="drafts">The moderator's answers.</param>
    public static Comparison? Build(ComparedAnswers answers, string by, IReadOnlyList<ModeratorDraft> drafts)
    {
        if (Whole(drafts, out _) is not { } draft)
        {
            return null;
        }

        var corrections = drafts.FirstOrDefault(d => d.Call == "compare.fix") is { } fix ? ComparisonDraft.Corrections(fix.Text) : null;
        return ComparisonCount.Of(answers, by, draft, corrections ?? new Dictionary<string, string>(StringComparer.Ordinal));
    }

    private static bool Has(IReadOnlyList<ModeratorDraft> drafts, string call) => drafts.Any(d => d.Call == call);

    private static ComparisonDraft? Whole(IReadOnlyList<ModeratorDraft> drafts, out string error)
    {
        error = "";
        foreach (var answer in drafts.Where(d => d.Call is "compare.a0" or "compare.a1"))
        {
            if (ComparisonDraft.Read(answer.Text, out error) is { } draft)
            {
                return draft;
            }
        }

        return null;
    }

    private static List<(ComparisonDraft.Quote Quote, string Problem)> Faults(ComparedAnswers answers, ComparisonDraft draft) =>
        [.. draft.Points.SelectMany(p => p.Sides).SelectMany(s => s.Quotes)
            .Select(q => (Quote: q, Problem: ComparisonCount.Problem(answers, q.Letter, q.Text)))
            .Where(f => f.Problem is not null)
            .Select(f => (f.Quote, f.Problem!))];
}
