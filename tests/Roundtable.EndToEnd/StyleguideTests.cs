using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>
/// The page of components against the one that was accepted last: both are drawn in this run, with this machine's fonts, and compared as pictures. After a
/// change that is wanted, <c>eng/accept-styleguide</c> accepts it.
/// </summary>
public sealed partial class StyleguideTests(Chromium chromium) : BrowserTest(chromium)
{
    private const double MaxChanged = 0.0001;

    private static readonly string _accepted = Path.Combine(Repository.Root, "tests", "Roundtable.EndToEnd", "Styleguide", "accepted.html");

    private static readonly Dictionary<string, string> _on = new(StringComparer.Ordinal) { ["ROUNDTABLE_STYLEGUIDE"] = "on" };

    [Fact]
    public async Task Components_look_as_they_were_accepted_and_axe_finds_nothing()
    {
        await using var site = await SiteProcess.StartAsync(variables: _on);
        var now = await WholeAsync(site);
        if (Environment.GetEnvironmentVariable("ROUNDTABLE_ACCEPT_STYLEGUIDE") == "1")
        {
            await File.WriteAllTextAsync(_accepted, now, Cancellation);
        }

        var accepted = await File.ReadAllTextAsync(_accepted, Cancellation);
        foreach (var (scheme, width) in ((ColorScheme, int)[])[(ColorScheme.Light, 1280), (ColorScheme.Dark, 360)])
        {
            var page = await OpenAsync($"{site.Address}/styleguide", scheme: scheme, width: width);
            await AccessibleAsync(page, $"styleguide, {scheme}");
            Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0);
            var blank = await OpenAsync("about:blank", scheme: scheme, width: width);
            var (was, shown) = (await PictureAsync(blank, accepted), await PictureAsync(blank, now));
            var changed = await ChangedAsync(blank, was, shown);
            if (changed > MaxChanged)
            {
                var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "roundtable-styleguide"));
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{scheme}-accepted.png"), was, Cancellation);
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{scheme}-now.png"), shown, Cancellation);
                Assert.Fail($"{changed:P2} of the page of components changed ({scheme}, {width} pixels wide). Compare the pictures in {folder.FullName}; eng/accept-styleguide accepts the change.");
            }
        }

        // The comparison sees a change: of one colour, and of one distance.
        var again = await OpenAsync("about:blank", width: 1280);
        var before = await PictureAsync(again, now);
        Assert.True(await ChangedAsync(again, before, await PictureAsync(again, now.Replace("--mark: #1f5f5b", "--mark: #1f5fff", StringComparison.Ordinal))) > MaxChanged);
        Assert.True(await ChangedAsync(again, before, await PictureAsync(again, now.Replace("--s3: .75rem", "--s3: 1rem", StringComparison.Ordinal))) > MaxChanged);
    }

    [Fact]
    public async Task It_is_not_there_in_production()
    {
        await using var site = await SiteProcess.StartAsync();
        using var answer = await site.Http.GetAsync(new Uri("/styleguide", UriKind.Relative), Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>The page's content with its style sheet, as one file that loads nothing.</summary>
    private static async Task<string> WholeAsync(SiteProcess site)
    {
        var html = await site.Http.GetStringAsync(new Uri("/styleguide", UriKind.Relative), Cancellation);
        var css = await site.Http.GetStringAsync(new Uri(Sheet().Match(html).Groups[1].Value, UriKind.Relative), Cancellation);
        var main = html[html.IndexOf("<main", StringComparison.Ordinal)..(html.IndexOf("</main>", StringComparison.Ordinal) + "</main>".Length)];
        return $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Components</title>\n<style>\n{css}</style></head><body>\n{main}\n</body></html>\n";
    }

    private static async Task<byte[]> PictureAsync(IPage page, string html)
    {
        await page.SetContentAsync(html);
        return await page.Locator("main").ScreenshotAsync(new LocatorScreenshotOptions { Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
    }

    /// <summary>The share of points that differ by more than a shade; all, where the sizes do.</summary>
    private static async Task<double> ChangedAsync(IPage page, byte[] one, byte[] two) => one.AsSpan().SequenceEqual(two) ? 0 : await page.EvaluateAsync<double>(
        """
        async ([one, two]) => {
          const [a, b] = await Promise.all([one, two].map(async png => {
            const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
            const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext('2d');
            context.drawImage(image, 0, 0);
            return context.getImageData(0, 0, image.width, image.height);
          }));
          if (a.width !== b.width || a.height !== b.height) return 1;
          let changed = 0;
          for (let i = 0; i < a.data.length; i += 4)
            if (Math.abs(a.data[i] - b.data[i]) > 8 || Math.abs(a.data[i + 1] - b.data[i + 1]) > 8 || Math.abs(a.data[i + 2] - b.data[i + 2]) > 8) changed++;
          return changed / (a.data.length / 4);
        }
        """,
        new[] { Convert.ToBase64String(one), Convert.ToBase64String(two) });

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Sheet();
}
