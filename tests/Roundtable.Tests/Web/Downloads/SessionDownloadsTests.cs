using System.Net;
using System.Text.Json;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Tests.Web.Downloads;

/// <summary>Files of a session, taken away by their addresses.</summary>
public sealed class SessionDownloadsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("markdown", "md", "text/markdown")]
    [InlineData("json", "json", "application/json")]
    [InlineData("html", "html", "text/html")]
    [InlineData("bundle", "tar", "application/x-tar")]
    public async Task Each_format_has_its_type_and_is_saved_under_the_sessions_name(string format, string extension, string type)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var id = await site.AskAsync("Is it so?", Cancellation);
        using var answer = await site.Http.GetAsync($"/api/v1/sessions/{id}/export?format={format}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"session-{id}.{extension}", answer.Content.Headers.ContentDisposition!.FileName);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.NotEmpty(bytes);
        if (format == "json")
        {
            Assert.Equal(id, SessionJson.Read(bytes).Id);
        }
    }

    [Fact]
    public async Task A_leaf_of_another_session_is_none_of_this_ones()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var (first, second) = (await site.AskAsync("Is it so?", Cancellation), await site.AskAsync("Is it still so?", Cancellation));
        var session = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/sessions/{second}/export?format=json", Cancellation));
        var leaf = session.GetProperty("rounds")[0].GetProperty("ballots")[0].GetProperty("receipt").GetProperty("leaf").GetInt64();
        using var foreign = await site.Http.GetAsync($"/api/v1/sessions/{first}/leaves/{leaf}/proof", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using var own = await site.Http.GetAsync($"/api/v1/sessions/{second}/leaves/{leaf}/proof", Cancellation);
        Assert.Contains(own.StatusCode, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Conflict]);
    }
}
