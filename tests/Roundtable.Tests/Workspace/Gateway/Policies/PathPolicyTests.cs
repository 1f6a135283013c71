using Roundtable.Models.Providers;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Gateway.Policies;

namespace Roundtable.Tests.Workspace.Gateway.Policies;

/// <summary>Paths are understood before policy is applied to them, and what could be understood in two ways is refused.</summary>
public sealed class PathPolicyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("chat/completions")]
    [InlineData("//chat/completions")]
    [InlineData("/chat//completions")]
    [InlineData("/chat/completions//")]
    [InlineData("/./files")]
    [InlineData("/models/../files")]
    [InlineData("/models/..")]
    [InlineData("/models/%2e%2e/files")]
    [InlineData("/models/%2E./files")]
    [InlineData("/models/.%2e/files")]
    [InlineData("/models%2f..%2ffiles")]
    [InlineData("/models/a%2Fb")]
    [InlineData("/models\\..\\files")]
    [InlineData("/models/%5c..%5cfiles")]
    [InlineData("/models/%252e%252e/files")]
    [InlineData("/%66iles")]
    [InlineData("/files%")]
    [InlineData("/files/%4")]
    [InlineData("/files/%zz")]
    [InlineData("/files/%00")]
    [InlineData("/files/%0a")]
    [InlineData("/files;x=1/file-1")]
    [InlineData("/models;/../files")]
    [InlineData("/files?purpose=x")]
    [InlineData("/files#x")]
    [InlineData("/fil es")]
    [InlineData("/fi\u200bles")]
    [InlineData("/ｆiles")]
    [InlineData("/models/%ff")]
    [InlineData("/models/%c0%ae%c0%ae/files")]
    public void A_path_that_servers_could_read_differently_is_refused(string raw)
    {
        Assert.Null(RequestPath.Read(raw, out var problem));
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/models/ft:gpt-4o:org::id", "models|ft:gpt-4o:org::id")]
    [InlineData("/models/ft%3Agpt", "models|ft:gpt")]
    [InlineData("/files/", "files")]
    [InlineData("/models/na%C3%AFve", "models|naïve")]
    [InlineData("/models/...", "models|...")]
    [InlineData("/models/a.b-c_d~e@1", "models|a.b-c_d~e@1")]
    public void Other_paths_are_decoded(string raw, string segments) => Assert.Equal(segments, string.Join('|', RequestPath.Read(raw, out _)!.Segments));

    [Theory]
    [InlineData("POST", "/chat/completions", PathKind.Generation)]
    [InlineData("POST", "/Chat/COMPLETIONS/", PathKind.Generation)]
    [InlineData("POST", "/responses", PathKind.Generation)]
    [InlineData("POST", "/responses/compact", PathKind.Generation)]
    [InlineData("POST", "/responses/input_tokens", PathKind.CountTokens)]
    [InlineData("POST", "/embeddings", PathKind.Embeddings)]
    [InlineData("GET", "/models", PathKind.Models)]
    [InlineData("GET", "/models/gpt-5", PathKind.Models)]
    [InlineData("HEAD", "/models", PathKind.Models)]
    [InlineData("GET", "/FILES", PathKind.Files, null, true)]
    [InlineData("POST", "/files", PathKind.Files, null, false, true)]
    [InlineData("GET", "/files/file-1/content", PathKind.Files, "file-1")]
    [InlineData("DELETE", "/files/file-1", PathKind.Files, "file-1")]
    [InlineData("POST", "/uploads/upload_1/complete", PathKind.Files, "upload_1", false, true)]
    [InlineData("GET", "/batches", PathKind.Batches, null, true)]
    [InlineData("POST", "/batches/batch_1/cancel", PathKind.Batches, "batch_1", false, true)]
    [InlineData("POST", "/fine_tuning/jobs", PathKind.FineTuning, null, false, true)]
    [InlineData("GET", "/fine_tuning/jobs/ftjob-1/events", PathKind.FineTuning, "ftjob-1")]
    [InlineData("DELETE", "/models/ft:gpt", PathKind.FineTuning, "ft:gpt")]
    [InlineData("GET", "/responses/resp_1", PathKind.StoredResponses, "resp_1")]
    [InlineData("DELETE", "/responses/resp_1", PathKind.StoredResponses, "resp_1")]
    [InlineData("GET", "/responses", PathKind.StoredResponses, null, true)]
    [InlineData("GET", "/chat/completions", PathKind.StoredResponses, null, true)]
    [InlineData("POST", "/chat/completions/chatcmpl-1", PathKind.StoredResponses, "chatcmpl-1", false, true)]
    [InlineData("GET", "/conversations/conv_1/items", PathKind.StoredResponses, "conv_1")]
    [InlineData("PUT", "/files/file-1", PathKind.Unknown)]
    [InlineData("POST", "/models", PathKind.Unknown)]
    [InlineData("POST", "/completions", PathKind.Unknown)]
    [InlineData("POST", "/messages", PathKind.Unknown)]
    [InlineData("POST", "/images/generations", PathKind.Unknown)]
    [InlineData("GET", "/organization/admin_api_keys", PathKind.Unknown)]
    [InlineData("GET", "/chat/completions2", PathKind.Unknown)]
    [InlineData("POST", "/", PathKind.Unknown)]
    public void Paths_of_OpenAI_have_their_kinds(string method, string raw, PathKind kind, string? id = null, bool list = false, bool? creates = null)
    {
        var path = PathPolicy.Of(ApiKind.OpenAI, method, RequestPath.Read(raw, out _)!);
        Assert.Equal((kind, id, list), (path.Kind, path.Id, path.IsList));
        Assert.Equal(creates ?? (kind == PathKind.Generation), path.Creates);
    }

    [Theory]
    [InlineData("POST", "/messages", PathKind.Generation)]
    [InlineData("POST", "/messages/count_tokens", PathKind.CountTokens)]
    [InlineData("POST", "/messages/batches", PathKind.Batches, null, false, true)]
    [InlineData("GET", "/messages/batches", PathKind.Batches, null, true)]
    [InlineData("GET", "/messages/batches/msgbatch_1/results", PathKind.Batches, "msgbatch_1")]
    [InlineData("GET", "/models", PathKind.Models)]
    [InlineData("GET", "/files/file_1", PathKind.Files, "file_1")]
    [InlineData("POST", "/chat/completions", PathKind.Unknown)]
    [InlineData("POST", "/complete", PathKind.Unknown)]
    [InlineData("GET", "/skills", PathKind.Unknown)]
    public void Paths_of_Anthropic_have_their_kinds(string method, string raw, PathKind kind, string? id = null, bool list = false, bool creates = false) =>
        Assert.Equal(new PathPolicy(kind, id, list, creates, raw.EndsWith("/results", StringComparison.Ordinal)), PathPolicy.Of(ApiKind.Anthropic, method, RequestPath.Read(raw, out _)!));

    [Fact]
    public void What_shows_everybodys_things_needs_a_permission_and_asking_models_none()
    {
        Assert.Equal(
            [null, null, null, null, KeyPermission.Files, KeyPermission.Batches, KeyPermission.FineTuning, KeyPermission.StoredResponses, KeyPermission.UnknownPaths],
            Enum.GetValues<PathKind>().Select(k => new PathPolicy(k).Permission));
        Assert.True(new PathPolicy(PathKind.Batches, Creates: true).Asks);
        Assert.False(new PathPolicy(PathKind.Batches, "b").Asks);
        Assert.False(new PathPolicy(PathKind.CountTokens).Asks);
    }
}
