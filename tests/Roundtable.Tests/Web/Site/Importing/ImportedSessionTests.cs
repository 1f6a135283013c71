using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Roundtable.Tests.Deliberation.Transcripts;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Web.Site.Importing;

/// <summary>Sessions that were imported on the site: every page and every export of each.</summary>
public sealed partial class ImportedSessionTests
{
    private static readonly string[] _samples = ["unanimous-poll.txt", "tie-called-majority.txt", "open-debate.txt", "empty-options.txt", "page.html", "llm-council.json"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_and_export_of_an_imported_session_opens()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        List<(string Id, int Ballots)> sessions = [];
        foreach (var page in Pages())
        {
            var (status, html) = await PostAsync(site, page, "import");
            Assert.True(status == HttpStatusCode.OK, html);
            sessions.AddRange(SessionLinks().Matches(html).Select(m => (m.Groups[1].Value, 0)));
        }

        Assert.Equal(Pages().Count() + 1, sessions.Count); // one text holds two pages
        foreach (var (id, _) in sessions)
        {
            var session = JsonElement.Parse(await OkAsync(site, $"/api/v1/sessions/{id}"));
            var ballots = session.GetProperty("rounds")[0].GetProperty("ballots").EnumerateArray().ToList();
            var leaf = ballots[0].GetProperty("receipt").GetProperty("leaf").GetInt64();
            Assert.All(ballots, b => Assert.Equal(leaf, b.GetProperty("receipt").GetProperty("leaf").GetInt64()));
            var html = await OkAsync(site, $"/sessions/{id}");
            Assert.Contains("IMPORTED", html, StringComparison.Ordinal);
            Assert.Contains("The page makes ", html, StringComparison.Ordinal);
            Assert.Contains($"The imported transcript, which holds {ballots.Count} ballot", html, StringComparison.Ordinal);
            Assert.Contains("IMPORTED", await OkAsync(site, $"/sessions/{id}.html"), StringComparison.Ordinal);
            Assert.Contains("The page makes ", await OkAsync(site, $"/sessions/{id}.md"), StringComparison.Ordinal);
            foreach (var address in (string[])
                [$"/sessions/{id}.json", $"/sessions/{id}.tar", $"/?again={id}", $"/?follow={id}", $"/sessions/{id}?seat=1&round=1", $"/sessions/{id}?rule=plurality",
                    $"/sessions?q=the", "/models", $"/api/v1/sessions/{id}/recount?rule=plurality", $"/api/v1/sessions/{id}/export?format=markdown",
                    $"/api/v1/judge?content=session:{id}&use=publish"])
            {
                await OkAsync(site, address);
            }

            for (var seat = 1; seat <= ballots.Count; seat++)
            {
                await OkAsync(site, $"/sessions/{id}/ballots/r1.s{seat}");
            }

            Assert.NotEqual(HttpStatusCode.InternalServerError, await StatusAsync(site, $"/sessions/{id}/leaves/{leaf}"));
            Assert.NotEqual(HttpStatusCode.InternalServerError, await StatusAsync(site, $"/api/v1/sessions/{id}/leaves/{leaf}/proof"));
        }

        Assert.Equal(sessions.Count, SessionRows().Count(await OkAsync(site, "/sessions")));
        Assert.Equal(sessions.Count, JsonElement.Parse(await OkAsync(site, "/api/v1/sessions")).GetArrayLength());
    }

    [Fact]
    public async Task A_shared_imported_session_opens_with_all_that_belongs_to_it()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var (_, html) = await PostAsync(site, Sample("tie-called-majority.txt"), "import");
        var id = SessionLinks().Match(html).Groups[1].Value;
        using var shared = await site.Http.PostAsync($"/sessions/{id}/share", new FormUrlEncodedContent([]), Cancellation);
        Assert.NotEqual(HttpStatusCode.InternalServerError, shared.StatusCode);
        var link = File.Exists(Path.Combine(site.Data, "shared"))
            ? (await File.ReadAllLinesAsync(Path.Combine(site.Data, "shared"), Cancellation)).Select(l => l.Split(' ')).Single(l => l.Length == 2 && l[1] == id)[0]
            : null;
        if (link is null)
        {
            // Nothing is known of the terms of what others published: it is refused in a sentence, not with an error.
            Assert.Equal(HttpStatusCode.Conflict, shared.StatusCode);
            new Roundtable.Workspace.Sharing.Shares(new Roundtable.Workspace.WorkspaceContext(
                site.Data, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal))).Share(id);
            link = (await File.ReadAllLinesAsync(Path.Combine(site.Data, "shared"), Cancellation)).Select(l => l.Split(' ')).Single(l => l.Length == 2 && l[1] == id)[0];
        }

        foreach (var address in (string[])["", "/card", "/picture.png", "/ballots/r1.s6", ".md", ".json", ".html", ".tar"])
        {
            await OkAsync(site, $"/s/{link}{address}");
        }
    }

    [Fact]
    public async Task Findings_are_shown_the_same_by_paste_by_file_and_over_HTTP()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var text = Sample("tie-called-majority.txt");
        var (_, pasted) = await PostAsync(site, text, "check");
        Assert.Contains("Nothing was kept.", pasted, StringComparison.Ordinal);
        Assert.Equal("[]", (await OkAsync(site, "/api/v1/sessions")).Trim());

        using var form = new MultipartFormDataContent
        {
            { new StringContent("import"), "do" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "files", "tie-called-majority.txt" },
        };
        using var posted = await site.Http.PostAsync("/import", form, Cancellation);
        var filed = await posted.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(Items(pasted), Items(filed));
        Assert.Contains("whose ballot says", WebUtility.HtmlDecode(filed), StringComparison.Ordinal);

        using var body = new StringContent(text, Encoding.UTF8, "text/plain");
        using var sent = await site.Http.PostAsync("/api/v1/imports?name=tie-called-majority.txt", body, Cancellation);
        var json = JsonElement.Parse(await sent.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("known", json.GetProperty("sources")[0].GetProperty("status").GetString());
        var found = json.GetProperty("sources")[0].GetProperty("sessions")[0].GetProperty("discrepancies").EnumerateArray().Select(d => d.GetString()!).ToList();
        Assert.Equal(10, found.Count);
        Assert.All(found, f => Assert.Contains(f, WebUtility.HtmlDecode(filed), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_and_keeps_nothing()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var (empty, _) = await PostAsync(site, " ", "import");
        var (prose, html) = await PostAsync(site, "Nothing of the kind.", "import");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (empty, prose));
        Assert.Contains("holds no transcript", html, StringComparison.Ordinal);
        using var body = new StringContent("Nothing of the kind.", Encoding.UTF8, "text/plain");
        using var sent = await site.Http.PostAsync("/api/v1/imports", body, Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        using var large = new StringContent(new string('x', 5 * 1024 * 1024), Encoding.UTF8, "text/plain");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SentAsync(site, large));
        Assert.Equal("[]", (await OkAsync(site, "/api/v1/sessions")).Trim());
    }

    [Fact]
    public async Task Readers_and_other_sites_cannot_import()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var reader = site.Token(Role.Reader);
        foreach (var (method, address) in ((HttpMethod, string)[])[(HttpMethod.Get, "/import"), (HttpMethod.Post, "/import"), (HttpMethod.Post, "/api/v1/imports")])
        {
            using var request = new HttpRequestMessage(method, address) { Headers = { Authorization = reader } };
            request.Content = method == HttpMethod.Post ? new StringContent(Sample("open-debate.txt"), Encoding.UTF8, "text/plain") : null;
            using var answer = await site.Http.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        var asker = site.Token(Role.Asker);
        using var cross = new HttpRequestMessage(HttpMethod.Post, "/import")
        {
            Headers = { Authorization = asker },
            Content = new FormUrlEncodedContent([new("text", Sample("open-debate.txt"))]),
        };
        cross.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var refused = await site.Http.SendAsync(cross, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    /// <summary>The samples, pages of ours in every form, one with a vote that cannot be read, one with markup in its texts, and two in one text.</summary>
    private static IEnumerable<string> Pages()
    {
        foreach (var sample in _samples)
        {
            yield return Sample(sample);
        }

        foreach (var draft in HonestPages.All.Values)
        {
            yield return draft.Text();
        }

        yield return "AI Roundtable Poll · 3 models\nWhich?\nOptions\n- B (1 votes)\n- A (1 votes)\nModel Responses\nAlpha 1\nVote: B\nOne.\nBeta 2\nVote: A\nTwo.\nGamma 3\nVote:\nThree.";
        yield return "AI Roundtable Poll · 2 models\n<b>Is 1 < 2?</b>\nModel Responses\n<i>Alpha</i>\nVote: <script>alert(1)</script>\n&amp;\nBeta\nVote: No\n</main>";
        yield return HonestPages.All["poll"].Text(new PageLook { NamesBy = 1 }) + "\n\n" + HonestPages.All["debate"].Text(new PageLook { NamesBy = 2 });
    }

    private static string Sample(string file) => File.ReadAllText(Path.Combine(Repository.Root, "samples", "transcripts", file));

    private static List<string> Items(string html) => [.. ListItems().Matches(html).Select(m => m.Groups[1].Value)];

    private static async Task<(HttpStatusCode Status, string Html)> PostAsync(RunningSite site, string text, string action)
    {
        using var form = new MultipartFormDataContent { { new StringContent(text), "text" }, { new StringContent(action), "do" } };
        using var answer = await site.Http.PostAsync("/import", form, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<HttpStatusCode> SentAsync(RunningSite site, HttpContent body)
    {
        // Asked first, the server refuses before the body is sent, so that no connection breaks.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports") { Content = body, Headers = { ExpectContinue = true } };
        using var answer = await site.Http.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    private static async Task<string> OkAsync(RunningSite site, string address)
    {
        using var answer = await site.Http.GetAsync(address, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode}\n{text}");
        return text;
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningSite site, string address)
    {
        using var answer = await site.Http.GetAsync(address, Cancellation);
        return answer.StatusCode;
    }

    [GeneratedRegex("href=\"/sessions/([a-z0-9]+)\">Open the session", RegexOptions.NonBacktracking)]
    private static partial Regex SessionLinks();

    [GeneratedRegex("<li class=\"session-row\">", RegexOptions.NonBacktracking)]
    private static partial Regex SessionRows();

    [GeneratedRegex("<li dir=\"auto\">(.*?)</li>", RegexOptions.NonBacktracking)]
    private static partial Regex ListItems();
}
