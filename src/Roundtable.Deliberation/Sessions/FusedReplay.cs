using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Reviews;

namespace Roundtable.Deliberation.Sessions;

/// <summary>
/// Computes again, without a model, what a fused session says was computed: what the reviews say, standings, comparison, fused answer and fields. What the
/// models wrote is taken as it stands in the document; that they wrote it is shown by the receipts and the log.
/// </summary>
public static class FusedReplay
{
    /// <summary>The session with everything computed anew.</summary>
    public static FusedSession Of(FusedSession session)
    {
        var reviews = Reviews(session);
        var result = FusionBuilder.Build(new FusionMaterial(
            session.Question, session.Panel, session.Settings, session.Answers, reviews, session.Drafts, session.Moderator?.Name, session.ModeratorFailure,
            session.Scout));
        return session with
        {
            Reviews = reviews,
            Standings = result.Standings,
            Comparison = result.Comparison,
            Fused = result.Fused,
            Fields = result.Fields,
        };
    }

    /// <summary>Where the document does not hold, one sentence each; empty where everything in it is what its raw texts make.</summary>
    public static IReadOnlyList<string> Problems(FusedSession session)
    {
        var again = Of(session);
        return
        [
            .. Answers(session),
            .. Differs(session with { Reviews = again.Reviews }, "The reviews do not say what their texts say."),
            .. Differs(session with { Standings = again.Standings }, "The standings are not what the reviews' rankings make."),
            .. Differs(session with { Comparison = again.Comparison }, "The comparison is not what the moderator's drafts and the answers make."),
            .. Differs(session with { Fused = again.Fused }, "The fused answer is not what the moderator's drafts and the comparison make."),
            .. Differs(session with { Fields = again.Fields }, "The fields are not what the answers make."),
        ];

        IEnumerable<string> Differs(FusedSession other, string problem) =>
            FusedSessionJson.Write(session).AsSpan().SequenceEqual(FusedSessionJson.Write(other)) ? [] : [problem];
    }

    /// <summary>Whether each answer counts as what its text is. That a provider reported a refusal is not in it: a refusal is taken at its word.</summary>
    private static IEnumerable<string> Answers(FusedSession session)
    {
        var schema = session.Settings.Fusion?.Schema is { } json ? AnswerSchema.Of(json) : null;
        foreach (var answer in session.Answers.Where(a => a.Kind != AnswerKind.Refused))
        {
            var read = schema is null
                ? AnswerReader.Read(answer.Seat, answer.Text, answer.Receipt, refused: false)
                : schema.Read(answer.Seat, answer.Text, answer.Receipt, refused: false);
            if (read with { Thinking = answer.Thinking, RepairedFrom = answer.RepairedFrom } != answer)
            {
                yield return $"The answer of seat {answer.Seat} does not count as what its text is.";
            }
        }
    }

    private static IReadOnlyList<Review> Reviews(FusedSession session) => [.. session.Reviews.Select(review =>
    {
        var form = ReviewForm.For(session.Question, session.Panel[review.Seat - 1], session.Given, session.Settings.Seed);
        var refused = review is { Problem: not null, Ranking.Count: 0, Errors.Count: 0 } && review.Problem == ReviewReader.Refused;
        return ReviewReader.Read(form, review.Text, review.Receipt, refused) with { Thinking = review.Thinking, RepairedFrom = review.RepairedFrom };
    })];
}
