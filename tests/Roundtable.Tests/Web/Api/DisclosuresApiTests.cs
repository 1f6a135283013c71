using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Disclosure.Forms;
using Roundtable.Tests.Workspace.Disclosing;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Cutoffs;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Disclosing.Forms;

namespace Roundtable.Tests.Web.Api;

/// <summary>Disclosures and audits over HTTP, on the site and as tools: the same everywhere.</summary>
public sealed class DisclosuresApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_a_commitment_and_their_audit_are_told_wherever_one_looks()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        Assert.Equal("[]", await site.Http.GetStringAsync("/api/v1/disclosures", Cancellation));
        Assert.Contains("Nothing was published yet", await site.Http.GetStringAsync("/disclosures", Cancellation), StringComparison.Ordinal);
        var workspace = Context(site);
        await SampleDisclosures.RegisterAsync(workspace);
        var report = await SampleDisclosures.ScanAsync(workspace);
        var service = new FormService(workspace);
        var first = await service.PublishAsync(await service.FillAsync(new FormRequest("acme/small", FormKind.Card, [report], null), Cancellation), Cancellation);
        var made = await new CommitService(workspace).CommitAsync(report, Path.Combine(site.Data, "commitment"), null, null, Cancellation);
        await SampleDisclosures.AuditAsync(workspace, made);
        var leaf = await service.PublishAsync(await service.FillAsync(new FormRequest("acme/small", FormKind.Card, [report], null), Cancellation), Cancellation);

        var listed = JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/disclosures", Cancellation)).EnumerateArray().ToList();
        Assert.Equal([leaf, made.Leaf, first], listed.Select(d => d.GetProperty("leaf").GetInt64()));
        var shown = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/disclosures/{leaf}", Cancellation));
        Assert.Equal((first, "Ann"), (shown.GetProperty("earlier")[0].GetInt64(), shown.GetProperty("audits")[0].GetProperty("by").GetString()));
        var finding = shown.GetProperty("audits")[0].GetProperty("findings")[0];
        Assert.Equal((10, 0, made.Corpus.Root.Hash.ToString()), (finding.GetProperty("drawn").GetInt32(), finding.GetProperty("wrong").GetInt32(), finding.GetProperty("root").GetString()));
        var changes = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/disclosures/{leaf}/changes?since={first}", Cancellation)).GetProperty("changes");
        Assert.Contains("Commitments and audits", Assert.Single(changes.EnumerateArray()).GetProperty("where").GetString(), StringComparison.Ordinal);

        foreach (var path in (string[])["/disclosures", "/disclosures?owner=acme", "/registry/organisation/acme", $"/disclosures/{leaf}", $"/disclosures/{made.Leaf}"])
        {
            Assert.Contains("0 of 10 draws were wrong", WebUtility.HtmlDecode(await site.Http.GetStringAsync(path, Cancellation)), StringComparison.Ordinal);
        }

        var page = WebUtility.HtmlDecode(await site.Http.GetStringAsync($"/disclosures/{leaf}?since={first}", Cancellation));
        foreach (var words in (string[])["human 33.33 % (10 rows)", "What changed since", "/registry/dataset/acme/tickets?version=1", made.Corpus.Root.Hash.ToString()])
        {
            Assert.Contains(words, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(site.Data, page, StringComparison.Ordinal); // where reports lie is no reader's business
        var tool = await McpAsync(site, "get_disclosure", new JsonObject { ["leaf"] = leaf });
        Assert.True(JsonElement.DeepEquals(shown, tool.GetProperty("structuredContent")));
        Assert.Equal(3, (await McpAsync(site, "list_disclosures", [])).GetProperty("structuredContent").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Attestations_of_files_are_told_wherever_one_looks()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var workspace = Context(site);
        await SampleDisclosures.RegisterAsync(workspace);
        var weights = Directory.CreateDirectory(Path.Combine(site.Data, "weights")).FullName;
        await File.WriteAllTextAsync(Path.Combine(weights, "a.safetensors"), "weights", Cancellation);
        var service = new AttestationService(workspace);
        var first = await service.AttestAsync([weights], "model:acme/small", null, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(weights, "b.safetensors"), "more", Cancellation);
        var made = await service.AttestAsync([weights], "model:acme/small", null, Cancellation);

        var listed = JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/disclosures", Cancellation)).EnumerateArray().ToList();
        Assert.Equal([made.Leaf, first.Leaf], listed.Select(d => d.GetProperty("leaf").GetInt64()));
        Assert.Equal(("attestation", "model:acme/small@2", "acme", 2), (
            listed[0].GetProperty("kind").GetString(),
            listed[0].GetProperty("subject").GetString(),
            listed[0].GetProperty("owner").GetString(),
            listed[0].GetProperty("fileCount").GetInt32()));
        var shown = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/disclosures/{made.Leaf}", Cancellation));
        Assert.Equal("b.safetensors", shown.GetProperty("document").GetProperty("subject")[1].GetProperty("name").GetString());
        var changes = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/disclosures/{made.Leaf}/changes?since={first.Leaf}", Cancellation));
        Assert.Equal("b.safetensors", Assert.Single(changes.GetProperty("changes").EnumerateArray()).GetProperty("where").GetString());
        foreach (var path in (string[])["/disclosures", "/disclosures?owner=acme", "/registry/organisation/acme", $"/disclosures/{made.Leaf}?since={first.Leaf}"])
        {
            Assert.Contains("model:acme/small@2", WebUtility.HtmlDecode(await site.Http.GetStringAsync(path, Cancellation)), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("acme/small", await site.Http.GetStringAsync("/disclosures?owner=somebody", Cancellation), StringComparison.Ordinal);
        var page = await site.Http.GetStringAsync($"/disclosures/{made.Leaf}", Cancellation);
        Assert.Contains(made.Statement.Files[1].Content.ToString(), page, StringComparison.Ordinal);
        var tool = await McpAsync(site, "get_disclosure", new JsonObject { ["leaf"] = made.Leaf });
        Assert.True(JsonElement.DeepEquals(shown, tool.GetProperty("structuredContent")));
        Assert.Contains("2 files of model:acme/small@2 are attested", (await McpAsync(site, "list_disclosures", [])).GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audits_of_cut_offs_are_listed_for_admins_alone()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var workspace = Context(site);
        await SampleDisclosures.RegisterAsync(workspace);
        var made = await new CutoffAudit(workspace).RunAsync(new CutoffRequest("acme"), Cancellation);
        site.Http.DefaultRequestHeaders.Authorization = site.Token(Role.Admin);
        var listed = Assert.Single(JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/audits", Cancellation)).EnumerateArray());
        Assert.Equal((made.Leaf, "acme", 0), (listed.GetProperty("leaf").GetInt64(), listed.GetProperty("organisation").GetString(), listed.GetProperty("total").GetInt32()));
        var shown = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/audits/{made.Leaf}", Cancellation));
        Assert.Equal(CutoffJson.Format, shown.GetProperty("format").GetString());
        Assert.Contains($"/audits/{made.Leaf}", await site.Http.GetStringAsync("/audits", Cancellation), StringComparison.Ordinal);
        Assert.Contains("Looked at", await site.Http.GetStringAsync($"/audits/{made.Leaf}", Cancellation), StringComparison.Ordinal);
        Assert.Equal(1, (await McpAsync(site, "list_audits", [])).GetProperty("structuredContent").GetProperty("total").GetInt32());
        Assert.Equal(made.Leaf, (await McpAsync(site, "get_audit", new JsonObject { ["leaf"] = made.Leaf })).GetProperty("structuredContent").GetProperty("leaf").GetInt64());

        site.Http.DefaultRequestHeaders.Authorization = site.Token(Role.Reader);
        foreach (var path in (string[])["/api/v1/audits", $"/api/v1/audits/{made.Leaf}", "/audits"])
        {
            using var refused = await site.Http.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        Assert.True((await McpAsync(site, "list_audits", [])).GetProperty("isError").GetBoolean());
        foreach (var path in (string[])["/api/v1/disclosures/0", "/api/v1/disclosures/9999", "/disclosures/0"])
        {
            using var none = await site.Http.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }

    private static WorkspaceContext Context(RunningSite site) =>
        new(site.Data, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal));

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
