using System.Globalization;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>What a browser makes of each page, for <c>bench/site</c>; no test, and run only when asked for.</summary>
public sealed class PageFigures(Chromium chromium, ITestOutputHelper output) : BrowserTest(chromium)
{
    [Fact(Explicit = true)]
    public async Task Of_every_page()
    {
        await using var site = await SiteProcess.StartAsync();
        var id = "";
        for (var i = 0; i < 30; i++)
        {
            id = await site.AskAndWaitAsync($"Should proposal {i} be taken?");
        }

        foreach (var (name, path) in ((string, string)[])[("ask", "/"), ("session", $"/sessions/{id}"), ("sessions", "/sessions"), ("models", "/models")])
        {
            List<(int Requests, int Bytes, double Painted, double Loaded, double Blocked)> runs = [];
            for (var run = 0; run < 7; run++)
            {
                runs.Add(await LoadAsync(site.Address + path));
            }

            double Median(Func<(int Requests, int Bytes, double Painted, double Loaded, double Blocked), double> figure) => runs.Select(figure).Order().ElementAt(runs.Count / 2);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"page {name}: {Median(r => r.Requests):0} requests, {Median(r => r.Bytes) / 1000:0.0} kB, first paint {Median(r => r.Painted):0} ms, loaded {Median(r => r.Loaded):0} ms, blocked {Median(r => r.Blocked):0} ms"));
        }
    }

    /// <summary>One load with an empty cache. Blocked is what long tasks take beyond 50 ms each, as Lighthouse counts it.</summary>
    private async Task<(int Requests, int Bytes, double Painted, double Loaded, double Blocked)> LoadAsync(string address)
    {
        var page = await OpenAsync("about:blank");
        List<IRequest> requests = [];
        page.RequestFinished += (_, request) => requests.Add(request);
        await page.AddInitScriptAsync("window.blocked = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.blocked += Math.max(0, e.duration - 50))).observe({ type: 'longtask', buffered: true });");
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        var bytes = 0;
        foreach (var request in requests.ToList())
        {
            var sizes = await request.SizesAsync();
            bytes += sizes.ResponseBodySize + sizes.ResponseHeadersSize;
        }

        var painted = await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0");
        var loaded = await page.EvaluateAsync<double>("() => performance.getEntriesByType('navigation')[0].loadEventEnd");
        var blocked = await page.EvaluateAsync<double>("() => window.blocked");
        await page.CloseAsync();
        return (requests.Count, bytes, painted, loaded, blocked);
    }
}
