using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Tools;

namespace Roundtable.Deliberation.Costs;

/// <summary>What one call may take, and its repair: a limit of tokens, and the money that is set aside for it until it is known what it cost.</summary>
internal sealed class Allowance : IDisposable
{
    private readonly Account _account;
    private readonly int _seat;
    private readonly ModelCard _model;
    private long _overrun;
    private long _reserved;
    private long _dialogue;

    private Allowance(Account account, int seat, ModelCard model, int? limit, long promptTokens) =>
        (_account, _seat, _model, Limit, PromptTokens) = (account, seat, model, limit, promptTokens);

    /// <summary>The limit of tokens of each answer; null for none.</summary>
    public int? Limit { get; }

    /// <summary>Tokens of the first prompt, estimated; 0 where nothing depends on them.</summary>
    public long PromptTokens { get; }

    /// <summary>Whether the call must not be made without its limit.</summary>
    public bool MustLimit => _account.HasBudget && _model is { Simulated: false, Price: { } price } && price.Dearest(0, 1000) > 0;

    /// <summary>Sets aside what a call can cost at most; null where that is not left.</summary>
    /// <param name="account">The account of the session.</param>
    /// <param name="seat">Number of the seat; 0 for the moderator.</param>
    /// <param name="call">The call.</param>
    /// <param name="limit">The limit of tokens of each answer; null for none.</param>
    public static Allowance? Take(Account account, int seat, DueCall call, int? limit)
    {
        var allowance = new Allowance(account, seat, call.Model, limit, call.PromptTokens) { _overrun = call.Overrun };
        return allowance.TryReserve(account.HasBudget ? call.Reservation(limit ?? 0) : 0) ? allowance : null;
    }

    /// <summary>Makes sure that one more call can be paid for; false where what is set aside and what else is left do not cover it.</summary>
    /// <param name="promptTokens">Tokens of its prompt.</param>
    public bool Covers(long promptTokens) => Worst(promptTokens) is var cost && (cost <= _reserved || TryReserve(cost - _reserved));

    /// <summary>
    /// Makes sure that one more answer of a dialogue with tools can be paid for, beside those that were asked for before it in the same dialogue: these are
    /// settled when it ends.
    /// </summary>
    /// <param name="prompt">The dialogue so far.</param>
    /// <param name="moreTokens">Tokens that the prompt has besides.</param>
    /// <param name="begins">Whether it is asked for now.</param>
    /// <returns>False where what is set aside and what else is left do not cover it.</returns>
    public bool CoversNext(IReadOnlyList<ChatMessage> prompt, long moreTokens, bool begins)
    {
        var cost = Worst(_account.Tokens(_model, prompt.Select(Words)) + moreTokens);
        if (_dialogue + cost > _reserved && !TryReserve(_dialogue + cost - _reserved))
        {
            return false;
        }

        _dialogue += begins ? cost : 0;
        return true;
    }

    /// <summary>Adds an answer to the account, with all that were asked for on the way to it.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="promptTokens">Tokens of its prompt, estimated.</param>
    public void Book(RecordedAnswer answer, long promptTokens)
    {
        _reserved -= _account.Book(_seat, _model, answer, Math.Max(Worst(promptTokens), _dialogue), _reserved);
        _dialogue = 0;
    }

    /// <summary>Counts a call whose answer never came whole: the provider may charge for what it had answered by then.</summary>
    /// <param name="promptTokens">Tokens of its prompt, estimated.</param>
    public void Lose(long promptTokens)
    {
        _reserved -= _account.Lose(_seat, _model, Math.Max(Worst(promptTokens), _dialogue), _reserved);
        _dialogue = 0;
    }

    /// <summary>Counts a call that an earlier run lost: where tools were offered, nobody knows how often it was asked by then.</summary>
    /// <param name="promptTokens">Tokens of its prompt, estimated.</param>
    /// <param name="withTools">Whether tools were offered.</param>
    public void LoseEarlier(long promptTokens, bool withTools)
    {
        _dialogue = withTools ? _reserved : 0;
        Lose(promptTokens);
    }

    /// <summary>Gives back what is still set aside.</summary>
    public void Dispose()
    {
        _account.Release(_reserved);
        _reserved = 0;
    }

    /// <summary>A message with everything that goes to the model as text, for an estimate of its tokens.</summary>
    private static ChatMessage Words(ChatMessage message) => !message.Contents.Any(c => c is ToolRequest or ToolReturn) ? message : new ChatMessage(
        message.Role,
        [
            .. message.Contents.Select(c => c switch
            {
                ToolRequest request => new TextContent($"{request.Id} {request.Tool} {request.Arguments}\n"),
                ToolReturn returned => new TextContent($"{returned.Id} {returned.Text}\n"),
                _ => c,
            }),
        ]);

    private long Worst(long promptTokens) => _account.HasBudget && !_model.Simulated
        ? _model.Price?.Dearest(promptTokens, Math.Max(Limit ?? 0, _overrun)) ?? 0
        : 0;

    private bool TryReserve(long microDollars)
    {
        var reserved = _account.TryReserve(microDollars);
        _reserved += reserved ? microDollars : 0;
        return reserved;
    }
}
