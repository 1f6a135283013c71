using Microsoft.Playwright;

namespace Roundtable.EndToEnd.Content;

/// <summary>One page of every kind, with real content on it, in a browser: narrow and dark, and as wide as a large screen.</summary>
[Collection(FilledSite.Tests)]
public sealed class EveryKindOfPageTests(Chromium chromium, FilledSite filled) : BrowserTest(chromium)
{
    /// <summary>Adds up what Chromium counts as layout shifts, those after an input left out (web.dev/articles/cls).</summary>
    private const string CountShifts =
        """
        window.shifted = 0;
        window.shiftedBy = [];
        new PerformanceObserver(list => {
          for (const entry of list.getEntries().filter(e => !e.hadRecentInput)) {
            window.shifted += entry.value;
            window.shiftedBy.push(...entry.sources.map(s => s.node?.nodeName ?? "?"));
          }
        }).observe({ type: "layout-shift", buffered: true });
        """;

    [Fact]
    public async Task Axe_finds_nothing_nothing_is_wider_than_its_window_and_nothing_moves_while_it_loads()
    {
        var site = filled.Site;
        List<string> broken = [];
        List<string> addresses = [.. await ComparisonsAsync(site)];
        await foreach (var (address, _) in SiteCrawl.PagesAsync(site.Http, "lang=en", 1, broken, Cancellation))
        {
            addresses.Add(address);
        }

        Assert.True(broken.Count == 0, string.Join("\n", broken));
        Assert.True(addresses.Count > 70, $"Only {addresses.Count} kinds of page were found.");
        List<string> faults = [];
        var narrow = await OpenAsync("about:blank", scheme: ColorScheme.Dark, width: 320);
        var wide = await OpenAsync("about:blank", width: 2560);
        foreach (var page in (IPage[])[narrow, wide])
        {
            await page.AddInitScriptAsync(CountShifts);
        }

        foreach (var address in addresses)
        {
            faults.AddRange(await FaultsAsync(narrow, site.Address + address, address));
            faults.AddRange(await FaultsAsync(wide, site.Address + address, address));
            faults.AddRange(await ComplaintsAsync(narrow, address));
        }

        Assert.True(faults.Count == 0, $"On {addresses.Count} pages:\n" + string.Join('\n', faults));
    }

    /// <summary>Addresses that compare two things of each kind of which there are two.</summary>
    private static async Task<IReadOnlyList<string>> ComparisonsAsync(SiteProcess site)
    {
        List<string> addresses = [];
        var html = await site.Http.GetStringAsync(new Uri("/compare", UriKind.Relative), Cancellation);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        foreach (var kind in page.QuerySelectorAll("select[name=left] option").Select(o => o.GetAttribute("value") ?? "").Where(v => v.Length > 0)
            .GroupBy(v => v[..v.IndexOf(':', StringComparison.Ordinal)]))
        {
            // Not every two disclosures can be compared: a form with one of its kind.
            var things = kind.Distinct().ToList();
            foreach (var address in things.SelectMany((left, at) => things.Skip(at + 1).Select(right => (left, right)))
                .Select(static p => $"/compare?left={Uri.EscapeDataString(p.left)}&right={Uri.EscapeDataString(p.right)}"))
            {
                using var answer = await site.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    addresses.Add(address);
                    break;
                }
            }
        }

        string[] wanted = ["session", "panel", "run", "scan", "disclosure"];
        Assert.Equal(wanted, wanted.Where(kind => addresses.Exists(a => a.Contains($"left={kind}%3A", StringComparison.Ordinal))));
        return addresses;
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string url, string address)
    {
        List<string> faults = [];
        var shift = "";
        for (var load = 0; load < 3 && (load == 0 || shift.Length > 0); load++)
        {
            // What scripts move they move each time. A page that was painted before all of it had come, on a machine that does other things, is no such fault.
            await page.GotoAsync(url, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
            shift = await page.EvaluateAsync<string>("() => window.shifted > 0 ? `${window.shifted} by ${window.shiftedBy}` : ''");
        }

        if (shift.Length > 0)
        {
            faults.Add($"{address} moves while it loads, at {page.ViewportSize!.Width}: {shift}");
        }

        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 0)
        {
            faults.Add($"{address} is {overflow} pixels wider than its window of {page.ViewportSize!.Width}.");
        }

        return faults;
    }

    private static async Task<IReadOnlyList<string>> ComplaintsAsync(IPage page, string address)
    {
        try
        {
            await AccessibleAsync(page, address);
            return [];
        }
        catch (Xunit.Sdk.TrueException e)
        {
            return [e.Message];
        }
    }
}
