using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Web.Mcp;

/// <summary>The Model Context Protocol over HTTP: what the transport demands, and who may do what.</summary>
public sealed class McpHttpTests
{
    private const string ListTools = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";
    private const string Ask =
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask_panel","arguments":{"question":"Should we?","panel":"rehearsal"}}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/json, text/event-stream", "application/json", "2025-11-25", HttpStatusCode.OK)]
    [InlineData("application/json", "application/json", "2025-11-25", HttpStatusCode.NotAcceptable)]
    [InlineData("text/html", "application/json", "2025-11-25", HttpStatusCode.NotAcceptable)]
    [InlineData("application/json, text/event-stream", "text/plain", "2025-11-25", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json, text/event-stream", "application/json", "1999-01-01", HttpStatusCode.BadRequest)]
    public async Task A_request_must_fit_the_transport(string accept, string type, string version, HttpStatusCode expected)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var (status, text) = await SendAsync(site, ListTools, null, accept, type, version);
        Assert.True(status == expected, $"{status}: {text}");
        Assert.Equal(expected == HttpStatusCode.OK, text.Contains("\"verify_record\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Roles_hold_for_the_endpoint_and_for_each_tool()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var (reader, asker) = (site.Token(Role.Reader), site.Token(Role.Asker));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(site, ListTools, null)).Status);
        var refused = await SendAsync(site, Ask, reader);
        Assert.Equal(HttpStatusCode.OK, refused.Status);
        Assert.Contains("The role asker is required", refused.Text, StringComparison.Ordinal);
        Assert.Contains("\"isError\":true", refused.Text, StringComparison.Ordinal);
        Assert.Contains("SIMULATED", (await SendAsync(site, Ask, asker)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_keeps_no_sessions()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        using var answer = await site.Http.GetAsync("/mcp", Cancellation);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(
        RunningSite site,
        string body,
        AuthenticationHeaderValue? token,
        string accept = "application/json, text/event-stream",
        string type = "application/json",
        string version = "2025-11-25")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", version);
        request.Headers.Authorization = token;
        using var answer = await site.Http.SendAsync(request, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
