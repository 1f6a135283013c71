using Roundtable.Models.Calls;

namespace Roundtable.Models.Batches;

/// <summary>Follows submissions at their providers until their results are on this disk.</summary>
internal sealed class BatchWatch(string directory, BatchJournal journal, BatchSlots slots, BatchSettings settings, TimeProvider time)
{
    /// <summary>How often results are fetched that lack lines or hold lines that are not JSON.</summary>
    private const int MaxFetches = 3;

    /// <summary>How far the provider's clock may be behind this one.</summary>
    private static readonly TimeSpan _clockSkew = TimeSpan.FromMinutes(10);

    private readonly HashSet<(string Submission, string Batch)> _notOurs = [];
    private readonly Dictionary<string, DateTimeOffset> _searching = new(StringComparer.Ordinal);

    private bool _queueIsFull;

    /// <summary>Limits that models' queues at the provider showed, by connection and model.</summary>
    public Dictionary<string, int> QueueLimits { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a batch was refused because the provider's queue is full since this was asked last.</summary>
    public bool TakeQueueIsFull()
    {
        var was = _queueIsFull;
        _queueIsFull = false;
        return was;
    }

    /// <summary>Looks at a submission once, and takes it as far as it got.</summary>
    /// <exception cref="ModelCallException">When the provider cannot be asked.</exception>
    public async Task PollAsync(BatchModel model, BatchState state, CancellationToken cancellation)
    {
        var submission = journal.SubmissionOf(directory, state.Submission);
        if (state.Phase == BatchPhase.Uncertain)
        {
            await SearchAsync(model, submission, state, cancellation);
            return;
        }

        try
        {
            await FollowAsync(model, submission, state, cancellation);
        }
        catch (ModelCallException e) when (e.ModelUnknown)
        {
            Gone(state, e);
        }
    }

    private async Task FollowAsync(BatchModel model, Submission submission, BatchState state, CancellationToken cancellation)
    {
        var batch = await model.Api.GetAsync(submission, state.Batch!, cancellation);
        switch (batch.Phase)
        {
            case ProviderPhase.Running:
                journal.Observe(state.Submission, s => s with { Done = (int?)batch.Done, Expires = batch.Expires ?? s.Expires });
                break;
            case ProviderPhase.Failed:
                Refuse(state, batch);
                break;
            default:
                if (state.Phase != BatchPhase.Ended)
                {
                    journal.Append(new BatchEvent(BatchEventKind.Ended, state.Submission, time.GetUtcNow()) { Ending = batch.Status });
                }

                await FetchAsync(model, submission, batch, cancellation);
                break;
        }
    }

    /// <summary>Looks in the provider's list for a batch whose making was never confirmed.</summary>
    private async Task SearchAsync(BatchModel model, Submission submission, BatchState state, CancellationToken cancellation)
    {
        _searching.TryAdd(state.Submission, time.GetUtcNow());
        var known = journal.States.Select(s => s.Batch).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var found = await model.Api.FindAsync(submission, state, state.Intended - _clockSkew, cancellation);
        var open = false;
        foreach (var batch in found.Where(b => !known.Contains(b.Id) && !_notOurs.Contains((submission.Id, b.Id))))
        {
            if (batch.Submission == submission.Id || (batch.Phase == ProviderPhase.Ended && await AnswersAsync(model, submission, batch, cancellation)))
            {
                BatchSender.Made(journal, submission.Id, batch, time);
                return;
            }

            // One that is still worked on may be it: nobody can say before its results name the calls.
            open |= batch.Phase == ProviderPhase.Running;
            if (batch.Phase != ProviderPhase.Running)
            {
                _notOurs.Add((submission.Id, batch.Id));
            }
        }

        if (!open && time.GetUtcNow() - _searching[state.Submission] >= settings.LostAnswerSearch)
        {
            journal.Append(new BatchEvent(BatchEventKind.Refused, state.Submission, time.GetUtcNow())
            {
                Problem = "The provider's list has no such batch: it never received it.",
            });
            slots.End(state.Submission, SlotKind.NotTaken);
        }
    }

    /// <summary>Whether the results of a batch are those of a submission's calls.</summary>
    private async Task<bool> AnswersAsync(BatchModel model, Submission submission, ProviderBatch batch, CancellationToken cancellation)
    {
        var keys = slots.KeysOf(submission.Id);
        var path = BatchFiles.Results(directory, submission.Id);
        await using (var file = BatchFiles.Create(path))
        {
            foreach (var results in batch.Results)
            {
                await model.Api.DownloadAsync(submission, results, file, cancellation);
            }
        }

        var ours = false;
        BatchFiles.Scan(path, (_, _, key) => ours |= key is { } named && keys.Contains(named));
        return ours;
    }

    private void Refuse(BatchState state, ProviderBatch batch)
    {
        var problem = batch.Problem is { Length: > 0 } said
            ? $"The provider refused the batch: {said}"
            : "The provider refused the batch and does not say why.";
        journal.Append(new BatchEvent(BatchEventKind.Refused, state.Submission, time.GetUtcNow()) { Problem = problem });
        if (!batch.QueueIsFull)
        {
            slots.End(state.Submission, SlotKind.Refused);
            return;
        }

        // Where nothing else of this run is in the queue, a file of this size is too much for it: half of it is tried next.
        _queueIsFull = true;
        var alone = !journal.States.Any(s => s.Phase == BatchPhase.Submitted && s.Connection == state.Connection && s.Model == state.Model);
        if (alone)
        {
            var name = $"{state.Connection}/{state.Model}";
            QueueLimits[name] = Math.Max(1, Math.Min(QueueLimits.GetValueOrDefault(name, int.MaxValue), state.Requests / 2));
        }

        slots.End(state.Submission, alone && state.Requests == 1 ? SlotKind.Refused : SlotKind.QueueFull);
    }

    /// <summary>What was submitted and is not at the provider any more may have been charged: it is not submitted again by itself.</summary>
    private void Gone(BatchState state, ModelCallException failure)
    {
        var problem = $"The provider does not have the batch {state.Batch} or its results any longer: {failure.Message}";
        journal.Append(new BatchEvent(BatchEventKind.Refused, state.Submission, time.GetUtcNow()) { Problem = problem });
        slots.End(state.Submission, SlotKind.Refused);
    }

    private async Task FetchAsync(BatchModel model, Submission submission, ProviderBatch batch, CancellationToken cancellation)
    {
        var faults = BatchFaults.None;
        for (var attempt = 1; attempt <= MaxFetches; attempt++)
        {
            await using (var file = BatchFiles.Create(BatchFiles.Results(directory, submission.Id)))
            {
                foreach (var path in batch.Results)
                {
                    await model.Api.DownloadAsync(submission, path, file, cancellation);
                    file.WriteByte((byte)'\n'); // The last line of a file may lack its end; an empty one is none.
                }

                file.Flush(flushToDisk: true);
            }

            faults = slots.Take(submission.Id);
            if (faults is { NotJson: 0, Missing: 0 } || batch.Results.Count == 0)
            {
                break;
            }

            if (attempt < MaxFetches)
            {
                await Task.Delay(settings.FirstPoll, time, cancellation);
            }
        }

        journal.Append(new BatchEvent(BatchEventKind.Fetched, submission.Id, time.GetUtcNow()) { Faults = faults });
    }
}
