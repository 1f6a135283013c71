using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Roundtable.Benchmarks;

/// <summary>
/// Sends the events of many streams from one thread, each stream's at its own moment within the time between two events, so that the events of all are spread
/// evenly. With the runtime's timers, whose clock has a grain of four milliseconds, they would come a hundred at a time.
/// </summary>
internal sealed partial class EventSender
{
    private readonly ConcurrentQueue<Stream>[] _moments;
    private readonly long _between; // ticks between two moments
    private int _next;

    /// <summary>Begins.</summary>
    /// <param name="streams">How many streams there are.</param>
    /// <param name="eventsPerSecond">Of each stream.</param>
    public EventSender(int streams, int eventsPerSecond)
    {
        _moments = [.. Enumerable.Range(0, streams).Select(_ => new ConcurrentQueue<Stream>())];
        _between = Stopwatch.Frequency / ((long)streams * eventsPerSecond);
        new Thread(Run) { IsBackground = true, Name = "events" }.Start();
    }

    /// <summary>A stream that has events to come.</summary>
    private sealed record Stream(Socket Socket, int Left, TaskCompletionSource Done);

    /// <summary>Sends so many events, each with the time at which it was sent; ends with the last.</summary>
    public Task SendAsync(Socket socket, int count)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var moment = (uint)Interlocked.Increment(ref _next) % (uint)_moments.Length;
        _moments[moment].Enqueue(new Stream(socket, count, done));
        return done.Task;
    }

    /// <summary>A piece of a body in chunked coding.</summary>
    public static byte[] Chunk(string text, string after = "") =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n{after}"));

    private void Run()
    {
        var began = Stopwatch.GetTimestamp();
        for (var moment = 0L; ; moment++)
        {
            while (began + (moment * _between) - Stopwatch.GetTimestamp() is var left and > 0)
            {
                _ = Sleep((uint)Math.Max(1, left * 1_000_000 / Stopwatch.Frequency));
            }

            var streams = _moments[moment % _moments.Length];
            for (var i = streams.Count; i > 0 && streams.TryDequeue(out var stream); i--)
            {
                if (Send(stream))
                {
                    streams.Enqueue(stream with { Left = stream.Left - 1 });
                }
            }
        }
    }

    /// <summary>Sends an event, or says that there are no more; false then, and where nobody takes them.</summary>
    private static bool Send(Stream stream)
    {
        if (stream.Left == 0)
        {
            stream.Done.SetResult();
            return false;
        }

        try
        {
            var now = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
            stream.Socket.Send(Chunk($"data: {{\"model\":\"m\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{now}\"}},\"finish_reason\":null}}]}}\n\n"));
            return true;
        }
        catch (SocketException e)
        {
            stream.Done.SetException(e);
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sleep(uint microseconds);
}
