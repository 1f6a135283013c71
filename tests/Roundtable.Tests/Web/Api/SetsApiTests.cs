using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Tests.Workspace.Sets;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Tests.Web.Api;

/// <summary>Training sets over HTTP, on the site and as tools: the same sets, the same rows, and proofs that hold.</summary>
[Collection(nameof(RecordedWork))]
public sealed class SetsApiTests(RecordedWork work)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_set_is_listed_shown_and_read_row_by_row_wherever_one_looks()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        Assert.Equal("[]", await site.Http.GetStringAsync("/api/v1/sets", Cancellation));
        Assert.Contains("No training set was made yet", await site.Http.GetStringAsync("/sets", Cancellation), StringComparison.Ordinal);

        // The folder was made with another data directory; what is known here is the folder alone.
        var made = await new SetService(work.Context).MakeAsync(
            work.Request("calls", "all", Roundtable.Workspace.Sets.Formats.SetFormat.TrlPromptCompletion) with { OnlyAllowed = true, Name = "boats" }, Cancellation);
        KnownSets.Of(site.Data).Add(made.Folder);
        var listed = Assert.Single(JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/sets", Cancellation)).EnumerateArray());
        Assert.Equal((made.Leaf, made.Manifest.Name, "allowed"), (listed.GetProperty("leaf").GetInt64(), listed.GetProperty("name").GetString(), listed.GetProperty("outcome").GetString()));
        var shown = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/sets/{made.Leaf}", Cancellation));
        Assert.Equal((made.Manifest.Root.ToString(), made.Manifest.Rows), (shown.GetProperty("root").GetString(), shown.GetProperty("rows").GetInt64()));
        Assert.DoesNotContain(made.Folder, shown.GetRawText(), StringComparison.Ordinal); // where it lies is no reader's business

        using var page = await site.Http.GetAsync($"/api/v1/sets/{made.Leaf}/rows?skip=1&limit=2", Cancellation);
        var rows = JsonElement.Parse(await page.Content.ReadAsStringAsync(Cancellation)).EnumerateArray().ToList();
        Assert.Equal((2, $"{made.Manifest.Rows}"), (rows.Count, page.Headers.GetValues("X-Total-Count").Single()));
        var row = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/sets/{made.Leaf}/rows/2", Cancellation));
        Assert.Equal(rows[0].GetProperty("id").GetString(), row.GetProperty("came").GetProperty("id").GetString());
        Assert.True(row.GetProperty("holds").GetBoolean());
        Assert.True(RowProof.Read(Encoding.UTF8.GetBytes(row.GetProperty("proof").GetRawText())).Holds(made.Manifest.Root));

        var html = WebUtility.HtmlDecode(await site.Http.GetStringAsync($"/sets/{made.Leaf}", Cancellation));
        foreach (var words in (string[])[made.Manifest.Name, "served-1", "free@1", made.Manifest.Root.ToString(), "There are no conditions.", "roundtable set verify"])
        {
            Assert.Contains(words, html, StringComparison.Ordinal);
        }

        Assert.Contains($"Rows 1 to {made.Manifest.Rows} of {made.Manifest.Rows}", await site.Http.GetStringAsync($"/sets/{made.Leaf}/rows", Cancellation), StringComparison.Ordinal);
        var one = WebUtility.HtmlDecode(await site.Http.GetStringAsync($"/sets/{made.Leaf}/rows/2", Cancellation));
        Assert.Contains("Answer to: And back?", one, StringComparison.Ordinal);
        Assert.Contains("The row leads to the root", one, StringComparison.Ordinal);

        // The registry of this site does not know the terms: its page says that the ruling of then is not that of today.
        Assert.Contains("By the registry of today it is", html, StringComparison.Ordinal);

        var tools = await McpAsync(site, "list_sets", new JsonObject());
        Assert.Equal(1, tools.GetProperty("structuredContent").GetProperty("total").GetInt32());
        var proved = await McpAsync(site, "get_set_row", new JsonObject { ["leaf"] = made.Leaf, ["row"] = 2 });
        Assert.Contains("is proved to be in the set", proved.GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);

        // A row that was changed in the folder is not shown as if it were in the set.
        var path = Path.Combine(made.Folder, "train.jsonl");
        File.WriteAllText(path, File.ReadAllText(path).Replace("And back?", "And away?", StringComparison.Ordinal));
        using var changed = await site.Http.GetAsync($"/sets/{made.Leaf}/rows/2", Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, changed.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/sets/3", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/sets/3/rows", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/sets/3/rows/1", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/sets/-3", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/sets/x/rows", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/sets/3/rows/0", HttpStatusCode.NotFound)]
    [InlineData("/sets/3", HttpStatusCode.NotFound)]
    [InlineData("/sets/3/rows", HttpStatusCode.NotFound)]
    [InlineData("/sets/3/rows/7", HttpStatusCode.NotFound)]
    public async Task What_is_no_set_is_not_found(string path, HttpStatusCode status)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        using var answer = await site.Http.GetAsync(path, Cancellation);
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    private static async Task<JsonElement> McpAsync(RunningSite site, string tool, JsonObject arguments)
    {
        var body = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "tools/call", ["params"] = new JsonObject { ["name"] = tool, ["arguments"] = arguments } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-11-25");
        using var answer = await site.Http.SendAsync(request, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        return JsonElement.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]).GetProperty("result");
    }
}
