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
    SessionPlan plan, SeatedModel? moderator, RecordingChatClient? client, Account account, TimeProvider time, CancellationToken sessionLimit)
{
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
        var model = moderator!.Seat.Model;
        if (!account.Covers(model, prompt))
        {
            return (null, "What was left of the budget did not cover its answer.");
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(plan.Settings.SeatSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, sessionLimit, cancellation);
        try
        {
            var answer = await client!.AskAsync(call, prompt, new ChatOptions { ResponseFormat = format }, inputs, listener: null, both.Token);
            account.Book(model, answer);
            return answer.Cut
                ? (null, "A limit of tokens cut its answer off.")
                : (new Draft(answer.Text, answer.Receipt) { Thinking = answer.Thinking }, null);
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
    }
}
