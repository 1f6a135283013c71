using System.Runtime.CompilerServices;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Live;

/// <summary>What one run of a session told so far, for any number of readers. Safe for many threads.</summary>
/// <param name="name">Name of the run.</param>
public sealed class LiveRun(string name)
{
    private readonly Lock _lock = new();
    private readonly List<LiveEvent> _events = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last;

    /// <summary>Name of the run.</summary>
    public string Name => name;

    /// <summary>Whether nothing more will be told.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether nothing more will be told, since the session is complete.</summary>
    public bool IsComplete
    {
        get
        {
            lock (_lock)
            {
                return Ended && _events is [.., var last] && SessionCompletion.Of(last.Event) is not null;
            }
        }
    }

    /// <summary>How many are reading now.</summary>
    public int Readers { get; private set; }

    /// <summary>The number of the last event.</summary>
    public long Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    /// <summary>Adds events in order, numbered on from the last.</summary>
    public IReadOnlyList<LiveEvent> Add(IReadOnlyList<SessionEvent> events)
    {
        lock (_lock)
        {
            List<LiveEvent> added = [.. events.Select((e, i) => new LiveEvent(new LiveId(name, _last + 1 + i), e))];
            Take(added);
            return added;
        }
    }

    /// <summary>Adds events that were numbered elsewhere.</summary>
    public void Take(IReadOnlyList<LiveEvent> events)
    {
        lock (_lock)
        {
            foreach (var e in events)
            {
                Forget(e.Event);
                _events.Add(e);
                _last = e.Id.Number;
            }

            Wake();
        }
    }

    /// <summary>Says that nothing more will come.</summary>
    public void End()
    {
        lock (_lock)
        {
            Ended = true;
            Wake();
        }
    }

    /// <summary>What was told after event <paramref name="after"/>, at once and then as it is told, until the run ends.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LiveEvent>> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        lock (_lock)
        {
            Readers++;
        }

        try
        {
            while (true)
            {
                List<LiveEvent> batch;
                bool ended;
                Task more;
                lock (_lock)
                {
                    var from = _events.Count;
                    while (from > 0 && _events[from - 1].Id.Number > after)
                    {
                        from--;
                    }

                    batch = _events[from..];
                    after = _last;
                    (ended, more) = (Ended, _more.Task);
                }

                if (batch.Count > 0)
                {
                    yield return batch;
                }

                if (ended)
                {
                    yield break;
                }

                await more.WaitAsync(cancellation);
            }
        }
        finally
        {
            lock (_lock)
            {
                Readers--;
            }
        }
    }

    /// <summary>Words are for those who hear them; once the ballot or the answer is there they need not be told again.</summary>
    private void Forget(SessionEvent next)
    {
        if (next is SessionEvent.BallotCast { Ballot: var ballot })
        {
            _events.RemoveAll(e => e.Event is SessionEvent.ReasoningDelta heard && heard.Seat == ballot.Seat && heard.Sample == ballot.Sample);
        }
        else if (next is SessionEvent.AnswerGiven { Answer.Seat: var seat })
        {
            _events.RemoveAll(e => e.Event is SessionEvent.AnswerDelta read && read.Seat == seat);
        }
        else if (next is SessionEvent.SeatAbsent absent)
        {
            _events.RemoveAll(e => (e.Event is SessionEvent.ReasoningDelta heard && heard.Seat == absent.Absence.Seat)
                || (e.Event is SessionEvent.AnswerDelta read && read.Seat == absent.Absence.Seat));
        }
    }

    private void Wake()
    {
        var woken = _more;
        _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        woken.TrySetResult();
    }
}
