using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Record.Storage;

namespace Roundtable.Benchmarks;

/// <summary>Single calls through the whole way of a seat's call: retrying client, HTTP, recording, receipt.</summary>
internal sealed class CallsRun(RecordLog log, IReadOnlyList<SeatedModel> seats)
{
    private readonly RecordingChatClient[] _clients =
        [.. seats.Select(s => new RecordingChatClient(s, log, new CallJournal(), "bench", TimeProvider.System))];

    private int _next;

    /// <summary>
    /// Makes the next <paramref name="count"/> calls; wall-clock and processor time. The connection keeps the calls in flight
    /// to <paramref name="concurrency"/>; half as many again are asked for, so that some are being recorded meanwhile.
    /// </summary>
    public async Task<(TimeSpan Wall, TimeSpan Processor)> RunAsync(int count, int concurrency, CancellationToken cancellation)
    {
        var end = _next + count;
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, concurrency * 3 / 2).Select(_ => Task.Run(WorkAsync, cancellation)));
        _next = end;
        return (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - processor);

        async Task WorkAsync()
        {
            for (int number; (number = Interlocked.Increment(ref _next) - 1) < end;)
            {
                var seat = number % seats.Count;
                var form = BenchTable.Form(seats[seat].Seat, number);
                var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(BallotSchema.For(form), "ballot") };
                await _clients[seat].AskAsync(string.Create(CultureInfo.InvariantCulture, $"c{number}"), BallotPrompt.For(form), options, [], null, cancellation);
            }
        }
    }
}
