using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>The site in languages other than English, in a browser: chosen at the foot of a page, and mirrored as a whole where it is written from right to left.</summary>
public sealed class LanguageTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Arabic = """
        msgid ""
        msgstr ""
        "Language: ar\n"
        "X-Name: العربية\n"
        "X-Direction: rtl\n"
        "X-Plurals: zero: n = 0; one: n = 1; two: n = 2; few: n % 100 = 3..10; many: n % 100 = 11..99\n"

        msgid "Ask the panel"
        msgstr "اسأل الهيئة"
        msgid "Option {0} added."
        msgstr "أضيف الخيار {0}."
        """;

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task A_language_of_one_file_mirrors_the_site(ColorScheme scheme, int width)
    {
        await using var site = await SiteProcess.StartAsync(files: new Dictionary<string, string> { ["languages/ar.po"] = Arabic });
        var id = await site.AskAndWaitAsync("Should the office close on Fridays?", debate: false);
        var page = await OpenAsync(site.Address, scheme: scheme, width: width);
        await page.ClickAsync("text=العربية");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await Assertions.Expect(page.Locator("button.primary")).ToHaveTextAsync("اسأل الهيئة");
        await page.ClickAsync("#add-option");
        await Assertions.Expect(page.Locator("#told")).ToHaveTextAsync("أضيف الخيار C.");
        var mark = await page.Locator(".mark").BoundingBoxAsync();
        Assert.True(mark!.X > width - mark.X - mark.Width, $"The mark is at {mark.X} of {width} pixels, on the left.");
        await CheckAsync(page, "the start page");
        foreach (var address in (string[])["/corpora", "/words", "/connections", $"/sessions/{id}"])
        {
            var answer = await page.GotoAsync(site.Address + address);
            Assert.True(answer!.Ok, $"{address}: {answer.Status}");
            await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl"); // by the cookie
            await CheckAsync(page, address);
        }
    }

    [Fact]
    public async Task Help_opens_beside_what_is_read_in_the_language_that_was_chosen()
    {
        await using var site = await SiteProcess.StartAsync();
        var page = await OpenAsync($"{site.Address}/gold?lang=de");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("dialog.help[open]")).ToContainTextAsync("Zweidrittelmehrheit");
        await AccessibleAsync(page, "the help");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#help-link")).ToBeFocusedAsync();
        await page.ClickAsync("#help-link");
        await Assertions.Expect(page.Locator("dialog.help[open]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Pictures_have_their_places_and_lengths_where_decimals_have_a_comma()
    {
        await using var site = await SiteProcess.StartAsync();
        var id = await site.AskAndWaitAsync();
        var page = await OpenAsync($"{site.Address}/sessions/{id}?lang=de"); // the browser complains of a length that is no number
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        Assert.NotEqual(0, await page.Locator("svg circle.seat").CountAsync());
        var broken = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('main svg *')].flatMap(e => ['x', 'y', 'cx', 'cy', 'r', 'width', 'height'].map(n => e.getAttribute(n)))
                .filter(v => v !== null && !/^-?[0-9.]+(%|em)?$/.test(v))
            """);
        Assert.Empty(broken);
    }

    private static async Task CheckAsync(IPage page, string what)
    {
        await AccessibleAsync(page, what);
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{what} is {overflow} pixels wider than its window.");
    }
}
