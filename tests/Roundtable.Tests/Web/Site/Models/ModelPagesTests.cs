using System.Net;
using System.Text.Json;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Web.Site.Models;

/// <summary>The pages of models, the picture of all of them, and the tables of sessions and calls.</summary>
public sealed class ModelPagesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_has_a_page_and_an_operation_that_say_the_same_and_fail_closed()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        Assert.Contains("class=\"empty\"", await OkAsync(site, "/monoculture"), StringComparison.Ordinal);
        await site.AskAsync("Is it so?", Cancellation);
        await site.AskAsync("=Is it not?", Cancellation);
        var model = JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/sessions", Cancellation))[0].GetProperty("models")[0].GetString()!;
        var id = model[(model.IndexOf('/', StringComparison.Ordinal) + 1)..];

        var page = await OkAsync(site, $"/models/{id}");
        Assert.Contains("Asked in 2 sessions.", page, StringComparison.Ordinal);
        Assert.Contains("SIMULATED", page, StringComparison.Ordinal);
        Assert.Contains("was never measured here", page, StringComparison.Ordinal);
        Assert.Contains(">too few<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("outcome allowed", page, StringComparison.Ordinal); // of what a rehearsal says nothing is known to be allowed
        var json = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/models/{id.ToUpperInvariant()}", Cancellation));
        Assert.Equal(2, json.GetProperty("sessions").GetProperty("sessions").GetInt32());
        Assert.All(json.GetProperty("agreement").GetProperty("peers").EnumerateArray(), p =>
        {
            Assert.Equal(2, p.GetProperty("questions").GetInt32());
            Assert.False(p.TryGetProperty("beyondChance", out _));
        });
        Assert.False(json.GetProperty("agreement").GetProperty("blind").TryGetProperty("beyondChance", out _)); // two questions are too few, however many pairs
        Assert.Contains("These are too few to say more.", page, StringComparison.Ordinal);
        Assert.False(json.GetProperty("orderFlips").TryGetProperty("rate", out _));
        Assert.All(
            json.GetProperty("routes")[0].GetProperty("rulings").EnumerateObject(),
            r => Assert.DoesNotContain(r.Value.GetProperty("outcome").GetString(), (string[])["allowed", "allowed-if"]));

        // What is asked later is in it: the figures that are kept are those of the sessions that are there.
        await site.AskAsync("And now?", Cancellation);
        Assert.Contains("Asked in 3 sessions.", await OkAsync(site, $"/models/{id}"), StringComparison.Ordinal);
        Assert.Contains($"href=\"/models/{id}\"", await OkAsync(site, "/models"), StringComparison.Ordinal);
        var monoculture = await OkAsync(site, "/monoculture");
        Assert.Contains("Too few questions were shared", monoculture, StringComparison.Ordinal);
        Assert.Contains("<title id=\"monoculture-t\">", monoculture, StringComparison.Ordinal);
        Assert.NotEqual(0, JsonElement.Parse(await site.Http.GetStringAsync("/monoculture.json", Cancellation)).GetProperty("pairs").GetArrayLength());
        Assert.StartsWith("model,other,", await OkAsync(site, "/monoculture.csv"), StringComparison.Ordinal);

        foreach (var none in (string[])["nonesuch", "%3Cscript%3E", "..%2F..%2Fetc", "%20", new string('a', 3000)])
        {
            using var answer = await site.Http.GetAsync(new Uri($"/models/{none}", UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        site.Http.DefaultRequestHeaders.Authorization = site.Token(Role.Caller);
        using var refused = await site.Http.GetAsync(new Uri($"/models/{id}", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Sessions_as_a_table_are_sorted_filtered_and_taken_away()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        foreach (var question in (string[])["Bees?", "=Ants?", "Cats <b>?"])
        {
            await site.AskAsync(question, Cancellation);
        }

        var page = await OkAsync(site, "/sessions/table?sort=-question&take=2&columns=question,id");
        Assert.Contains("aria-sort=\"descending\"", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Cats", StringComparison.Ordinal) < page.IndexOf("Bees", StringComparison.Ordinal));
        Assert.DoesNotContain("Ants", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sessions/table?sort=-question&columns=question%2Cid&skip=2&take=2\"", page, StringComparison.Ordinal);
        Assert.Contains("Ants", await OkAsync(site, "/sessions/table?sort=-question&take=2&skip=2"), StringComparison.Ordinal);
        Assert.DoesNotContain("Bees", await OkAsync(site, "/sessions/table?q=cats"), StringComparison.Ordinal);
        Assert.Contains("No session passes", await OkAsync(site, "/sessions/table?q=dogs"), StringComparison.Ordinal);

        var csv = (await OkAsync(site, "/sessions/table?sort=question&take=1&columns=question&format=csv")).Split("\r\n");
        Assert.Equal(["Question", "\"'=Ants?\"", "Bees?", "Cats <b>?", ""], csv);
        var json = JsonElement.Parse(await site.Http.GetStringAsync("/sessions/table?sort=opened&format=json", Cancellation));
        Assert.Equal(["Bees?", "=Ants?", "Cats <b>?"], json.EnumerateArray().Select(s => s.GetProperty("question").GetString()));
        Assert.Equal(5, json[0].GetProperty("seats").GetInt32());
        using var raw = await site.Http.GetAsync(new Uri("/sessions/table", UriKind.Relative), Cancellation);
        Assert.DoesNotContain("<b>?", await raw.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains("/sessions/table", await OkAsync(site, "/sessions"), StringComparison.Ordinal);
    }

    private static async Task<string> OkAsync(RunningSite site, string address)
    {
        using var answer = await site.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode} {text}");
        return WebUtility.HtmlDecode(text);
    }
}
