using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Roundtable.Benchmarks;

/// <summary>Latency of calls that are begun at a steady rate, whether earlier ones are answered or not: straight to an upstream, and through a gateway.</summary>
internal static class GatewayLatency
{
    private const int Rate = 500;

    /// <summary>Runs both, twice each, and reports what the gateway adds.</summary>
    public static async Task RunAsync(Uri direct, Uri through, string body, int seconds, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1024, UseProxy = false });
        var bytes = Encoding.UTF8.GetBytes(body);
        await MeasureAsync(http, through, bytes, 2, cancellation);
        var (straight, _) = await MeasureAsync(http, direct, bytes, seconds, cancellation);
        var (gateway, failed) = await MeasureAsync(http, through, bytes, seconds, cancellation);
        BenchTable.Report(
            ("requestsPerSecond", Rate),
            ("directP50Ms", Percentile(straight, 0.5)),
            ("directP99Ms", Percentile(straight, 0.99)),
            ("throughP50Ms", Percentile(gateway, 0.5)),
            ("throughP99Ms", Percentile(gateway, 0.99)),
            ("addedP50Ms", Percentile(gateway, 0.5) - Percentile(straight, 0.5)),
            ("addedP99Ms", Percentile(gateway, 0.99) - Percentile(straight, 0.99)),
            ("failed", failed));
    }

    /// <summary>A percentile of durations in milliseconds.</summary>
    public static double Percentile(List<double> milliseconds, double share)
    {
        milliseconds.Sort();
        return milliseconds.Count == 0 ? double.NaN : milliseconds[Math.Min(milliseconds.Count - 1, (int)(share * milliseconds.Count))];
    }

    private static async Task<(List<double> Milliseconds, int Failed)> MeasureAsync(
        HttpClient http, Uri to, byte[] body, int seconds, CancellationToken cancellation)
    {
        var calls = new List<Task<double>>(Rate * seconds);
        var began = Stopwatch.GetTimestamp();
        await Task.Run(
            () =>
            {
                for (var i = 0; i < Rate * seconds; i++)
                {
                    while (Stopwatch.GetElapsedTime(began).TotalSeconds * Rate < i)
                    {
                        Thread.Sleep(1);
                    }

                    calls.Add(CallAsync(http, to, body, cancellation));
                }
            },
            cancellation);
        var all = await Task.WhenAll(calls);
        return ([.. all.Where(a => a >= 0)], all.Count(a => a < 0));
    }

    private static async Task<double> CallAsync(HttpClient http, Uri to, byte[] body, CancellationToken cancellation)
    {
        await Task.Yield();
        var began = Stopwatch.GetTimestamp();
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        try
        {
            using var response = await http.PostAsync(to, content, cancellation);
            await response.Content.ReadAsByteArrayAsync(cancellation);
            return response.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(began).TotalMilliseconds : -1;
        }
        catch (HttpRequestException)
        {
            return -1;
        }
    }
}
