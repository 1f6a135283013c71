using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>The moderator's two tasks: grouping positions and writing the minutes. Where it fails, there is a fallback without a model.</summary>
/// <param name="plan">The plan.</param>
/// <param name="caller">Calls the moderator; null where there is none.</param>
/// <param name="journal">Knows which calls an earlier run made.</param>
/// <param name="streaming">Whether somebody watches, so that answers are streamed.</param>
internal sealed class Moderation(SessionPlan plan, FullCaller? caller, CallJournal journal, bool streaming)
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
        if (plan.Settings.BudgetMicroDollars is not { } budget || plan.Moderator is not { Simulated: false, Price: { } price })
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
        for (var attempt = 0; attempt < 2 && caller is not null && PositionGrouping.Positions(round).Count > 1; attempt++)
        {
            var prompt = PositionGrouping.Prompt(plan.Question.Text, round, earlier, error);
            var inputs = round.Ballots.Select(b => b.Receipt);
            var answer = await AskAsync($"r{round.Number}.group.a{attempt}", prompt, PositionGrouping.Schema, inputs, cancellation);
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
        while (caller is not null && MinutesDialogue.Next(proceedings, drafts) is { } request)
        {
            var call = string.Create(CultureInfo.InvariantCulture, $"minutes.a{drafts.Count}");
            var inputs = proceedings.Rounds.SelectMany(r => r.Ballots).Select(b => b.Receipt).Concat(drafts.Select(d => d.Receipt));
            var (draft, failure) = await AskAsync(call, request.Messages, request.Schema, inputs, cancellation);
            if (draft is null)
            {
                return (drafts, failure);
            }

            drafts.Add(draft);
        }

        return (drafts, null);
    }

    private async Task<(Draft? Draft, string? Failure)> AskAsync(
        string call, IReadOnlyList<ChatMessage> prompt, JsonElement schema, IEnumerable<Receipt> inputs, CancellationToken cancellation)
    {
        var asked = new FullCall(call, prompt, schema, [.. inputs]);
        var outcome = await caller!.AskAloneAsync(asked, journal.Knows, streaming ? () => Unheard.Instance : null, cancellation);
        return outcome.Answer is { } answer ? (new Draft(answer.Text, answer.Receipt) { Thinking = answer.Thinking }, null) : (null, outcome.Failure);
    }
}
