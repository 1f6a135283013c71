using System.Net;
using Roundtable.Web.Site.Layout;

namespace Roundtable.Tests.Web.Site.Layout;

/// <summary>Every page that the navigation names, with nothing there yet.</summary>
public sealed class EveryPlaceTests
{
    /// <summary>Pages that are no lists, or always have something on them.</summary>
    private static readonly HashSet<string> _filled = new(StringComparer.Ordinal) { "/", "/connections", "/connect", "/registry", "/judge" };

    [Fact]
    public async Task An_empty_list_teaches_how_to_fill_it_and_says_where_it_is()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var site = await RunningSite.StartAsync(cancellation: cancellation);
        foreach (var (place, door) in Door.All.SelectMany(static door => door.Places.Select(place => (place, door))))
        {
            using var answer = await site.Http.GetAsync(place.Address, cancellation);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, place.Address);
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(cancellation));
            if (!_filled.Contains(place.Address))
            {
                Assert.True(page.Contains("class=\"empty\"", StringComparison.Ordinal), $"{place.Address} says nothing where it is empty.");
            }

            if (place.Address != "/")
            {
                Assert.True(page.Contains($"<li aria-current=\"page\">{place.Name}</li>", StringComparison.Ordinal), $"{place.Address} has no breadcrumbs.");
                Assert.Contains($"\">{door.Name}</a></li>", page, StringComparison.Ordinal);
            }
        }
    }
}
