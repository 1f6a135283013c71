using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Roundtable.Benchmarks;

/// <summary>
/// Waits of one fixed length, kept to a fraction of a millisecond. The runtime's timers run on a clock of several
/// milliseconds' grain, which would be counted against the client that is measured.
/// </summary>
internal sealed partial class ExactDelay : IDisposable
{
    private readonly BlockingCollection<(long Due, TaskCompletionSource Done)> _waiting = [];
    private readonly long _ticks;

    public ExactDelay(TimeSpan length)
    {
        _ticks = (long)(length.TotalSeconds * Stopwatch.Frequency);
        new Thread(Run) { IsBackground = true, Name = "delays" }.Start();
    }

    /// <summary>Waits, from now.</summary>
    public Task WaitAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((Stopwatch.GetTimestamp() + _ticks, done));
        return done.Task;
    }

    /// <inheritdoc/>
    public void Dispose() => _waiting.CompleteAdding();

    private void Run()
    {
        // All waits are equally long, so the first that came is the first that is due.
        foreach (var (due, done) in _waiting.GetConsumingEnumerable())
        {
            while (due - Stopwatch.GetTimestamp() is var left and > 0)
            {
                _ = Sleep((uint)Math.Max(1, left * 1_000_000 / Stopwatch.Frequency));
            }

            done.SetResult();
        }
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sleep(uint microseconds);
}
