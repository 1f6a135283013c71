using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Live;

/// <summary>
/// Gathers what happens within a moment: watching eyes need no more than some ten pictures a second, and forty seats that
/// speak at once would tell thousands of words.
/// </summary>
public static class EventBatches
{
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(100);

    /// <summary>The events in their order, by moments; words of one answer within a moment are one event.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<SessionEvent>> ByMomentsAsync(
        IAsyncEnumerable<SessionEvent> events, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateUnbounded<SessionEvent>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var pump = PumpAsync(events, channel.Writer, cancellation);
        while (await channel.Reader.WaitToReadAsync(CancellationToken.None))
        {
            List<SessionEvent> batch = [];
            while (channel.Reader.TryRead(out var e))
            {
                if (e is SessionEvent.ReasoningDelta heard
                    && batch.FindLastIndex(o => Concerns(o, heard)) is >= 0 and var at
                    && batch[at] is SessionEvent.ReasoningDelta before)
                {
                    batch[at] = before with { Text = before.Text + heard.Text };
                }
                else if (e is SessionEvent.AnswerDelta read
                    && batch.FindLastIndex(o => Concerns(o, read)) is >= 0 and var place
                    && batch[place] is SessionEvent.AnswerDelta earlier)
                {
                    batch[place] = earlier with { Text = earlier.Text + read.Text };
                }
                else
                {
                    batch.Add(e);
                }
            }

            yield return batch;
            if (!channel.Reader.Completion.IsCompleted)
            {
                // The end is told at once.
                await Task.WhenAny(pump, Task.Delay(_moment, time, CancellationToken.None));
            }
        }

        await pump;
    }

    /// <summary>Whether an event is about the same answer; words are not drawn over one that is.</summary>
    private static bool Concerns(SessionEvent e, SessionEvent.ReasoningDelta heard) => e switch
    {
        SessionEvent.ReasoningDelta other => (other.Round, other.Seat, other.Sample) == (heard.Round, heard.Seat, heard.Sample),
        SessionEvent.Retrying again => (again.Seat, again.Sample) == (heard.Seat, heard.Sample),
        SessionEvent.BallotCast cast => (cast.Ballot.Seat, cast.Ballot.Sample) == (heard.Seat, heard.Sample),
        _ => false,
    };

    private static bool Concerns(SessionEvent e, SessionEvent.AnswerDelta read) => e switch
    {
        SessionEvent.AnswerDelta other => other.Seat == read.Seat,
        SessionEvent.Retrying again => again.Seat == read.Seat,
        SessionEvent.AnswerGiven given => given.Answer.Seat == read.Seat,
        _ => false,
    };

    private static async Task PumpAsync(IAsyncEnumerable<SessionEvent> events, ChannelWriter<SessionEvent> writer, CancellationToken cancellation)
    {
        try
        {
            await foreach (var e in events.WithCancellation(cancellation))
            {
                await writer.WriteAsync(e, CancellationToken.None);
            }

            writer.Complete();
        }
#pragma warning disable CA1031 // It is thrown again where the batches are read.
        catch (Exception e)
#pragma warning restore CA1031
        {
            writer.Complete(e);
        }
    }
}
