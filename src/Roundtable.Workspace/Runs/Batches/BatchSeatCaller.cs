using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Batches;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Runs.Batches;

/// <summary>
/// Asks the seats of a run in their providers' batches; those whose connection has none, and calls that fit in no batch, are asked at once. Answers are
/// recorded as live ones are, each with the line of the provider's results as its raw bytes.
/// </summary>
/// <param name="transport">The run's batches.</param>
/// <param name="live">Asks at once.</param>
/// <param name="log">Where answers and failures are recorded.</param>
/// <param name="run">Id of the run.</param>
/// <param name="time">The clock.</param>
public sealed class BatchSeatCaller(BatchTransport transport, ISeatCaller live, RecordLog log, string run, TimeProvider time) : ISeatCaller
{
    private readonly ConcurrentDictionary<Digest, CallFailedException> _failed = [];
    private readonly CallJournal _journal = new();

    /// <summary>Hears how the batches stand, at each look at them; null for nobody.</summary>
    public IProgress<IReadOnlyList<BatchState>>? Progress { get; init; }

    /// <inheritdoc/>
    public int MaxInFlight => live.MaxInFlight;

    /// <inheritdoc/>
    public int MaxPrepared => live.MaxPrepared;

    /// <inheritdoc/>
    public async Task<RecordedAnswer> AskAsync(SeatCall call, CancellationToken cancellation)
    {
        // What failed in an earlier pass is on record; it is not asked again before the run is resumed.
        if (_failed.TryGetValue(call.Key.Digest, out var failed))
        {
            throw new CallFailedException(failed.Message, failed.Passes, failed);
        }

        if (BatchModel.Of(call.Seated.Client) is not { } model)
        {
            return await LiveAsync(call, cancellation);
        }

        switch (await transport.AskAsync(model, new BatchCall(call.Key.Digest, call.Messages, call.Options), cancellation))
        {
            case BatchOutcome.Answered { Response: var response }:
                var seated = call.Seated with { Client = new GivenAnswer(response) };
                return await new RecordingChatClient(seated, log, _journal, run, time)
                    .AskAsync(call.Name, call.Messages, call.Options, call.Inputs, null, cancellation);
            case BatchOutcome.AskLive:
                return await LiveAsync(call, cancellation);
            case BatchOutcome.Absent absent:
                await new FailedCalls(call.Seated, log, run, time).RecordAsync(
                    call.Name, absent.Reason, absent.Passes, lost: absent.MayBeCharged, CancellationToken.None);
                throw Remember(call, new CallFailedException(absent.Reason, absent.MayBeCharged));
            default:
                throw new CallPendingException();
        }
    }

    /// <inheritdoc/>
    public async Task<bool> CompletePassAsync(CancellationToken stop)
    {
        try
        {
            await transport.SubmitAsync(stop);
            await transport.WaitAsync(Progress, stop);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (CallFailedException e)
        {
            throw new WorkspaceException(
                ErrorKind.Unavailable, $"{e.Message} What was submitted stays submitted: 'roundtable runs resume' goes on with it.", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await transport.DisposeAsync();
        await live.DisposeAsync();
    }

    private async Task<RecordedAnswer> LiveAsync(SeatCall call, CancellationToken cancellation)
    {
        try
        {
            return await live.AskAsync(call, cancellation);
        }
        catch (CallFailedException e)
        {
            Remember(call, e);
            throw;
        }
    }

    private CallFailedException Remember(SeatCall call, CallFailedException failure)
    {
        _failed[call.Key.Digest] = failure;
        return failure;
    }

    /// <summary>A client that gives the answer which is there already.</summary>
    private sealed class GivenAnswer(ChatResponse response) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(response);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("An answer that is there already is not streamed.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
