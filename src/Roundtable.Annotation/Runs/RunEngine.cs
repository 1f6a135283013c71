using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Items;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;

namespace Roundtable.Annotation.Runs;

/// <summary>
/// Asks the seats of a run about a stream of items and gives back a stream of results in the same order. Memory depends on how many calls wait for their
/// answers, not on how many items there are.
/// </summary>
/// <param name="plan">What is asked.</param>
/// <param name="seats">The seats with their clients, in the order of the plan's panel.</param>
/// <param name="caller">How they are reached.</param>
/// <param name="account">The limits.</param>
/// <param name="time">The clock.</param>
public sealed class RunEngine(RunPlan plan, IReadOnlyList<SeatedModel> seats, ISeatCaller caller, RunAccount account, TimeProvider time)
{
    /// <summary>The codebook of the plan, by which items are labelled; null where the plan asks a question.</summary>
    public Codebook? Codebook { get; init; }

    /// <summary>Finds answers that are on record; null to ask for every one.</summary>
    public AnswerRecall? Recall { get; init; }

    /// <summary>Is told of answers that were asked for.</summary>
    public AnswerMemory? Memory { get; init; }

    /// <summary>Estimates tokens of prompts; needed where <see cref="RunAccount.CountsTokens"/>.</summary>
    public PromptEstimate? Estimate { get; init; }

    /// <summary>Whether the run stopped because a limit covers no further item.</summary>
    public bool IsAtLimit { get; private set; }

    /// <summary>Whether the last pass left calls pending: another from the first item without results on may bring their answers.</summary>
    public bool IsPending { get; private set; }

    /// <summary>Asks about items, in one pass. After the first item whose calls are pending, no more results come, but calls are made to the end.</summary>
    /// <param name="items">The items with their places in the run.</param>
    /// <param name="stop">Stops in order: no further item is begun, and those that were are finished.</param>
    /// <param name="cancellation">Stops at once: calls on their way are abandoned.</param>
    /// <exception cref="FormatException">When the plan's template or schema cannot be used, or an item lacks what it names.</exception>
    public async IAsyncEnumerable<ItemResult> RunAsync(
        IAsyncEnumerable<(int Index, Item Item)> items, CancellationToken stop, [EnumeratorCancellation] CancellationToken cancellation)
    {
        account.BeginPass();
        (IsPending, IsAtLimit) = (false, false);
        var forms = new ItemForms(plan, Codebook);
        using var slots = new SemaphoreSlim(Math.Max(1, caller.MaxPrepared));
        var asker = new ItemAsker(plan, seats, forms, new AnswerSource(caller, Recall, Memory, time), account, Estimate, slots);
        var window = Math.Max(1, caller.MaxInFlight / Math.Max(1, seats.Count * plan.Settings.Samples));
        var channel = Channel.CreateBounded<Task<ItemOutcome>>(new BoundedChannelOptions(window) { SingleReader = true, SingleWriter = true });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var producing = ProduceAsync();
        try
        {
            await foreach (var asked in channel.Reader.ReadAllAsync(cancellation))
            {
                var outcome = await asked;
                if (ReferenceEquals(outcome, ItemOutcome.Uncovered) || ReferenceEquals(outcome, ItemOutcome.Stopped))
                {
                    IsAtLimit = ReferenceEquals(outcome, ItemOutcome.Uncovered);
                    break;
                }

                IsPending |= outcome.Result is null;
                if (!IsPending)
                {
                    yield return outcome.Result!;
                }
            }
        }
        finally
        {
            await over.CancelAsync();

            // Answers that are on their way are recorded before the log may be closed.
            await foreach (var left in channel.Reader.ReadAllAsync(CancellationToken.None))
            {
                await left.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }

        await producing;

        async Task ProduceAsync()
        {
            try
            {
                await foreach (var (index, item) in items.WithCancellation(over.Token))
                {
                    var work = stop.IsCancellationRequested || over.IsCancellationRequested ? null : await BeginAsync(index, item);
                    if (work is null)
                    {
                        break;
                    }

                    await channel.Writer.WriteAsync(work, CancellationToken.None);
                }
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                // Nobody reads the results any more.
            }
            finally
            {
                channel.Writer.Complete();
            }
        }

        async Task<Task<ItemOutcome>?> BeginAsync(int index, Item item)
        {
            if (await account.ReserveAsync(asker.Need(item), over.Token) is not { } reservation)
            {
                IsAtLimit = true;
                return null;
            }

            return asker.AskAsync(index, item, reservation, cancellation);
        }
    }
}
