using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Cli.Ask;

/// <summary>
/// The last line of a terminal while answers are awaited, written anew every second. It is taken away before anything else is printed, and nothing is
/// written where nobody watches.
/// </summary>
internal sealed class WaitingLine : IDisposable
{
    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LiveStatus _status;
    private readonly TextWriter _error;
    private readonly ITimer? _timer;
    private string? _last;
    private bool _shown;
    private bool _paused;

    /// <summary>A line.</summary>
    /// <param name="plan">The plan of the session.</param>
    /// <param name="error">Where it is written.</param>
    /// <param name="time">The clock.</param>
    /// <param name="shown">Whether a person sees it; else nothing is written.</param>
    public WaitingLine(SessionPlan plan, TextWriter error, TimeProvider time, bool shown)
    {
        (_status, _error) = (new LiveStatus(plan, time), error);
        _timer = shown ? time.CreateTimer(_ => Tick(), null, _pace, _pace) : null;
    }

    /// <summary>Whether a person sees both what is printed and what is awaited.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected && !Console.IsOutputRedirected;

    /// <summary>Takes the line away until <see cref="After"/>.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _paused = true;
            Remove();
        }
    }

    /// <summary>Shows whom an event leaves the session waiting for.</summary>
    public void After(SessionEvent e)
    {
        lock (_lock)
        {
            _status.After(e);
            _paused = false;
            Write();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        Clear();
    }

    private void Tick()
    {
        lock (_lock)
        {
            if (!_paused)
            {
                Write();
            }
        }
    }

    private void Write()
    {
        if (_timer is null)
        {
            return;
        }

        var line = _status.Line();
        if (_shown && line == _last)
        {
            return;
        }

        Remove();
        _last = line;
        if (line is not null)
        {
            // A line that wraps could not be taken away again.
            _error.Write(line.Length < Console.WindowWidth ? line : line[..Math.Max(0, Console.WindowWidth - 1)]);
            _shown = true;
        }
    }

    private void Remove()
    {
        if (_shown)
        {
            _error.Write("\r\u001b[K");
            _shown = false;
        }
    }
}
