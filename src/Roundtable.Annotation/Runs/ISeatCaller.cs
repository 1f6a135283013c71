using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Runs;

/// <summary>
/// How a run reaches its seats. There are two ways: at once, each call by itself, and in a provider's batch, hours later at half the price. Whichever it is,
/// an answer comes back with the receipt of its leaf.
/// </summary>
public interface ISeatCaller : IAsyncDisposable
{
    /// <summary>How many calls may be on their way at once.</summary>
    public int MaxInFlight { get; }

    /// <summary>
    /// How many calls may be prepared or on their way at once; at most <see cref="MaxInFlight"/>. Prompts of calls that would only wait in line are not made
    /// before it is their turn: each would be kept, and moved by the garbage collector, all the while.
    /// </summary>
    public int MaxPrepared { get; }

    /// <summary>Makes a call. It is recorded before its answer is returned.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Gives up waiting; what was already sent may still be answered and recorded.</param>
    /// <exception cref="CallPendingException">
    /// When its answer comes with a batch: the engine goes on to other items, and makes the same call again in the pass after
    /// <see cref="CompletePassAsync"/>.
    /// </exception>
    /// <exception cref="CallAbandonedException">When the run is being stopped, and the call was not sent.</exception>
    /// <exception cref="CallFailedException">When there is no answer; the failure is on record too.</exception>
    public Task<RecordedAnswer> AskAsync(SeatCall call, CancellationToken cancellation);

    /// <summary>
    /// Every item was passed over once, and calls are pending: sends what was gathered, and waits until it is answered, absent, or to be sent again.
    /// </summary>
    /// <param name="stop">Stops waiting in order; another process goes on.</param>
    /// <returns>Whether another pass may bring answers; false where it was stopped.</returns>
    public Task<bool> CompletePassAsync(CancellationToken stop);
}

/// <summary>One call to a seat about an item.</summary>
/// <param name="Key">What identifies it in every run; the custom id where calls go as a batch.</param>
/// <param name="Name">Its name in the run, such as <c>i7.s1.k2.a0</c>: item 7, seat 1, sample 2, attempt 0.</param>
/// <param name="Seated">Whom it goes to.</param>
/// <param name="Messages">The prompt.</param>
/// <param name="Options">The settings.</param>
/// <param name="Inputs">Receipts of recorded answers that the prompt holds: for a repair, the answer that could not be read.</param>
public sealed record SeatCall(
    CallKey Key, string Name, SeatedModel Seated, IReadOnlyList<ChatMessage> Messages, ChatOptions Options, IReadOnlyList<Receipt> Inputs);
