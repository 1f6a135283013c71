using Roundtable.Models.Calls;

namespace Roundtable.Models.Batches;

/// <summary>How the sending of a submission ended.</summary>
internal enum Sending
{
    /// <summary>The provider has it.</summary>
    Made,

    /// <summary>The provider may have it: its list will say.</summary>
    Lost,

    /// <summary>The provider refused it as a whole.</summary>
    Refused,
}

/// <summary>Uploads submissions and makes their batches; each step is on record before the next.</summary>
internal sealed class BatchSender(BatchJournal journal, BatchSettings settings, TimeProvider time)
{
    /// <summary>Sends a submission whose intention is on record.</summary>
    /// <exception cref="ModelCallException">
    /// When none of the provider's batches can be made: the key is refused, it has none, or it fails for too long.
    /// </exception>
    public async Task<Sending> SendAsync(BatchModel model, Submission submission, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        string? file = null;
        for (var attempt = 0; ; attempt++)
        {
            ModelCallException failure;
            try
            {
                if (file is null && await model.Api.UploadAsync(submission) is { } uploaded)
                {
                    file = uploaded;
                    journal.Append(new BatchEvent(BatchEventKind.Uploaded, submission.Id, time.GetUtcNow()) { File = file });
                }

                var batch = await model.Api.CreateAsync(submission, file);
                Made(journal, submission.Id, batch, time);
                return Sending.Made;
            }
            catch (LostAnswerException e) when (model.Api.Uploads && file is null)
            {
                failure = new ModelCallException(e.Message, isTransient: true); // A file that was uploaded twice costs nothing.
            }
            catch (LostAnswerException)
            {
                return Sending.Lost;
            }
            catch (ModelCallException e)
            {
                failure = e;
            }

            if (!failure.IsTransient || time.GetElapsedTime(began) > settings.Patience)
            {
                journal.Append(new BatchEvent(BatchEventKind.Refused, submission.Id, time.GetUtcNow()) { Problem = failure.Message });
                return failure is { KeyRefused: false, ModelUnknown: false, IsTransient: false } ? Sending.Refused : throw Explained(model, failure);
            }

            await Task.Delay(Wait(failure, attempt), time, cancellation);
        }
    }

    /// <summary>Notes that the provider has a batch.</summary>
    public static void Made(BatchJournal journal, string submission, ProviderBatch batch, TimeProvider time) =>
        journal.Append(new BatchEvent(BatchEventKind.Created, submission, time.GetUtcNow()) { Batch = batch.Id, Expires = batch.Expires });

    private TimeSpan Wait(ModelCallException failure, int attempt) =>
        failure.RetryAfter ?? TimeSpan.FromTicks(Math.Min(settings.MaxPoll.Ticks, TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempt, 20))).Ticks));

    private static ModelCallException Explained(BatchModel model, ModelCallException failure) => failure.ModelUnknown
        ? new ModelCallException(
            $"{model.Connection} has no batches, or not for {model.Model}: ask without --batch. It says: {failure.Message}", inner: failure)
        : failure;
}
