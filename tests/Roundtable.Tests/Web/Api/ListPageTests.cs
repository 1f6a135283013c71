using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Roundtable.Tests.Web.Api;

/// <summary>Lists: pages, totals, links, orders; and what is done with values that are not accepted.</summary>
public sealed partial class ListPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("&q=should")]
    [InlineData("&sort=oldest")]
    public async Task Following_the_links_gives_every_session_once_in_one_order(string query)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        List<string> ids = [];
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await site.AskAsync($"Should we take {i}?", Cancellation));
        }

        var address = "/api/v1/sessions?limit=2" + query;
        List<string> seen = [];
        for (string? next = address; next is not null;)
        {
            using var answer = await site.Http.GetAsync(next, Cancellation);
            Assert.Equal("5", answer.Headers.GetValues("X-Total-Count").Single());
            seen.AddRange(JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).EnumerateArray().Select(s => s.GetProperty("id").GetString()!));
            next = Links(answer).GetValueOrDefault("next");
        }

        Assert.Equal(query.Contains("q=", StringComparison.Ordinal) ? seen.Order(StringComparer.Ordinal) : seen,
            query.Contains("newest", StringComparison.Ordinal) || query.Length == 0 ? ids.AsEnumerable().Reverse() : ids);
    }

    [Theory]
    [InlineData("limit=2", 0, -1, 2, 4)]
    [InlineData("limit=2&skip=2", 0, 0, 4, 4)]
    [InlineData("limit=2&skip=3", 0, 1, -1, 3)]
    [InlineData("limit=2&skip=4", 0, 2, -1, 4)]
    [InlineData("limit=5", 0, -1, -1, 0)]
    [InlineData("limit=2&skip=90", 0, 3, -1, 4)]
    public void Links_lead_to_first_previous_next_and_last(string query, int first, int previous, int next, int last)
    {
        const int total = 5;
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        context.Request.Path = "/api/v1/things";
        context.Request.QueryString = new Microsoft.AspNetCore.Http.QueryString("?q=%C3%BC+x&" + query);
        Roundtable.Web.Api.ListPage.Of(context.Request).Answer(context, [], total);
        var links = Link().Matches(context.Response.Headers.Link.ToString()).ToDictionary(m => m.Groups[2].Value, m => m.Groups[1].Value);
        Assert.Equal((first, previous, next, last), (Skip("first"), Skip("prev"), Skip("next"), Skip("last")));
        Assert.All(links.Values, l => Assert.StartsWith("/api/v1/things?q=%C3%BC%20x&skip=", l, StringComparison.Ordinal));

        int Skip(string relation) => links.TryGetValue(relation, out var link) ? int.Parse(SkipOf().Match(link).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : -1;
    }

    [Fact]
    public async Task A_value_that_is_not_accepted_is_refused_by_its_name()
    {
        (string Address, string Parameter)[] cases =
        [
            ("/api/v1/sessions?limit=0", "limit"),
            ("/api/v1/sessions?limit=201", "limit"),
            ("/api/v1/sessions?limit=x", "limit"),
            ("/api/v1/sessions?skip=-1", "skip"),
            ("/api/v1/sessions?label=Unanimous", "label"),
            ("/api/v1/sessions?since=2026-13-01", "since"),
            ("/api/v1/sessions?sort=best", "sort"),
            ("/api/v1/sessions?sort=relevance", "sort"),
            ("/api/v1/sessions?q=%3F", "q"),
            ("/api/v1/sessions?q=a%00b", "q"),
            ("/api/v1/sessions?q=a&q=b", "q"),
            ("/api/v1/sessions?page=2", "page"),
            ("/api/v1/panels?limit=-3", "limit"),
            ("/api/v1/registry?kind=nonesuch", "kind"),
            ("/api/v1/registry/entry", "name"),
            ("/api/v1/judge?content=last", "use"),
            ("/api/v1/judge?content=last&use=evaluate&on=today", "on"),
            ("/api/v1/models?all=true", "all"),
        ];
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        foreach (var (address, parameter) in cases)
        {
            using var answer = await site.Http.GetAsync(address, Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal(parameter, problem.GetProperty("errors").EnumerateObject().Single().Name);
            Assert.Contains(parameter, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_over_or_not_yet_over_is_a_conflict()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var id = await site.AskAsync("Should we?", Cancellation);
        foreach (var verb in (string[])["cancel", "resume"])
        {
            using var answer = await site.Http.PostAsync($"/api/v1/sessions/{id}/{verb}", null, Cancellation);
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            using var missing = await site.Http.PostAsync($"/api/v1/sessions/nonesuch/{verb}", null, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }

    [Fact]
    public async Task What_answers_get_answers_head_with_the_same_headers()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var id = await site.AskAsync("Should we?", Cancellation);
        foreach (var path in (string[])["", "/openapi.json", "/models", "/sessions", $"/sessions/{id}", $"/sessions/{id}/events", $"/sessions/{id}/export", "/registry", "/sessions/nonesuch"])
        {
            using var got = await site.Http.GetAsync("/api/v1" + path, Cancellation);
            using var head = await site.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/v1" + path), Cancellation);
            Assert.True(got.StatusCode == head.StatusCode, path);
            Assert.Equal(got.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_stands_last_in_the_list_and_is_counted()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var id = await site.AskAsync("Should we?", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(site.Data, "sessions", "broken.json"), "{", Cancellation);
        using var answer = await site.Http.GetAsync("/api/v1/sessions?skip=1&limit=1", Cancellation);
        Assert.Equal("2", answer.Headers.GetValues("X-Total-Count").Single());
        var row = Assert.Single(JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).EnumerateArray());
        Assert.Equal("broken", row.GetProperty("id").GetString());
        Assert.NotEmpty(row.GetProperty("problem").GetString()!);
        Assert.NotEqual(id, row.GetProperty("id").GetString());
    }

    private static Dictionary<string, string> Links(HttpResponseMessage answer) =>
        Link().Matches(answer.Headers.GetValues("Link").Single()).ToDictionary(m => m.Groups[2].Value, m => m.Groups[1].Value, StringComparer.Ordinal);

    [GeneratedRegex("<([^>]*)>; rel=\"([a-z]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex("skip=([0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex SkipOf();
}
