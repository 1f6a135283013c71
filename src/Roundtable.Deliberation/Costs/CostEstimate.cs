using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Costs;

/// <summary>Estimates the cost of a call before it is made.</summary>
public static class CostEstimate
{
    /// <summary>
    /// Tokens that the answer of a model takes which does not think for long, for estimates that are shown. What a budget keeps to is the limit of each call.
    /// </summary>
    public const int AssumedOutputTokens = 700;

    /// <summary>The estimated cost of <paramref name="form"/> in millionths of a dollar, or null where the model's price is unknown.</summary>
    /// <param name="form">What the seat is asked.</param>
    /// <param name="tokens">Estimates the prompt's tokens. It is not called where the cost does not depend on them.</param>
    public static long? MicroDollars(BallotForm form, PromptEstimate tokens) =>
        MicroDollars(form.Seat.Model, BallotPrompt.For(form), form.Seat.MaxOutputTokens ?? AssumedOutputTokens, tokens);

    /// <summary>
    /// The least that a budget must hold for <paramref name="form"/> to be asked: its shortest useful answer and the repair of it, at the dearest.
    /// </summary>
    /// <param name="form">What the seat is asked.</param>
    /// <param name="tokens">Estimates the prompt's tokens.</param>
    /// <returns>Millionths of a dollar; 0 for a simulated seat and one of unknown price.</returns>
    public static long LeastMicroDollars(BallotForm form, PromptEstimate tokens) =>
        LeastMicroDollars(form.Seat, BallotPrompt.For(form), withRepair: true, tokens);

    /// <summary>The least that a budget must hold for a prompt to be asked: its shortest useful answer at the dearest.</summary>
    /// <param name="seat">The seat that is asked.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="withRepair">Whether an answer that cannot be read is asked for once more.</param>
    /// <param name="tokens">Estimates the prompt's tokens.</param>
    /// <returns>Millionths of a dollar; 0 for a simulated seat and one of unknown price.</returns>
    public static long LeastMicroDollars(Seat seat, IReadOnlyList<ChatMessage> prompt, bool withRepair, PromptEstimate tokens)
    {
        var input = seat.Model is { Simulated: false, Price.InputPerMillion: > 0 } ? tokens(seat.Model, prompt) : 0;
        var call = new DueCall(seat.Model, input, AnswerLimit.Of(seat) ?? 0, withRepair) { WithTools = seat.Settings?.Tools is { Count: > 0 } };
        return call.Reservation(call.Floor);
    }

    /// <summary>The estimated cost of a prompt and its answer in millionths of a dollar, or null where the model's price is unknown.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="outputTokens">Tokens of the answer.</param>
    /// <param name="tokens">Estimates the prompt's tokens. It is not called where the cost does not depend on them.</param>
    /// <param name="moreTokens">Tokens that the prompt will have besides.</param>
    public static long? MicroDollars(
        ModelCard model, IReadOnlyList<ChatMessage> prompt, long outputTokens, PromptEstimate tokens, long moreTokens = 0) =>
        model.Simulated ? 0
        : model.Price is not { } price ? null
        : (long)Math.Ceiling(price.Of(new Usage(price.InputPerMillion == 0 ? 0 : tokens(model, prompt) + moreTokens, outputTokens)).MicroDollars);
}
