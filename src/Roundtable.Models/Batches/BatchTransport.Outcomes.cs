using System.Globalization;

namespace Roundtable.Models.Batches;

/// <content>What comes of a call: its line is read, and it is put into a file where another submission may answer it.</content>
public sealed partial class BatchTransport
{
    private async Task<BatchOutcome> OfLineAsync(BatchModel model, BatchCall call, Slot slot, CancellationToken cancellation)
    {
        switch (model.Read(_slots.Read(slot), call))
        {
            case LineReading.Answered { Response: var response }:
                return new BatchOutcome.Answered(response);
            case LineReading.Expired:
                return await OfExpiredAsync(model, call, slot, cancellation);
            case LineReading.Cancelled:
                return await AgainAsync(model, call, slot, "The batch was cancelled before the provider came to the call.", cancellation);
            case LineReading.Lost { Problem: var problem }:
                return await AgainAsync(model, call, slot, problem, cancellation, mayBeCharged: true);
            case LineReading.Failed { Failure: var failure }:
                return failure.IsTransient || slot.Learned < model.Learned || model.TryLearn(failure, call)
                    ? await AgainAsync(model, call, slot, failure.Message, cancellation)
                    : new BatchOutcome.Absent(failure.Message, failure.Passes);
            default:
                throw new InvalidOperationException("The hierarchy of lines is closed.");
        }
    }

    private Task<BatchOutcome> OfEndingAsync(BatchModel model, BatchCall call, Slot slot, CancellationToken cancellation) => StateOf(slot).Ending switch
    {
        "expired" => OfExpiredAsync(model, call, slot, cancellation),
        "cancelled" or "canceled" => AgainAsync(model, call, slot, "The batch was cancelled before the provider came to the call.", cancellation),
        _ => AgainAsync(
            model, call, slot, "The provider's results of the batch have no line for the call that can be read.", cancellation, mayBeCharged: true),
    };

    private async Task<BatchOutcome> OfExpiredAsync(BatchModel model, BatchCall call, Slot slot, CancellationToken cancellation)
    {
        const string Reason = "The batch expired before the provider came to the call.";
        return _settings.Expired switch
        {
            ExpiredCalls.AskLive => new BatchOutcome.AskLive(Reason),
            ExpiredCalls.LeaveAbsent => new BatchOutcome.Absent(Reason, Passes: true),
            _ => await AgainAsync(model, call, slot, Reason, cancellation),
        };
    }

    private async Task<BatchOutcome> AgainAsync(
        BatchModel model, BatchCall call, Slot slot, string reason, CancellationToken cancellation, bool mayBeCharged = false) =>
        _cancelled || slot.Submissions >= _settings.MaxSubmissions
            ? new BatchOutcome.Absent(reason, Passes: true) { MayBeCharged = mayBeCharged }
            : await AddAsync(model, call, slot.Submissions, cancellation);

    private async Task<BatchOutcome> AddAsync(BatchModel model, BatchCall call, int submissions, CancellationToken cancellation)
    {
        if (_cancelled)
        {
            return new BatchOutcome.Absent("The run's batches were cancelled.", Passes: true);
        }

        var request = model.Write(call);
        var limits = model.Api.Limits.Within(_settings.Limits);
        limits = limits with { Requests = Math.Min(limits.Requests, _watch.QueueLimits.GetValueOrDefault(NameOf(model), int.MaxValue)) };
        if (model.Api.Frame + request.Line.Length + 1 > limits.Bytes)
        {
            return new BatchOutcome.AskLive(string.Create(
                CultureInfo.InvariantCulture, $"The request has {request.Line.Length:N0} bytes, and a batch may have {limits.Bytes:N0} at most."));
        }

        var spool = _spools.Find(s => NameOf(s.Model) == NameOf(model) && s.Group == request.Group);
        if (spool is not null && !spool.Takes(request, limits))
        {
            await SubmitAsync(spool, cancellation);
            spool = null;
        }

        if (spool is null)
        {
            _spools.Add(spool = RequestSpool.Create(_directory, model, request));
        }

        spool.Add(call.Key, request);
        _slots.Set(call.Key, new Slot(spool.Id, SlotKind.Waiting, submissions + 1, model.Learned));
        return new BatchOutcome.Waiting();
    }
}
