using System.Globalization;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Reviews;

namespace Roundtable.Deliberation.Fusion;

/// <summary>Computes a fused answer. A pure function, so that a replayed session has the same one byte for byte.</summary>
public static class FusionBuilder
{
    /// <summary>Whether these answers are reviewed and compared at all: they are text, there are two or more, and as many as the quorum.</summary>
    public static bool IsCompared(FusionMaterial material) =>
        material.Settings.Fusion?.Schema is null && material.Given.Count >= Math.Max(2, material.Quorum);

    /// <summary>Standings, comparison and fused answer.</summary>
    public static FusionResult Build(FusionMaterial material)
    {
        var given = material.Given;
        var standings = ReviewCount.Of(given, material.Reviews);
        if (given.Count < material.Quorum || given.Count == 0)
        {
            var note = string.Create(
                CultureInfo.InvariantCulture, $"{given.Count} of {Seats(material.Panel.Count)} answered; the quorum is {Math.Max(1, material.Quorum)}.");
            return new FusionResult(standings, null, new FusedAnswer(FusedKind.None, null, [], 0, 0) { Note = note });
        }

        if (material.Settings.Fusion?.Schema is { } schema)
        {
            var fields = FieldQuestion.Build(AnswerSchema.Of(schema), given, material.Drafts, material.Settings.Seed);
            return new FusionResult(standings, null, new FusedAnswer(FusedKind.Fields, null, [], 0, 0) { Note = Incomplete(fields) }) { Fields = fields };
        }

        if (material.Moderator is null || !IsCompared(material))
        {
            var why = given.Count == 1 ? "Only one seat answered." : "There is no moderator.";
            return new FusionResult(standings, null, AsItIs(material, standings, 0, 0, why));
        }

        var answers = new ComparedAnswers(material.Question, material.Panel, given, material.Settings.Seed);
        var comparison = ComparisonDialogue.Build(answers, material.Moderator, material.Drafts);
        if (comparison is null)
        {
            var why = Failed(material, "made no comparison that checks out against the answers.");
            return new FusionResult(standings, null, AsItIs(material, standings, 0, 0, why));
        }

        var (sentences, faults) = new FusionDialogue(answers, comparison).Result(material.Drafts);
        var uncited = faults.Count(f => f.Uncited);
        return new FusionResult(standings, comparison, sentences.Count == 0
            ? AsItIs(material, standings, uncited, faults.Count - uncited, Failed(material, "wrote no sentence that checks out against the comparison."))
            : new FusedAnswer(FusedKind.Moderated, material.Moderator, [.. sentences.Select(s => s.Sentence)], uncited, faults.Count - uncited)
            {
                Note = material.Failure is { } failure ? $"The moderator gave up before it had corrected everything: {failure}" : null,
            });
    }

    /// <summary>The best-reviewed answer as it is; the first one where no review tells the answers apart.</summary>
    private static FusedAnswer AsItIs(FusionMaterial material, IReadOnlyList<Standing> standings, int uncited, int dropped, string why)
    {
        var best = standings is [var first, ..] && standings.Any(s => s.Place > first.Place) ? first : null;
        var seat = best?.Seat ?? material.Given[0].Seat;
        var tied = best is not null && standings.Count(s => s.Place == 1) > 1;
        var which = best is null ? "the first answer by number of the seat"
            : tied ? "the first of the answers that the reviews rank first"
            : "the answer that the reviews rank first";
        return new FusedAnswer(best is null ? FusedKind.FirstAnswer : FusedKind.BestReviewed, material.Panel[seat - 1].Model.Name, [], uncited, dropped)
        {
            Seat = seat,
            Note = $"{why} This is {which}, unchanged.",
        };
    }

    private static string? Incomplete(FusedFields fields) =>
        fields.Problems.Count == 0 ? null : $"The fused document is not valid against the schema: {string.Join(' ', fields.Problems)}";

    private static string Failed(FusionMaterial material, string otherwise) => material.Failure is { } why
        ? $"The moderator, {material.Moderator}, failed: {why}"
        : $"The moderator, {material.Moderator}, {(material.Drafts.Count == 0 ? "was not asked." : otherwise)}";

    private static string Seats(int count) => count == 1 ? "1 seat" : string.Create(CultureInfo.InvariantCulture, $"{count} seats");
}
