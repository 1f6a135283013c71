using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Plans;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary>One line on standard error that says how far a scan is.</summary>
internal sealed class ProgressLine : IProgress<ScanProgress>, IDisposable
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _error;
    private readonly TimeProvider _time;
    private (string Stage, long Began, long Shown) _at = ("", 0, 0);

    private ProgressLine(Invocation invocation) => (_error, _time) = (invocation.Error, invocation.Workspace.Time);

    /// <summary>Opens the line; null where nobody would see it.</summary>
    public static ProgressLine? Open(Invocation invocation) => Console.IsErrorRedirected || invocation.Json ? null : new ProgressLine(invocation);

    /// <summary>Who is kept informed of a scan: the line, and standard error of what is passed over.</summary>
    public static ScanListener Listener(Invocation invocation, ProgressLine? line) => new(line, warning =>
    {
        line?.Dispose();
        invocation.Error.WriteLine(warning);
    });

    /// <inheritdoc/>
    public void Report(ScanProgress value)
    {
        var now = _time.GetTimestamp();
        var isNew = value.Stage != _at.Stage;
        if (isNew)
        {
            _at = (value.Stage, now, 0);
        }
        else if (_time.GetElapsedTime(_at.Shown, now) < _between && value.Done < value.Total)
        {
            return;
        }

        _at.Shown = now;
        var share = value.Total == 0 ? 1 : (double)value.Done / value.Total;
        var elapsed = _time.GetElapsedTime(_at.Began, now);
        var left = share is > 0.02 and < 1 ? string.Create(CultureInfo.InvariantCulture, $", {Text(elapsed * ((1 - share) / share))} left") : "";
        _error.Write(string.Create(CultureInfo.InvariantCulture, $"\r\u001b[K{value.Stage}: {share:P0}{left}"));
    }

    /// <summary>Clears the line; the next report writes it again.</summary>
    public void Dispose()
    {
        if (_at.Stage.Length > 0)
        {
            _error.Write("\r\u001b[K");
        }

        _at = ("", 0, 0);
    }

    private static string Text(TimeSpan time) =>
        time.TotalSeconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):F0} s")
        : time.TotalMinutes < 60 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalMinutes):F0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:F1} h");
}
