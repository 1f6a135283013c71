using System.Text.Json;
using Roundtable.Web.Site.Live;

namespace Roundtable.Tests.Web.Site.Live;

/// <summary>What is sent to an open page: only what changed.</summary>
public sealed class LiveUpdateTests
{
    [Fact]
    public void What_did_not_change_is_left_out()
    {
        var update = new LiveUpdate(null, new Dictionary<int, string> { [2] = "more words" }, null, null, false, null);
        Assert.Equal("""{"words":{"2":"more words"},"ended":false}""", JsonSerializer.Serialize(update, LiveUpdateJson.Default.LiveUpdate));
    }

    [Fact]
    public void Markup_in_words_stays_words()
    {
        var update = new LiveUpdate(null, new Dictionary<int, string> { [1] = "</script><b>" }, null, null, true, "Over.");
        var json = JsonSerializer.Serialize(update, LiveUpdateJson.Default.LiveUpdate);
        Assert.DoesNotContain("<", json, StringComparison.Ordinal);
        Assert.Equal("</script><b>", JsonElement.Parse(json).GetProperty("words").GetProperty("1").GetString());
    }

    [Fact]
    public async Task The_page_of_a_session_that_ended_tells_its_events_and_ends()
    {
        await using var site = await RunningSite.StartAsync(cancellation: TestContext.Current.CancellationToken);
        var id = await site.AskAsync("Is it so?", TestContext.Current.CancellationToken);
        var page = await site.Http.GetStringAsync($"/sessions/{id}", TestContext.Current.CancellationToken);
        Assert.Contains("Is it so?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("is being asked", page, StringComparison.Ordinal);
    }
}
