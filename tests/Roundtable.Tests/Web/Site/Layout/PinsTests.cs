using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Roundtable.Web.Site.Layout;

namespace Roundtable.Tests.Web.Site.Layout;

/// <summary>Pages kept at hand on the start page.</summary>
public sealed class PinsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_pinned_and_taken_off_again()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var id = await site.AskAsync("Is <b>water</b> wet?", Cancellation);
        var address = $"/runs/nothing-there/{id}";
        using var pinned = await PostAsync(site, ("address", address), ("title", "Is <b>water</b> wet?"), ("do", "pin"), ("back", "/words"));
        Assert.Equal("/words", pinned.RequestMessage!.RequestUri!.AbsolutePath);
        var start = await site.Http.GetStringAsync("/", Cancellation);
        Assert.Contains($"<a href=\"{address}\" dir=\"auto\">Is &lt;b&gt;water&lt;/b&gt; wet?</a>", start, StringComparison.Ordinal);
        using var gone = await PostAsync(site, ("address", address), ("title", "x"), ("do", "unpin"), ("back", "/"));
        Assert.DoesNotContain(address, await gone.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task Only_pages_of_this_site_can_be_pinned_or_led_back_to(string address)
    {
        Assert.False(Pins.IsPage(address));
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        using var refused = await PostAsync(site, ("address", address), ("title", "x"), ("do", "pin"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var stayed = await PostAsync(site, ("address", "/words"), ("title", "x"), ("do", "pin"), ("back", address));
        Assert.Equal("/words", stayed.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Theory]
    [InlineData("nonsense!")]
    [InlineData("e30")] // {}
    [InlineData("bnVsbA")] // null
    [InlineData("W3siYWRkcmVzcyI6Ii8vZXZpbCIsInRpdGxlIjoieCJ9XQ")] // an address elsewhere
    public void A_cookie_that_is_not_ours_holds_nothing(string cookie) => Assert.Empty(Pins.Of(Request(cookie)));

    [Fact]
    public void The_oldest_goes_when_there_are_too_many()
    {
        var cookie = "";
        for (var i = 0; i <= Pins.Max; i++)
        {
            var context = Request(cookie).HttpContext;
            Pins.Set(context, $"/sessions/{i}", new string('x', 500), pinned: true);
            cookie = context.Response.Headers.SetCookie.ToString().Split(';')[0]["pins=".Length..];
        }

        var pins = Pins.Of(Request(cookie));
        Assert.Equal((Pins.Max, $"/sessions/{Pins.Max}", "/sessions/1"), (pins.Count, pins[0].Address, pins[^1].Address));
        Assert.True(Encoding.ASCII.GetByteCount(cookie) < 4096, $"{cookie.Length} bytes are more than browsers keep.");
    }

    private static HttpRequest Request(string cookie) => new DefaultHttpContext { Request = { Headers = { Cookie = "pins=" + cookie } } }.Request;

    private static async Task<HttpResponseMessage> PostAsync(RunningSite site, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(static f => KeyValuePair.Create(f.Name, f.Value)));
        return await site.Http.PostAsync("/pins", form, Cancellation);
    }
}
