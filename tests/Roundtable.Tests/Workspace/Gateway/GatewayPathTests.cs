using Roundtable.Models.Protocols;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Tests.Workspace.Gateway;

/// <summary>One spelling of each path, so that what is permitted is what the upstream sees.</summary>
public sealed class GatewayPathTests
{
    private static readonly Upstream _openai = GatewaySettings.Default.Upstreams["openai"];

    [Theory]
    [InlineData("POST", "/openai/v1/chat/completions", GatewayOperation.ChatCompletions, "/chat/completions")]
    [InlineData("POST", "/openai/v1/responses", GatewayOperation.Responses, "/responses")]
    [InlineData("GET", "/openai/v1/responses/resp_1", GatewayOperation.Other, "/responses/resp_1")]
    [InlineData("GET", "/openai/v1/chat/completions", GatewayOperation.Other, "/chat/completions")]
    [InlineData("GET", "/openai/v1/models/gpt-5", GatewayOperation.Models, "/models/gpt-5")]
    [InlineData("DELETE", "/openai/v1/models/ft:gpt", GatewayOperation.Other, "/models/ft:gpt")]
    [InlineData("POST", "/openai/v1/chat/completions/", GatewayOperation.Other, "/chat/completions/")]
    [InlineData("POST", "/openai/v1/files/a%20b", GatewayOperation.Other, "/files/a%20b")]
    [InlineData("POST", "/openai/v1/messages/count_tokens", GatewayOperation.CountTokens, "/messages/count_tokens")]
    public void Paths_are_told_apart(string method, string path, GatewayOperation operation, string bare)
    {
        var read = GatewayPath.Parse(_openai, method, path)!;
        Assert.Equal((operation, bare, path["/openai".Length..]), (read.Operation, read.Path, read.Rest));
    }

    [Theory]
    [InlineData("/openai")]
    [InlineData("/openai/")]
    [InlineData("/openai/v1")]
    [InlineData("/openai/v1/")]
    [InlineData("/openai/v2/models")]
    [InlineData("/openai/models")]
    [InlineData("/openai/v1//chat/completions")]
    [InlineData("/openai/v1/../v1/models")]
    [InlineData("/openai/v1/./models")]
    [InlineData("/openai/v1/chat%2fcompletions")]
    [InlineData("/openai/v1/%66iles")]
    [InlineData("/openai/v1/%2e%2e/files")]
    [InlineData("/openai/v1/chat\\completions")]
    [InlineData("/openai/v1/files/%")]
    [InlineData("/openai/v1/files/%zz")]
    [InlineData("/openai/v1/files/%00")]
    [InlineData("/openai/v1/files/é")]
    [InlineData("/openai/v1/files#x")]
    public void Other_spellings_are_refused(string path) => Assert.Null(GatewayPath.Parse(_openai, "POST", path));

    [Fact]
    public void A_named_upstream_needs_no_version()
    {
        var lab = _openai with { Name = "lab", IsVersioned = false };
        Assert.Equal(Protocol.Messages, GatewayPath.Parse(lab, "POST", "/lab/messages")!.Protocol);
        Assert.Equal("/messages", GatewayPath.Parse(lab, "POST", "/lab/v1/messages")!.Path);
        Assert.Null(GatewayPath.Parse(lab, "POST", "/lab/x")!.Protocol);
    }
}
