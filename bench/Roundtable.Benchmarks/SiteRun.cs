using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Roundtable.Benchmarks;

/// <summary>Measures a running site from outside: pages, viewers, sessions through the API.</summary>
internal sealed class SiteRun(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 4096, UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Median milliseconds to the first and the last byte of a path, and its size.</summary>
    public async Task<(double FirstMs, double LastMs, int Bytes)> PageAsync(string path, int runs, CancellationToken cancellation)
    {
        List<double> first = [];
        List<double> last = [];
        var size = 0;
        for (var run = -10; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await BeginPageAsync(path, cancellation);
            var begun = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            size = (await answer.Content.ReadAsByteArrayAsync(cancellation)).Length;
            if (run >= 0)
            {
                first.Add(begun);
                last.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return (Median(first), Median(last), size);
    }

    /// <summary>Least, median and 95th percentile of the milliseconds to the first byte of a path, as many times one after the other after ten.</summary>
    public async Task<(double Least, double Median, double P95)> FirstByteAsync(string path, int runs, CancellationToken cancellation)
    {
        List<double> first = [];
        for (var run = -10; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await BeginPageAsync(path, cancellation);
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            await body.ReadExactlyAsync(new byte[1], cancellation);
            var taken = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            await body.CopyToAsync(Stream.Null, cancellation);
            if (run >= 0)
            {
                first.Add(taken);
            }
        }

        first.Sort();
        return (first[0], first[runs / 2], first[(int)Math.Ceiling(runs * 0.95) - 1]);
    }

    /// <summary>Asks for a page as browsers do; the answer when its headers are there.</summary>
    private async Task<HttpResponseMessage> BeginPageAsync(string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return answer.EnsureSuccessStatusCode();
    }

    /// <summary>Path of the style sheet.</summary>
    public async Task<string> StyleSheetAsync(CancellationToken cancellation)
    {
        var page = await _http.GetStringAsync(new Uri("/", UriKind.Relative), cancellation);
        var start = page.IndexOf("/assets/", page.IndexOf("stylesheet", StringComparison.Ordinal), StringComparison.Ordinal);
        return page[start..page.IndexOf('"', start)];
    }

    /// <summary>A session of the rehearsal panel, finished; its id.</summary>
    public async Task<string> RehearseAsync(CancellationToken cancellation)
    {
        var id = await BeginAsync(new { question = "Should we?", options = new[] { "Yes", "No" }, panel = "rehearsal", debate = true }, cancellation);
        await EndAsync(id, cancellation);
        return id;
    }

    /// <summary>Sessions a second through the API: each is begun, and watched to its end.</summary>
    public async Task<double> SessionsAsync(int count, int concurrency, int seats, CancellationToken cancellation)
    {
        await RunAsync(concurrency * 2);
        var start = Stopwatch.GetTimestamp();
        await RunAsync(count);
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;

        Task RunAsync(int sessions) => Parallel.ForEachAsync(
            Enumerable.Range(0, sessions),
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation },
            async (number, stop) => await EndAsync(await BeginAsync(new { question = Question(number), options = new[] { "Yes", "No" }, models = Enumerable.Repeat("bench/m", seats).ToArray(), moderator = "bench/m" }, stop), stop));
    }

    /// <summary>Opens pages' streams on one live session that says nothing; resident memory of the server with one of them and with all, in bytes.</summary>
    public async Task<(long Before, long With)> ViewersAsync(int count, int process, CancellationToken cancellation)
    {
        var id = await BeginAsync(new { question = "Should we wait?", options = new[] { "Yes", "No" }, models = new[] { "slow/m" } }, cancellation);
        List<Stream> streams = [await OpenAsync(id, cancellation)];
        await Task.Delay(TimeSpan.FromSeconds(3), cancellation);
        var before = Resident(process);
        while (streams.Count < count)
        {
            streams.AddRange(await Task.WhenAll(Enumerable.Range(0, Math.Min(50, count - streams.Count)).Select(_ => OpenAsync(id, cancellation))));
        }

        await Task.Delay(TimeSpan.FromSeconds(5), cancellation);
        var with = Resident(process);
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }

        using var stopped = await _http.PostAsync(new Uri($"/api/v1/sessions/{id}/cancel", UriKind.Relative), null, cancellation);
        return (before, with);
    }

    private async Task<Stream> OpenAsync(string id, CancellationToken cancellation)
    {
        var stream = await _http.GetStreamAsync(new Uri($"/sessions/{id}/live", UriKind.Relative), cancellation);
        var buffer = new byte[4096];
        var heard = 0;
        while (heard < 20)
        {
            heard += await stream.ReadAsync(buffer, cancellation);
        }

        return stream;
    }

    private async Task<string> BeginAsync(object request, CancellationToken cancellation)
    {
        using var answer = await _http.PostAsJsonAsync("/api/v1/sessions", request, cancellation);
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode ? JsonElement.Parse(body).GetProperty("id").GetString()! : throw new InvalidOperationException(body);
    }

    /// <summary>The stream of events ends with the session.</summary>
    private async Task EndAsync(string id, CancellationToken cancellation)
    {
        await using var stream = await _http.GetStreamAsync(new Uri($"/api/v1/sessions/{id}/events", UriKind.Relative), cancellation);
        await stream.CopyToAsync(Stream.Null, cancellation);
    }

    private static long Resident(int process)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>No two alike within some thousands, by words that few of them share and words that all do.</summary>
    private static string Question(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"Should the {_subjects[number % _subjects.Length]} of {_places[number / 7 % _places.Length]} be {_changes[number / 3 % _changes.Length]} in {1990 + (number % 61)}, by plan {number}?");

    private static readonly string[] _subjects = ["harbour", "library", "tramway", "museum", "theatre", "market hall", "observatory", "swimming pool", "town archive"];
    private static readonly string[] _places = ["Aarhus", "Bilbao", "Cork", "Dunkirk", "Evora", "Ghent", "Haarlem", "Izmir", "Jena", "Kaunas", "Lviv", "Malmö", "Nantes"];
    private static readonly string[] _changes = ["rebuilt", "closed", "extended", "moved", "painted"];

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
