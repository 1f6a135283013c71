using System.Globalization;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>The moderator's two tasks: grouping positions and writing the minutes. Where it fails, there is a fallback without a model.</summary>
internal sealed class Moderation(
    SessionPlan plan, SeatedModel? moderator, RecordingChatClient? client, Account account, TimeProvider time, bool streaming, CancellationToken sessionLimit)
{
    /// <summary>Of a budget, this part at the most is kept back for the moderator: what it does is worth nothing without ballots.</summary>
    private const int MaxShare = 4;

    /// <summary>Tokens of the moderator's instructions, of one answer of a seat, and of one of the moderator's.</summary>
    private const int PromptTokens = 2_000, BallotTokens = 400, MinutesTokens = 1_500;

    /// <summary>
    /// What is kept back of the budget for the moderator after a round, in millionths of a dollar: minutes and their corrections, and where the question is
    /// open the grouping of positions; 0 where there is no budget or no moderator.
    /// </summary>
    /// <param name="rounds">How many rounds there are with that one.</param>
    public long Reserve(int rounds)
    {
        if (plan.Settings.BudgetMicroDollars is not { } budget || moderator?.Seat.Model is not { Simulated: false, Price: { } price })
        {
            return 0;
        }

        var said = (long)plan.Panel.Count * plan.Settings.Samples * rounds * BallotTokens;
        var calls = plan.Question.IsOpen ? 3 : 2;
        return Math.Min(calls * price.Dearest(PromptTokens + said, MinutesTokens), budget / MaxShare);
    }

    /// <summary>Groups the positions of <paramref name="round"/>; by text where there is no moderator or two of its answers were unusable.</summary>
    public async Task<Clustering> GroupAsync(Round round, Clustering? earlier, CancellationToken cancellation)
    {
        string? error = null;
        for (var attempt = 0; attempt < 2 && client is not null && PositionGrouping.Positions(round).Count > 1; attempt++)
        {
            var prompt = PositionGrouping.Prompt(plan.Question.Text, round, earlier, error);
            var inputs = round.Ballots.Select(b => b.Receipt);
            var answer = await AskAsync($"r{round.Number}.group.a{attempt}", prompt, Format(PositionGrouping.Schema), inputs, cancellation);
            if (answer.Draft is null)
            {
                break;
            }

            if (PositionGrouping.Read(answer.Draft.Text, round, out error) is { } clustering)
            {
                return clustering;
            }
        }

        return Clustering.ByText(round);
    }

    /// <summary>Asks for the minutes until the dialogue is complete or a call fails; the answers so far are returned either way.</summary>
    public async Task<(IReadOnlyList<Draft> Drafts, string? Failure)> WriteAsync(Proceedings proceedings, CancellationToken cancellation)
    {
        List<Draft> drafts = [];
        while (client is not null && MinutesDialogue.Next(proceedings, drafts) is { } request)
        {
            var call = string.Create(CultureInfo.InvariantCulture, $"minutes.a{drafts.Count}");
            var inputs = proceedings.Rounds.SelectMany(r => r.Ballots).Select(b => b.Receipt).Concat(drafts.Select(d => d.Receipt));
            var (draft, failure) = await AskAsync(call, request.Messages, Format(request.Schema), inputs, cancellation);
            if (draft is null)
            {
                return (drafts, failure);
            }

            drafts.Add(draft);
        }

        return (drafts, null);
    }

    private ChatResponseFormatJson? Format(System.Text.Json.JsonElement schema) =>
        moderator!.SupportsSchema ? ChatResponseFormat.ForJsonSchema(schema, "answer") : null;

    private async Task<(Draft? Draft, string? Failure)> AskAsync(
        string call, IReadOnlyList<ChatMessage> prompt, ChatResponseFormat? format, IEnumerable<Receipt> inputs, CancellationToken cancellation)
    {
        var seat = moderator!.Seat;
        if (account.Forbids(seat.Model))
        {
            return (null, $"What {seat.Model.Name} costs is not known, and the session has a budget.");
        }

        using var clock = new CallClock(TimeSpan.FromSeconds(seat.Settings?.Seconds ?? plan.Settings.SeatSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, sessionLimit, cancellation);
        var from = inputs.ToList();
        try
        {
            var answer = await TryAsync(call, raised: false);
            if (answer is { Cut: true, Limit: { } limit } && limit < AnswerLimit.Of(seat, raised: true))
            {
                answer = await TryAsync($"{call}.longer", raised: true, more: limit) ?? answer;
            }

            return answer switch
            {
                null => (null, "What was left of the budget did not cover its answer."),
                { Cut: true, Limit: var most } =>
                    (null, string.Create(CultureInfo.InvariantCulture, $"Its answer was cut at {most ?? answer.Usage?.TotalOutput ?? 0} tokens.")),
                _ => (new Draft(answer.Text, answer.Receipt) { Thinking = answer.Thinking }, null),
            };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever a moderator's client throws, the session ends with extractive minutes that say why.
        catch (Exception e) when (e is not LogWriteException)
#pragma warning restore CA1031
        {
            return (null, both.IsCancellationRequested ? "It gave no answer in time." : e.Message);
        }

        async Task<RecordedAnswer?> TryAsync(string name, bool raised, int more = 0)
        {
            var tokens = account.Tokens(seat.Model, [.. prompt, .. format is ChatResponseFormatJson { Schema: { } schema } ? Words(schema) : []]);
            var due = new DueCall(seat.Model, tokens, AnswerLimit.Of(seat, raised) ?? 0, WithRepair: false) { Overrun = account.Overrun(seat.Model) };
            var share = RoundShares.Of(account.LeftMicroDollars, [[due]])[0][0];
            if (share is null || (raised && share < more + (more / 2)) || Allowance.Take(account, 0, due, due.Ceiling == 0 ? null : share) is not { } allowance)
            {
                return null;
            }

            using (allowance)
            {
                try
                {
                    var answer = await client!.AskAsync(
                        name, prompt, SeatOptions.Of(seat, allowance, clock, tokens, format), from, streaming ? Unheard.Instance : null, both.Token);
                    allowance.Book(answer, tokens);
                    return answer;
                }
                catch (OperationCanceledException) when (both.IsCancellationRequested)
                {
                    allowance.Lose(tokens);
                    throw;
                }
            }
        }
    }

    private static IEnumerable<ChatMessage> Words(System.Text.Json.JsonElement schema) => [new ChatMessage(ChatRole.System, schema.GetRawText())];
}
