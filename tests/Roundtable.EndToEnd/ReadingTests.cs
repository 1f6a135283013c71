using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>Finished sessions: read, filtered, recounted, verified, printed, shared, found and deleted.</summary>
public sealed class ReadingTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_sentence_of_the_minutes_shows_the_ballot_that_it_rests_on()
    {
        await using var site = await SiteProcess.StartAsync();
        var page = await OpenAsync($"{site.Address}/sessions/{await site.AskAndWaitAsync()}");
        var cite = page.Locator("#minutes button.cite").Last;
        await cite.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var excerpt = page.Locator(".excerpt:popover-open");
        await Assertions.Expect(excerpt.Locator("mark")).Not.ToBeEmptyAsync();
        Assert.Contains(await excerpt.Locator("mark").First.TextContentAsync() ?? "-", await page.Locator("#arguments").TextContentAsync() ?? "", StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".excerpt:popover-open")).ToHaveCountAsync(0);
        await cite.HoverAsync();
        await Assertions.Expect(page.Locator(".excerpt:popover-open")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Arguments_are_filtered_and_ballots_counted_by_another_rule()
    {
        await using var site = await SiteProcess.StartAsync();
        var page = await OpenAsync($"{site.Address}/sessions/{await site.AskAndWaitAsync()}");
        await page.SelectOptionAsync(".filter select[name=seat]", "2");
        await Assertions.Expect(page.Locator(".ballot:visible")).ToHaveCountAsync(2);
        await page.SelectOptionAsync(".filter select[name=round]", "1");
        await Assertions.Expect(page.Locator(".ballot:visible")).ToHaveCountAsync(1);
        await page.SelectOptionAsync("#rule", "borda");
        await page.ClickAsync("text=Recount");
        await Assertions.Expect(page.Locator(".recount .headline")).ToContainTextAsync("(by borda)");
        await page.GotoAsync(page.Url.Replace("borda", "nonsense", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("#count .problem")).ToContainTextAsync("There is no rule of that name");
    }

    [Fact]
    public async Task Arguments_are_folded_and_whoever_follows_a_link_to_one_finds_it_open()
    {
        await using var site = await SiteProcess.StartAsync();
        var id = await site.AskAndWaitAsync();
        foreach (var javaScript in (bool[])[true, false])
        {
            var page = await OpenAsync($"{site.Address}/sessions/{id}", javaScript);
            await Assertions.Expect(page.Locator(".ballot-body:visible")).ToHaveCountAsync(0);
            Assert.DoesNotMatch("r[0-9]\\.s[0-9]", await page.Locator("main").InnerTextAsync());
            await page.Locator(".ballot summary").First.ClickAsync();
            await Assertions.Expect(page.Locator(".ballot-body:visible")).ToHaveCountAsync(1);
            page = await OpenAsync($"{site.Address}/sessions/{id}#r2.s1", javaScript);
            await Assertions.Expect(page.Locator("[id='r2.s1']")).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("[id='r2.s1']")).ToBeInViewportAsync();
            if (javaScript)
            {
                await page.ClickAsync("#unfold");
                await Assertions.Expect(page.Locator(".ballot-body:visible")).ToHaveCountAsync(10);
                await Assertions.Expect(page.Locator("#unfold")).ToHaveTextAsync("Fold all");
                await page.ClickAsync("#unfold");
                await page.SelectOptionAsync(".filter select[name=seat]", "2");
                await Assertions.Expect(page.Locator(".ballot-body:visible")).ToHaveCountAsync(2);
            }
        }
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(360)]
    public async Task Every_column_about_the_models_can_be_reached(int width)
    {
        await using var site = await SiteProcess.StartAsync();
        await site.AskAndWaitAsync();
        var page = await OpenAsync($"{site.Address}/models", width: width);
        foreach (var region in await page.Locator("div.scroll").AllAsync())
        {
            await region.Locator("thead tr > *").Last.ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(region.Locator("thead tr > *").Last).ToBeInViewportAsync(new LocatorAssertionsToBeInViewportOptions { Ratio = 0.9f });
        }

        await Assertions.Expect(page.Locator(".matrix td small").First).ToHaveTextAsync("n = 1");
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));
    }

    [Fact]
    public async Task The_record_is_verified_by_the_browser_and_a_changed_byte_is_noticed()
    {
        await using var site = await SiteProcess.StartAsync();
        var page = await OpenAsync($"{site.Address}/sessions/{await site.AskAndWaitAsync()}");
        await page.ClickAsync("#verify-all");
        await Assertions.Expect(page.Locator("#verify-result")).ToContainTextAsync("13 of 13 leaves verified. This browser hashed each leaf");
        await Assertions.Expect(page.Locator("#verify-result")).ToContainTextAsync("checked the signature");
        await Assertions.Expect(page.Locator("#verify-result")).ToContainTextAsync("10 answers letter for letter");

        await ChangeAsync("leaf", extra => extra.Replace("\"leaf\":\"eyJjYWxs", "\"leaf\":\"eyJjYWxt", StringComparison.Ordinal), "does not lead to the checkpoint's root");
        await ChangeAsync("answer", extra => extra.Replace("\"content\":\"eyJy", "\"content\":\"eyJz", StringComparison.Ordinal), "is not the one that the leaf commits to");
        await page.RouteAsync("**/leaves/1", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = (await answer.TextAsync()).Replace("\n13\n", "\n14\n", StringComparison.Ordinal) });
        });
        await VerifyAsync("not signed by a key");

        async Task ChangeAsync(string what, Func<string, string> change, string expected)
        {
            await page.RouteAsync("**/leaves/1", async route =>
            {
                var answer = await route.FetchAsync();
                var lines = (await answer.TextAsync()).Split('\n');
                var extra = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(lines[1]["extra ".Length..]));
                Assert.NotEqual(extra, change(extra));
                lines[1] = "extra " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(change(extra)));
                await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = string.Join('\n', lines) });
            });
            await VerifyAsync(expected);
        }

        async Task VerifyAsync(string expected)
        {
            await page.ClickAsync("#verify-all");
            await Assertions.Expect(page.Locator("#verify-result")).ToContainTextAsync("12 of 13 leaves verified; 1 did not check out");
            await Assertions.Expect(page.Locator("tr[data-leaf='1'] .verified")).ToContainTextAsync(expected);
            await page.UnrouteAsync("**/leaves/1");
        }
    }

    [Fact]
    public async Task A_session_is_taken_away_as_markdown_json_page_and_bundle()
    {
        await using var site = await SiteProcess.StartAsync();
        var id = await site.AskAndWaitAsync();
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        foreach (var (label, name) in ((string, string)[])[("Markdown", "md"), ("JSON", "json"), ("Web page", "html"), ("Bundle with proofs", "tar")])
        {
            Assert.Equal($"session-{id}.{name}", await DownloadAsync(page, label, site.Data));
        }

        var unpack = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("tar", ["xf", $"session-{id}.tar"]) { WorkingDirectory = site.Data })!;
        await unpack.WaitForExitAsync(Cancellation);
        var (code, output, error) = await site.Program.RunAsync(Cancellation, "verify", Path.Combine(site.Data, $"session-{id}", "proofs", "leaf-1.tlog-proof"));
        Assert.True(code == 0, output + error);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(site.Data, "sessions", id + ".json"), Cancellation), await File.ReadAllBytesAsync(Path.Combine(site.Data, $"session-{id}", "session.json"), Cancellation));

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Assertions.Expect(page.Locator(".top")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".banner")).ToBeVisibleAsync();
        Assert.InRange((await page.PdfAsync()).Length, 10_000, 5_000_000);
    }

    [Fact]
    public async Task Sessions_are_found_by_words_verdict_and_model_and_deleted()
    {
        await using var site = await SiteProcess.StartAsync();
        await site.AskAndWaitAsync("Should the shed be red?");
        var other = await site.AskAndWaitAsync("Should the boat be blue?", debate: false);
        var page = await OpenAsync($"{site.Address}/sessions");
        await Assertions.Expect(page.Locator("ol.sessions .session-row")).ToHaveCountAsync(2);
        await page.FillAsync("main input[type=search]", "boat");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("ol.sessions .session-row")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".snippet mark").First).ToHaveTextAsync("boat");
        await page.FillAsync("main input[type=search]", "\"nothing AND (");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".empty")).ToContainTextAsync("No session passes");
        await page.GotoAsync($"{site.Address}/sessions?model=rehearsal/ada&since=2020-01-01");
        await Assertions.Expect(page.Locator("ol.sessions .session-row")).ToHaveCountAsync(2);
        await page.GotoAsync($"{site.Address}/sessions?model=nobody");
        await Assertions.Expect(page.Locator("ol.sessions .session-row")).ToHaveCountAsync(0);

        await page.GotoAsync($"{site.Address}/sessions/{other}");
        await page.ClickAsync("text=Delete it");
        await page.ClickAsync("text=Delete this session");
        await page.WaitForURLAsync("**/sessions");
        await Assertions.Expect(page.Locator("ol.sessions .session-row")).ToHaveCountAsync(1);
        await page.GotoAsync($"{site.Address}/sessions/{other}");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("There is no such session.");
    }

    [Fact]
    public async Task A_shared_session_is_open_to_strangers_and_nothing_else_is()
    {
        await using var site = await SiteProcess.StartAsync();
        var (id, other) = (await site.AskAndWaitAsync("Should this be shared?"), await site.AskAndWaitAsync("Should this be hidden?"));
        var admin = (await site.Program.RunAsync(Cancellation, "tokens", "add", "Ann", "--role", "admin")).Out.Trim();
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.FillAsync("#token", "wrong");
        await page.ClickAsync("button.primary");
        await Assertions.Expect(page.Locator(".problem")).ToContainTextAsync("Unknown token");
        await page.FillAsync("#token", admin);
        await page.ClickAsync("button.primary");
        await page.WaitForURLAsync($"**/sessions/{id}");
        await page.ClickAsync("text=Share it with a link");
        var address = await page.Locator(".share a").GetAttributeAsync("href");

        var stranger = await OpenAsync(address!);
        await Assertions.Expect(stranger.Locator("h1")).ToHaveTextAsync("Should this be shared?");
        await stranger.ClickAsync("#verify-all");
        await Assertions.Expect(stranger.Locator("#verify-result")).ToContainTextAsync("13 of 13 leaves verified.");
        Assert.Equal(0, await stranger.Locator("a[href^='/sessions'], a[href='/'], form[method=post]").CountAsync());
        Assert.Equal(address + "/picture.png", await stranger.Locator("meta[property='og:image']").GetAttributeAsync("content"));
        var picture = await stranger.APIRequest.GetAsync(address + "/picture.png");
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], (await picture.BodyAsync())[..4]);
        await stranger.GotoAsync(address + "/card");
        await Assertions.Expect(stranger.Locator(".card .headline")).ToBeVisibleAsync();
        foreach (var hidden in (string[])[$"/sessions/{other}", "/sessions", "/models", "/", $"/sessions/{id}.json", "/api/v1/sessions", $"{new Uri(address!).AbsolutePath}/leaves/{20}"])
        {
            var answer = await stranger.APIRequest.GetAsync(site.Address + hidden, new APIRequestContextOptions { MaxRedirects = 0 });
            Assert.True(answer.Status is 302 or 401 or 404, $"{hidden}: {answer.Status}");
            Assert.DoesNotContain("hidden?", await answer.TextAsync(), StringComparison.Ordinal);
        }

        await page.ClickAsync("text=Make it private");
        Assert.Equal(404, (await stranger.GotoAsync(address!))!.Status);
    }

    [Fact]
    public async Task A_file_that_is_dropped_is_chosen_and_its_session_reads_like_any_other()
    {
        await using var site = await SiteProcess.StartAsync();
        var page = await OpenAsync($"{site.Address}/import");
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", "transcripts", "tie-called-majority.txt"), Cancellation);
        await page.EvaluateAsync(
            """
            text => {
              const data = new DataTransfer();
              data.items.add(new File([text], "page.txt", { type: "text/plain" }));
              document.querySelector("form.import").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """,
            text);
        await Assertions.Expect(page.Locator("#chosen")).ToContainTextAsync("page.txt");
        await page.ClickAsync("button.primary");
        await page.ClickAsync("text=Open the session");
        await Assertions.Expect(page.Locator("#result")).ToContainTextAsync("Tie: ");
        await Assertions.Expect(page.Locator("#dissent")).ToContainTextAsync("No option leads.");
        await Assertions.Expect(page.Locator(".rights-line")).ToContainTextAsync("unknown");
    }

    [Fact]
    public async Task A_finished_session_is_small_and_asks_for_little()
    {
        await using var site = await SiteProcess.StartAsync();
        var id = await site.AskAndWaitAsync();
        var page = await OpenAsync("about:blank");
        var sizes = new ConcurrentBag<Task<RequestSizesResult>>();
        page.RequestFinished += (_, request) => sizes.Add(request.SizesAsync());
        await page.GotoAsync($"{site.Address}/sessions/{id}", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        var told = await Task.WhenAll(sizes);
        Assert.InRange(told.Length, 1, 15);
        Assert.InRange(told.Sum(s => s.ResponseBodySize + s.ResponseHeadersSize), 1, 150_000);
    }

    private static async Task<string> DownloadAsync(IPage page, string label, string directory)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync($".do .actions >> text='{label}'"));
        await download.SaveAsAsync(Path.Combine(directory, download.SuggestedFilename));
        return download.SuggestedFilename;
    }
}
