using System.Globalization;
using System.Text.Json;
using Roundtable.Deliberation.Fields;

namespace Roundtable.Workspace.Asking;

/// <summary>Says what is wrong with a request for an answer in full, or with settings of one that are given for a vote.</summary>
internal static class FullAnswerCheck
{
    private const int MinScout = 2;

    /// <summary>The problems; none where it can be asked.</summary>
    public static IEnumerable<AskProblem> Problems(AskRequest request) => request.IsAnsweredInFull ? InFull(request) : OfVote(request);

    /// <summary>What is wrong with the number of seats that are asked first; null where nothing is.</summary>
    /// <param name="scout">The number, 0 for none.</param>
    /// <param name="seats">The size of the panel.</param>
    public static string? ScoutProblem(int scout, int seats) =>
        scout == 0 || (scout >= MinScout && scout < seats) ? null
        : seats <= MinScout
            ? $"A panel of {Count(seats)} cannot be asked in part: give no number of seats to ask first, or seat more models."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The number of seats to ask first is {scout}: give a number from {MinScout} to {seats - 1}, one fewer than the panel has.");

    private static IEnumerable<AskProblem> InFull(AskRequest request)
    {
        (bool Given, string Field, string What)[] ofVotes =
        [
            (request.Debate, "debate", "A debate is held over votes or positions"),
            (request.Samples != 1, "samples", "Samples are taken of votes or positions"),
            (request.Ranked, "ranked", "A ranking is asked for with options"),
        ];
        foreach (var (_, field, what) in ofVotes.Where(o => o.Given))
        {
            yield return new AskProblem(field, $"{what}: give options, ask the question open, or leave it out to have it answered in full.");
        }

        if (request.Scout is not 0 and < MinScout)
        {
            yield return new AskProblem("scout", string.Create(
                CultureInfo.InvariantCulture, $"The number of seats to ask first is {request.Scout}: give {MinScout} or more, or leave it out."));
        }

        if (request.Schema is { } schema && SchemaProblem(schema) is { } problem)
        {
            yield return new AskProblem("schema", problem);
        }
    }

    private static IEnumerable<AskProblem> OfVote(AskRequest request)
    {
        (bool Given, string Field, string What)[] ofAnswers =
        [
            (request.Review, "review", "Reviews are of answers in full"),
            (request.Schema is not null, "schema", "A schema is for answers in full"),
            (request.Scout != 0, "scout", "Seats are asked first where answers are given in full"),
        ];
        return ofAnswers.Where(o => o.Given)
            .Select(o => new AskProblem(o.Field, $"{o.What}: leave out the options{(request.Open ? " and do not ask the question open" : "")}."));
    }

    private static string Count(int seats) => seats == 1 ? "1 seat" : $"{seats.ToString(CultureInfo.InvariantCulture)} seats";

    private static string? SchemaProblem(JsonElement schema)
    {
        try
        {
            AnswerSchema.Of(schema);
            return null;
        }
        catch (FormatException e)
        {
            return $"{e.Message} Give a JSON Schema whose references stay within it.";
        }
    }
}
