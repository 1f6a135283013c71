using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Tests.Web.Sharing;

/// <summary>The gallery shows what somebody put there and nothing else, to people, feed readers and search engines; what is taken back is gone everywhere.</summary>
public sealed class GalleryTests
{
    private static readonly XNamespace _atom = "http://www.w3.org/2005/Atom";
    private static readonly string[] _places = ["/gallery", "/gallery.atom", "/gallery.json", "/sitemap.xml"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_was_put_there_is_shown_and_taken_back_it_is_gone_everywhere()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var (shown, linked, hidden) = (
            await site.AskAsync("Soll das <b>Büro</b> & der Hof schließen?", Cancellation), await site.AskAsync("Only with its link?", Cancellation),
            await site.AskAsync("Kept to ourselves?", Cancellation));
        var admin = site.Token(Role.Admin);
        await PostAsync($"/sessions/{shown}/share", []);
        await PostAsync($"/sessions/{linked}/share", []);
        foreach (var place in _places)
        {
            Assert.DoesNotContain("/s/", await site.Http.GetStringAsync(place, Cancellation), StringComparison.Ordinal); // a link is no consent to more
        }

        await PostAsync($"/sessions/{shown}/gallery", [("do", "show"), ("tags", "#Büro, august")]);
        var link = Link(shown);
        foreach (var place in _places)
        {
            var text = await site.Http.GetStringAsync(place, Cancellation);
            Assert.Contains($"/s/{link}", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Link(linked), text, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
        }

        var feed = XDocument.Parse(await site.Http.GetStringAsync("/gallery.atom?tag=BÜRO", Cancellation)).Root!;
        Assert.All((string[])["title", "id", "updated", "author"], n => Assert.Single(feed.Elements(_atom + n)));
        var entry = Assert.Single(feed.Elements(_atom + "entry"));
        Assert.Equal("SIMULATED: Soll das <b>Büro</b> & der Hof schließen?", entry.Element(_atom + "title")!.Value);
        Assert.Equal(["büro", "august"], entry.Elements(_atom + "category").Select(c => c.Attribute("term")!.Value));
        Assert.Equal(entry.Element(_atom + "id")!.Value, entry.Element(_atom + "link")!.Attribute("href")!.Value);
        Assert.True(DateTimeOffset.TryParse(entry.Element(_atom + "updated")!.Value, System.Globalization.CultureInfo.InvariantCulture, out _));
        var json = JsonElement.Parse(await site.Http.GetStringAsync("/gallery.json", Cancellation));
        Assert.Equal("https://jsonfeed.org/version/1.1", json.GetProperty("version").GetString());
        Assert.Equal(entry.Element(_atom + "title")!.Value, json.GetProperty("items")[0].GetProperty("title").GetString());
        Assert.Empty(XDocument.Parse(await site.Http.GetStringAsync("/gallery.atom?tag=none", Cancellation)).Root!.Elements(_atom + "entry"));
        using (var page = new HtmlParser().ParseDocument(await site.Http.GetStringAsync($"/s/{link}", Cancellation)))
        {
            Assert.Null(page.QuerySelector("meta[name=robots]"));
        }

        // Listed: the gallery and what is in it. Whatever else a robot comes upon says that it is not.
        foreach (var (address, listed) in ((string, bool)[])
        [
            ("/gallery", true), ($"/s/{link}", true), ($"/s/{link}/picture.png", true), ($"/s/{link}.json", false), ($"/s/{link}/ballots/r1.s1", false),
            ($"/s/{Link(linked)}", false), ($"/s/{Link(linked)}/picture.png", false), ("/sign-in", false), ("/api/v1", false),
        ])
        {
            using var answer = await site.Http.GetAsync(address, Cancellation);
            Assert.Equal(!listed, answer.Headers.TryGetValues("X-Robots-Tag", out var tags) && tags.Contains("noindex"));
        }

        // A stranger comes to what is in public, and signs in from there; every other page asks for a token first.
        Assert.Contains("Allow: /$\n", await site.Http.GetStringAsync("/robots.txt", Cancellation), StringComparison.Ordinal);
        Assert.Equal("/gallery", await LedToAsync("/"));
        Assert.StartsWith("/sign-in", await LedToAsync("/sessions"), StringComparison.Ordinal);
        Assert.Contains("href=\"/sign-in\"", await site.Http.GetStringAsync("/gallery", Cancellation), StringComparison.Ordinal);

        using (var page = new HtmlParser().ParseDocument(await site.Http.GetStringAsync($"/s/{Link(linked)}", Cancellation)))
        {
            Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        }

        // Framed by anybody: the card; nothing else.
        foreach (var (address, framed) in ((string, bool)[])[($"/embed/{link}", true), ($"/s/{link}/card", true), ($"/s/{link}", false), ("/gallery", false)])
        {
            using var answer = await site.Http.GetAsync(address, Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.EndsWith(framed ? "frame-ancestors *" : "frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal(!framed, answer.Headers.Contains("X-Frame-Options"));
        }

        using (var picture = await site.Http.GetAsync($"/s/{link}/picture.png", Cancellation))
        {
            using var again = new HttpRequestMessage(HttpMethod.Get, $"/s/{link}/picture.png");
            again.Headers.IfNoneMatch.Add(picture.Headers.ETag!);
            using var same = await site.Http.SendAsync(again, Cancellation);
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        }

        await PostAsync($"/sessions/{shown}/unshare", []);
        foreach (var place in (string[])[$"/s/{link}", $"/embed/{link}", $"/s/{link}/picture.png", $"/s/{link}.json"])
        {
            using var gone = await site.Http.GetAsync(place, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }

        await PostAsync($"/sessions/{shown}/share", []); // shared again, it has a new link, and is in the gallery only if somebody puts it there again
        foreach (var place in _places)
        {
            var text = await site.Http.GetStringAsync(place, Cancellation);
            Assert.DoesNotContain("/s/", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Büro", text, StringComparison.Ordinal);
        }

        Assert.StartsWith("/sign-in", await LedToAsync("/"), StringComparison.Ordinal);
        var robots = await site.Http.GetStringAsync("/robots.txt", Cancellation);
        Assert.DoesNotContain("Allow: /$", robots, StringComparison.Ordinal);
        Assert.Contains("Disallow: /\n", robots, StringComparison.Ordinal);
        Assert.Contains("Allow: /gallery\n", robots, StringComparison.Ordinal);
        Assert.Contains($"Sitemap: {site.Http.BaseAddress}sitemap.xml", robots, StringComparison.Ordinal);

        async Task<string> LedToAsync(string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" } } };
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Http.BaseAddress };
            using var answer = await client.SendAsync(request, Cancellation);
            return answer.Headers.Location!.ToString();
        }

        string Link(string session) => new Shares(Workspace(site.Data)).LinkOf(session)!;

        async Task PostAsync(string address, (string Name, string Value)[] fields)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
            };
            request.Headers.Authorization = admin;
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Http.BaseAddress };
            using var answer = await client.SendAsync(request, Cancellation);
            Assert.True((int)answer.StatusCode < 400, $"{address}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Nobody_but_an_admin_puts_anything_there_and_nothing_that_is_not_shared()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var id = await site.AskAsync("Should we?", Cancellation);
        foreach (var (role, status) in ((Role, HttpStatusCode)[])[(Role.Asker, HttpStatusCode.Forbidden), (Role.Admin, HttpStatusCode.BadRequest)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/sessions/{id}/gallery") { Content = new FormUrlEncodedContent([new("tags", "")]) };
            request.Headers.Authorization = site.Token(role);
            using var answer = await site.Http.SendAsync(request, Cancellation);
            Assert.Equal(status, answer.StatusCode);
        }

        Assert.Empty(new Gallery(Workspace(site.Data), new Shares(Workspace(site.Data))).Entries());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" #Office,  office ; Büro 東京、café", "office|büro|東京|café")]
    [InlineData("a<b", null)]
    [InlineData("-", null)]
    [InlineData("a\u202Eb", null)]
    [InlineData("a\uFFFEb", null)]
    [InlineData("1 2 3 4 5 6 7 8 9", null)]
    [InlineData("0123456789012345678901234567890", null)]
    public void Tags_are_words_in_any_script(string text, string? expected)
    {
        if (expected is null)
        {
            Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<WorkspaceException>(() => Gallery.Tags(text)).Kind);
        }
        else
        {
            Assert.Equal(expected, string.Join('|', Gallery.Tags(text)));
        }
    }

    private static WorkspaceContext Workspace(string data) => new(data, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal));
}
