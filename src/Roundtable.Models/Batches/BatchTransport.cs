using Roundtable.Models.Calls;

namespace Roundtable.Models.Batches;

/// <summary>
/// The batches of one run: calls are gathered into files, submitted, polled, fetched and matched by their keys. What was submitted is on record in the run's
/// folder, so that another process goes on with it; nothing is submitted twice that a provider may have.
/// </summary>
/// <remarks>
/// A call is asked for as often as somebody wants to know: the first time puts it into a file, the next ones say how it stands. After
/// <see cref="SubmitAsync(CancellationToken)"/> and <see cref="WaitAsync"/> each is answered, absent, or in a file again because it may be answered by
/// another submission; then both are called again, as long as <see cref="HasUnsent"/>.
/// </remarks>
public sealed partial class BatchTransport : IAsyncDisposable
{
    private readonly string _directory;
    private readonly BatchSettings _settings;
    private readonly TimeProvider _time;
    private readonly BatchJournal _journal;
    private readonly BatchSlots _slots;
    private readonly BatchWatch _watch;
    private readonly BatchSender _sender;
    private readonly List<RequestSpool> _spools = [];
    private readonly Dictionary<string, BatchModel> _models = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);
    private bool _cancelled;

    private BatchTransport(string directory, BatchSettings settings, BatchJournal journal, TimeProvider time)
    {
        (_directory, _settings, _journal, _time) = (directory, settings, journal, time);
        _slots = new BatchSlots(directory);
        _watch = new BatchWatch(directory, journal, _slots, settings, time);
        _sender = new BatchSender(journal, settings, time);
    }

    /// <summary>The submissions in the order in which they were noted.</summary>
    public IReadOnlyList<BatchState> States => [.. _journal.States];

    /// <summary>Whether there are calls in files that are not submitted.</summary>
    public bool HasUnsent => _spools.Count > 0;

    /// <summary>Opens the batches of a run, with what earlier processes submitted.</summary>
    /// <param name="directory">The folder of the run's batches; it is made where there is none.</param>
    /// <param name="settings">How batches are made and waited for.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">When another process works on them, or the folder cannot be written.</exception>
    /// <exception cref="InvalidDataException">When the folder is damaged.</exception>
    public static BatchTransport Open(string directory, BatchSettings settings, TimeProvider time)
    {
        var transport = new BatchTransport(directory, settings, BatchJournal.Open(directory), time);
        try
        {
            transport._slots.Load(transport._journal.States);
            return transport;
        }
        catch
        {
            transport._journal.Dispose();
            throw;
        }
    }

    /// <summary>Says through which client a model's batches are reached. Only those of known models are waited for.</summary>
    public void Register(BatchModel model) => _models.TryAdd(NameOf(model), model);

    /// <summary>How a call stands; the first time, and where it may be answered by another submission, it is put into a file.</summary>
    /// <param name="model">The model that is asked.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ModelCallException">When a full file cannot be submitted.</exception>
    /// <exception cref="IOException">When the file cannot be written.</exception>
    public async Task<BatchOutcome> AskAsync(BatchModel model, BatchCall call, CancellationToken cancellation)
    {
        if (model.Problem(call.Options) is { } problem)
        {
            return new BatchOutcome.AskLive(problem);
        }

        await _gate.WaitAsync(cancellation);
        try
        {
            Register(model);
            return _slots.Find(call.Key) is not { } slot
                ? await AddAsync(model, call, 0, cancellation)
                : slot.Kind switch
                {
                    SlotKind.Waiting => new BatchOutcome.Waiting(),
                    SlotKind.Line => await OfLineAsync(model, call, slot, cancellation),
                    SlotKind.NoLine => await OfEndingAsync(model, call, slot, cancellation),
                    SlotKind.Refused => new BatchOutcome.Absent(StateOf(slot).Problem!, Passes: false) { MayBeCharged = StateOf(slot).Batch is not null },
                    _ => await AgainAsync(model, call, slot, "The provider never received the batch.", cancellation),
                };
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Submits every file that holds calls.</summary>
    /// <exception cref="ModelCallException">When the provider takes none: what was submitted before stays submitted.</exception>
    public async Task SubmitAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            while (_spools.Count > 0)
            {
                await SubmitAsync(_spools[0], cancellation);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits until the results of everything that is submitted are on this disk.</summary>
    /// <param name="progress">Hears how the submissions stand after each look at them; null for nobody.</param>
    /// <param name="cancellation">Stops waiting; the batches stay submitted, and another process can go on.</param>
    /// <exception cref="ModelCallException">When a provider cannot be asked, for longer than the settings' patience where that may pass.</exception>
    public async Task WaitAsync(IProgress<IReadOnlyList<BatchState>>? progress, CancellationToken cancellation)
    {
        var wait = _settings.FirstPoll;
        var fetched = Fetched();
        long? failing = null;
        while (true)
        {
            TimeSpan? asked = null;
            var failed = false;
            foreach (var state in Open())
            {
                try
                {
                    await PollAsync(state, cancellation);
                }
                catch (ModelCallException e) when (e.IsTransient && !(failing is { } since && _time.GetElapsedTime(since) > _settings.Patience))
                {
                    failed = true;
                    asked = e.RetryAfter > asked || asked is null ? e.RetryAfter : asked;
                }
            }

            failing = failed ? failing ?? _time.GetTimestamp() : null;
            progress?.Report(States);
            if (Open().Count == 0)
            {
                if (_watch.TakeQueueIsFull() && Fetched() == fetched)
                {
                    await Task.Delay(_settings.MaxPoll, _time, cancellation); // Others' batches must end first.
                }

                return;
            }

            await Task.Delay(asked > wait ? asked.Value : wait, _time, cancellation);
            wait = TimeSpan.FromTicks(Math.Min(wait.Ticks + (wait.Ticks / 2), _settings.MaxPoll.Ticks));
        }
    }

    /// <summary>
    /// Asks for everything that is submitted to be cancelled, and submits nothing more. What was answered by then is charged, and fetched by
    /// <see cref="WaitAsync"/>.
    /// </summary>
    /// <exception cref="ModelCallException">When a provider refuses.</exception>
    public async Task CancelAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            _cancelled = true;
            foreach (var state in Open().Where(s => s.Phase == BatchPhase.Submitted))
            {
                _journal.Append(new BatchEvent(BatchEventKind.CancelAsked, state.Submission, _time.GetUtcNow()));
                try
                {
                    await _models[$"{state.Connection}/{state.Model}"].Api.CancelAsync(_journal.SubmissionOf(_directory, state.Submission), state.Batch!);
                }
                catch (LostAnswerException e)
                {
                    throw new ModelCallException(e.Message, isTransient: true, inner: e);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var spool in _spools)
        {
            spool.Dispose();
            File.Delete(BatchFiles.Requests(_directory, spool.Id));
        }

        _slots.Dispose();
        _journal.Dispose();
        _gate.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string NameOf(BatchModel model) => $"{model.Connection}/{model.Model}";

    private List<BatchState> Open() =>
    [
        .. _journal.States.Where(s =>
            s.Phase is BatchPhase.Uncertain or BatchPhase.Submitted or BatchPhase.Ended && _models.ContainsKey($"{s.Connection}/{s.Model}")),
    ];

    private int Fetched() => _journal.States.Count(s => s.Phase == BatchPhase.Fetched);

    private BatchState StateOf(Slot slot) => _journal.States.First(s => s.Submission == slot.Submission);

    private async Task PollAsync(BatchState state, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            await _watch.PollAsync(_models[$"{state.Connection}/{state.Model}"], state, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task SubmitAsync(RequestSpool spool, CancellationToken cancellation)
    {
        spool.Close();
        _spools.Remove(spool);
        _journal.Append(new BatchEvent(BatchEventKind.Intended, spool.Id, _time.GetUtcNow())
        {
            Connection = spool.Model.Connection,
            Model = spool.Model.Model,
            Path = spool.Path,
            Headers = [.. spool.Headers.Select(h => new BatchHeader(h.Name, h.Value))],
            Requests = spool.Keys.Count,
            Bytes = spool.Bytes,
        });
        try
        {
            if (await _sender.SendAsync(spool.Model, _journal.SubmissionOf(_directory, spool.Id), cancellation) == Sending.Refused)
            {
                _slots.End(spool.Id, SlotKind.Refused);
            }
        }
        catch (ModelCallException)
        {
            _slots.End(spool.Id, SlotKind.NotTaken);
            throw;
        }
    }
}
