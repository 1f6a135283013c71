using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Tests.Workspace.Students;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Tests.Web.Api;

/// <summary>Students over HTTP, on the site and as tools: the same student wherever one looks.</summary>
[Collection(nameof(TaughtWork))]
public sealed class StudentsApiTests(TaughtWork work)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_student_is_listed_and_shown_wherever_one_looks()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        Assert.Equal("[]", await site.Http.GetStringAsync("/api/v1/students", Cancellation));
        Assert.Contains("No student was taught yet", await site.Http.GetStringAsync("/students", Cancellation), StringComparison.Ordinal);

        // The folder was made with another data directory; what is known here is the folder alone.
        var (folder, report) = (work.Student.Student, work.Student.Student.Report);
        KnownStudents.Of(site.Data).Add(folder.Path);
        var version = StudentFolder.VersionOf(report);
        var listed = Assert.Single(JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/students", Cancellation)).EnumerateArray());
        Assert.Equal((report.Name, version), (listed.GetProperty("name").GetString(), listed.GetProperty("version").GetString()));
        var shown = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/students/{version}", Cancellation));
        Assert.Equal((report.Digest, report.Texts), (shown.GetProperty("digest").GetString(), shown.GetProperty("texts").GetInt32()));
        Assert.DoesNotContain(folder.Path, shown.GetRawText(), StringComparison.Ordinal); // where it lies is no reader's business

        var html = WebUtility.HtmlDecode(await site.Http.GetStringAsync($"/students/{version}", Cancellation));
        foreach (var words in (string[])[report.Name, "Learning curve", "<svg", "Confusion", "Hand-over", "It answers every text", "Imitation", report.Teachers[0].Labels, "There are no conditions."])
        {
            Assert.Contains(words, html, StringComparison.Ordinal);
        }

        Assert.Contains($"/students/{version}", await site.Http.GetStringAsync("/students", Cancellation), StringComparison.Ordinal);
        Assert.Equal(1, (await McpAsync(site, "list_students", new JsonObject())).GetProperty("structuredContent").GetProperty("total").GetInt32());
        var told = await McpAsync(site, "get_student", new JsonObject { ["version"] = version });
        Assert.Contains("It says what its teacher says of", told.GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/students/0123456789ab", HttpStatusCode.NotFound)]
    [InlineData("/students/0123456789ab", HttpStatusCode.NotFound)]
    [InlineData("/students/..%2f..%2fetc", HttpStatusCode.NotFound)]
    public async Task What_is_no_student_is_not_found(string path, HttpStatusCode status)
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
