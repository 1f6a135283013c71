using System.Net;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Web.Site.Lookup;

/// <summary>One search over everything, the start page and the page of words.</summary>
public sealed class FindPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_entries_and_leaves_are_found_and_lead_to_their_pages()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var id = await site.AskAsync("Does a zebrafish sleep?", Cancellation);

        var found = await OkAsync(site, "/find?q=zebrafish");
        Assert.Contains($"<a href=\"/sessions/{id}\" dir=\"auto\">Does a zebrafish sleep?</a>", found, StringComparison.Ordinal);
        Assert.Contains($"/sessions/{id}", await OkAsync(site, $"/find?q={id}"), StringComparison.Ordinal);
        Assert.Contains("/registry/model/meta/llama-3.1?version=1", await OkAsync(site, "/find?q=llama-3.1"), StringComparison.Ordinal);
        Assert.Matches("<a href=\"/models/[^\"]+\"[^>]*>", await OkAsync(site, "/find?q=rehearsal"));
        Assert.Contains("/judge?content=leaf%3A0", await OkAsync(site, "/find?q=leaf:0"), StringComparison.Ordinal);
        Assert.DoesNotContain("<section", await OkAsync(site, "/find?q=leaf:999999"), StringComparison.Ordinal);
        await OkAsync(site, "/judge?content=leaf%3A0&use=publish");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("%22%27*(%3Cscript%3E")]
    [InlineData("..%2F..%2Fetc")]
    [InlineData("99999999999999999999999")]
    public async Task What_is_no_name_of_anything_finds_nothing_and_says_what_was_searched(string sought)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var page = await OkAsync(site, "/find?q=" + sought);
        Assert.Contains("class=\"empty\"", page, StringComparison.Ordinal);
        using var raw = await site.Http.GetAsync(new Uri("/find?q=" + sought, UriKind.Relative), Cancellation);
        Assert.DoesNotContain("<script>", await raw.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_page_has_four_doors_an_example_each_and_what_was_made_last()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        await site.AskAsync("Does a zebrafish sleep?", Cancellation);
        var start = await OkAsync(site, "/");
        foreach (var door in (string[])["Ask", "Label and evaluate", "Corpora and sets", "Rights and proofs"])
        {
            Assert.Contains($">{door}</a></h2>", start, StringComparison.Ordinal);
        }

        Assert.Equal(4, start.Split("For example:").Length - 1);
        Assert.Contains("Does a zebrafish sleep?", start, StringComparison.Ordinal);
        Assert.Contains(">5 seats<", start, StringComparison.Ordinal);
        Assert.Contains("Is a hot dog a sandwich?</textarea>", await OkAsync(site, "/?example=1"), StringComparison.Ordinal);
        Assert.Contains("class=\"outcome", await OkAsync(site, "/judge?content=model%3Ameta%2Fllama-3.1&use=train-competing"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_call_sees_nothing_else_and_finds_nothing()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        site.Http.DefaultRequestHeaders.Authorization = site.Token(Role.Caller);
        var words = await OkAsync(site, "/words");
        Assert.Contains("href=\"/calls\"", words, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/registry\"", words, StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/find\"", words, StringComparison.Ordinal);
        using var refused = await site.Http.GetAsync(new Uri("/find?q=llama", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<string> OkAsync(RunningSite site, string address)
    {
        using var answer = await site.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode} {text}");
        return WebUtility.HtmlDecode(text);
    }
}
