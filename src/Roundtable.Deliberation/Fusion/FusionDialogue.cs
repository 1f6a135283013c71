using System.Globalization;
using Roundtable.Deliberation.Comparisons;

namespace Roundtable.Deliberation.Fusion;

/// <summary>
/// The dialogue with a moderator over the fused answer, as a pure function of its answers so far: ask for it; where no sentence can be read, ask once more;
/// where sentences fail their check, send those back once; what fails then is dropped. A replay without a model gives the same answer.
/// </summary>
internal sealed class FusionDialogue
{
    private readonly ComparedAnswers _answers;
    private readonly Comparison _comparison;
    private readonly FusedSentenceCheck _check;

    /// <summary>The dialogue over a comparison.</summary>
    public FusionDialogue(ComparedAnswers answers, Comparison comparison)
    {
        (_answers, _comparison) = (answers, comparison);
        _check = new FusedSentenceCheck(answers, comparison);
    }

    /// <summary>The next request to the moderator, or null where the dialogue is complete.</summary>
    /// <param name="drafts">The moderator's answers so far; those to other requests are passed over.</param>
    public ModeratorRequest? Next(IReadOnlyList<ModeratorDraft> drafts)
    {
        if (Whole(drafts) is not { } sentences)
        {
            return Has(drafts, "fuse.a1") ? null
                : FusionPrompt.Whole(_answers, _comparison, Has(drafts, "fuse.a0") ? "it holds no sentence with \"text\" and \"points\"." : null);
        }

        return Has(drafts, "fuse.fix") || Check(sentences).Faults is not { Count: > 0 } faults
            ? null
            : FusionPrompt.Corrections(_answers, _comparison, faults);
    }

    /// <summary>The sentences that hold, by place, and those that do not, after these answers of the moderator.</summary>
    public (IReadOnlyList<PlacedSentence> Sentences, IReadOnlyList<FusionFault> Faults) Result(IReadOnlyList<ModeratorDraft> drafts)
    {
        if (Whole(drafts) is not { } sentences)
        {
            return ([], []);
        }

        var (held, faults) = Check(sentences);
        if (drafts.FirstOrDefault(d => d.Call == "fuse.fix") is not { } fix)
        {
            return (held, faults);
        }

        var corrections = SentenceStream.All(fix.Text);
        List<PlacedSentence> corrected = [];
        List<FusionFault> still = [];
        foreach (var fault in faults)
        {
            var draft = corrections.FirstOrDefault(c => PlaceOf(c.Id) == fault.Place);
            if (draft is null)
            {
                still.Add(fault);
            }
            else if (_check.Check(draft, out var error, out var uncited) is { } sentence)
            {
                corrected.Add(new PlacedSentence(fault.Place, sentence));
            }
            else
            {
                still.Add(new FusionFault(fault.Place, draft.Text, error, uncited));
            }
        }

        return ([.. held.Concat(corrected).OrderBy(s => s.Place)], still);
    }

    /// <summary>The sentence at a place of a first draft, where it passes its checks; for those that are told while the rest is still being written.</summary>
    public FusedSentence? Check(SentenceDraft draft) => _check.Check(draft, out _, out _);

    private static int? PlaceOf(string? id) =>
        int.TryParse(id?.TrimStart('s', 'S'), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;

    private static bool Has(IReadOnlyList<ModeratorDraft> drafts, string call) => drafts.Any(d => d.Call == call);

    private static IReadOnlyList<SentenceDraft>? Whole(IReadOnlyList<ModeratorDraft> drafts) =>
        drafts.Where(d => d.Call is "fuse.a0" or "fuse.a1").Select(d => SentenceStream.All(d.Text)).FirstOrDefault(s => s.Count > 0);

    private (List<PlacedSentence> Held, List<FusionFault> Faults) Check(IReadOnlyList<SentenceDraft> drafts)
    {
        List<PlacedSentence> held = [];
        List<FusionFault> faults = [];
        for (var i = 0; i < drafts.Count; i++)
        {
            if (_check.Check(drafts[i], out var error, out var uncited) is { } sentence)
            {
                held.Add(new PlacedSentence(i + 1, sentence));
            }
            else
            {
                faults.Add(new FusionFault(i + 1, drafts[i].Text, error, uncited));
            }
        }

        return (held, faults);
    }
}
