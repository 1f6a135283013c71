using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Providers;

namespace Roundtable.Models.Retries;

/// <summary>
/// Keeps the calls that are in flight on one connection to its limit, over all its models. A call that waits between two
/// tries, or for its answer to be recorded, holds no place.
/// </summary>
internal sealed class LimitedChatClient(IChatClient inner, Connection connection) : DelegatingChatClient(inner)
{
    private static readonly ConditionalWeakTable<Connection, SemaphoreSlim> _gates = [];

    private readonly SemaphoreSlim _gate = _gates.GetValue(connection, static c => new SemaphoreSlim(c.Concurrency));

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!_gate.Wait(0, CancellationToken.None))
        {
            await QueueAsync(CallClock.Of(options), cancellationToken);
        }

        try
        {
            AnswerPart.Listener(options)?.Report(new AnswerPart.Asked());
            return await base.GetResponseAsync(messages, options, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits for a place. Meanwhile the call's clock stands still: nobody has been asked yet.</summary>
    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(CallConcurrency) ? new CallConcurrency(connection.Concurrency) : base.GetService(serviceType, serviceKey);

    private async Task QueueAsync(CallClock? clock, CancellationToken cancellation)
    {
        clock?.Pause();
        try
        {
            await _gate.WaitAsync(cancellation);
        }
        finally
        {
            clock?.Resume();
        }
    }
}
