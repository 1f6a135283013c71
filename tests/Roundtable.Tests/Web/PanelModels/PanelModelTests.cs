using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Roundtable.Models.Http;
using Roundtable.Models.Protocols;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Web.PanelModels;

/// <summary>A panel that is called as a model, in three protocols.</summary>
public sealed class PanelModelTests
{
    private const string Model = "roundtable/rehearsal";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Requests => new()
    {
        { "/v1/chat/completions", """{"model":"roundtable/rehearsal","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Which database for a multi-tenant service?"}]STREAM}""" },
        { "/v1/responses", """{"model":"roundtable/rehearsal","input":"Which database for a multi-tenant service?","instructions":"Be brief."STREAM}""" },
        { "/v1/messages", """{"model":"roundtable/rehearsal","max_tokens":1024,"messages":[{"role":"user","content":"Which database for a multi-tenant service?"}]STREAM}""" },
        { "/openai/v1/chat/completions", """{"model":"roundtable/rehearsal","messages":[{"role":"user","content":"Which database for a multi-tenant service?"}]STREAM}""" },
        { "/openai/v1/responses", """{"model":"roundtable/rehearsal","input":"Which database for a multi-tenant service?"STREAM}""" },
        { "/anthropic/v1/messages", """{"model":"roundtable/rehearsal","max_tokens":1024,"messages":[{"role":"user","content":"Which database for a multi-tenant service?"}]STREAM}""" },
    };

    /// <summary>Whole and as a stream, the answer is the same session's kind of answer, says who answered, and is on the record.</summary>
    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_panel_answers_as_a_model(string path, string request)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var protocol = path.EndsWith("/responses", StringComparison.Ordinal) ? Protocol.Responses : path.EndsWith("/messages", StringComparison.Ordinal) ? Protocol.Messages : Protocol.ChatCompletions;

        using var whole = await PostAsync(site, path, request.Replace("STREAM", "", StringComparison.Ordinal));
        var body = await whole.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.True(whole.IsSuccessStatusCode, Encoding.UTF8.GetString(body));
        var extension = JsonElement.Parse(body).GetProperty("roundtable");
        AssertAnswer(site, ProtocolReader.Read(protocol, body), extension, whole);

        using var stream = await PostAsync(site, path, request.Replace("STREAM", ""","stream":true""", StringComparison.Ordinal));
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        var text = await stream.Content.ReadAsStringAsync(Cancellation);
        var events = text.Split("\n\n").SelectMany(e => e.Split('\n')).Where(l => l.StartsWith("data: {", StringComparison.Ordinal)).Select(l => JsonElement.Parse(l[6..])).ToList();
        var last = events.Last(e => Extension(e) is not null);
        var reading = await ProtocolReader.ReadEventsAsync(protocol, new MemoryStream(Encoding.UTF8.GetBytes(text)), null, Cancellation);
        AssertAnswer(site, reading, Extension(last)!.Value, stream);
        Assert.Equal(protocol == Protocol.ChatCompletions, text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal));

        var id = stream.Headers.GetValues("x-roundtable-session").Single();
        var document = JsonElement.Parse(await site.Http.GetStringAsync($"/api/v1/sessions/{id}", Cancellation));
        Assert.Equal("fused", document.GetProperty("kind").GetString());
        Assert.Contains(id, await site.Http.GetStringAsync("/api/v1/sessions", Cancellation), StringComparison.Ordinal);
        Assert.StartsWith("Which database", document.GetProperty("question").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_has_panels_and_nothing_else_in_the_callers_shape()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var openai = JsonElement.Parse(await site.Http.GetStringAsync("/v1/models", Cancellation));
        Assert.Equal(("list", Model, "model"), (openai.GetProperty("object").GetString(), openai.GetProperty("data").EnumerateArray().Single().GetProperty("id").GetString(), openai.GetProperty("data")[0].GetProperty("object").GetString()));
        site.Http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
        var anthropic = JsonElement.Parse(await site.Http.GetStringAsync("/v1/models?limit=1", Cancellation));
        Assert.Equal((false, Model, Model), (anthropic.GetProperty("has_more").GetBoolean(), anthropic.GetProperty("first_id").GetString(), anthropic.GetProperty("last_id").GetString()));
        foreach (var path in (string[])["/v1/models/roundtable%2Frehearsal", "/v1/models/roundtable/rehearsal"])
        {
            Assert.Equal(Model, JsonElement.Parse(await site.Http.GetStringAsync(path, Cancellation)).GetProperty("id").GetString());
        }

        using var missing = await site.Http.GetAsync("/v1/models/gpt-x", Cancellation);
        Assert.Equal((HttpStatusCode.NotFound, "not_found_error"), (missing.StatusCode, (await ErrorAsync(missing)).GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"roundtable/nonesuch","messages":[{"role":"user","content":"A"}]}""", 404, "model", "roundtable/rehearsal")]
    [InlineData("/v1/chat/completions", """{"model":"gpt-x","messages":[{"role":"user","content":"A"}]}""", 404, "model", "roundtable/")]
    [InlineData("/v1/chat/completions", """{"model":"roundtable/rehearsal","n":2,"messages":[{"role":"user","content":"A"}]}""", 400, "n", "one answer")]
    [InlineData("/openai/v1/chat/completions", """{"model":"roundtable/rehearsal","tools":[{"type":"function"}],"messages":[{"role":"user","content":"A"}]}""", 400, "tools", "no tools")]
    [InlineData("/openai/v1/embeddings", """{"model":"roundtable/rehearsal","input":"A"}""", 404, "model", "does not answer")]
    [InlineData("/v1/responses", """{"model":"roundtable/rehearsal","previous_response_id":"resp_1","input":"A"}""", 400, "previous_response_id", "not stored")]
    [InlineData("/v1/files", "{}", 404, "model", "does not answer")]
    public async Task What_a_panel_cannot_honour_is_refused_in_OpenAIs_shape(string path, string request, int status, string parameter, string says)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        using var response = await PostAsync(site, path, request);
        var error = await ErrorAsync(response);
        Assert.Equal((status, parameter), ((int)response.StatusCode, error.GetProperty("param").GetString()));
        Assert.Contains(says, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("false", response.Headers.GetValues("x-should-retry").Single());
    }

    [Theory]
    [InlineData("/v1/messages/count_tokens", """{"model":"roundtable/rehearsal","messages":[{"role":"user","content":"A"}]}""", "counts no tokens")]
    [InlineData("/anthropic/v1/messages", """{"model":"roundtable/rehearsal","max_tokens":9,"top_k":1,"messages":[{"role":"user","content":"A"}]}""", "top_k")]
    public async Task And_in_Anthropics(string path, string request, string says)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        using var response = await PostAsync(site, path, request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(("error", "invalid_request_error"), (body.GetProperty("type").GetString(), body.GetProperty("error").GetProperty("type").GetString()));
        Assert.Contains(says, body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_footer_can_be_switched_off_and_support_on()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var request = """{"model":"roundtable/rehearsal","seed":null,"messages":[{"role":"user","content":"Which database?"}]}""";
        site.Http.DefaultRequestHeaders.Add("x-roundtable-footer", "off");
        site.Http.DefaultRequestHeaders.Add("x-roundtable-support", "on");
        using var response = await PostAsync(site, "/v1/chat/completions", request);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        var content = body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
        Assert.DoesNotContain("answered", content, StringComparison.Ordinal);
        Assert.All(
            body.GetProperty("roundtable").GetProperty("fused").GetProperty("sentences").EnumerateArray(),
            s => Assert.Contains($"_({s.GetProperty("support").GetProperty("words").GetString()})_", content, StringComparison.Ordinal));
        site.Http.DefaultRequestHeaders.Remove("x-roundtable-footer");
        site.Http.DefaultRequestHeaders.Add("x-roundtable-footer", "perhaps");
        using var unknown = await PostAsync(site, "/v1/chat/completions", request);
        Assert.Equal((HttpStatusCode.BadRequest, "x-roundtable-footer"), (unknown.StatusCode, (await ErrorAsync(unknown)).GetProperty("param").GetString()));
    }

    [Fact]
    public async Task A_schema_gives_a_document_without_a_footer()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        using var response = await PostAsync(
            site,
            "/v1/chat/completions",
            """{"model":"roundtable/rehearsal","messages":[{"role":"user","content":"How many?"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","properties":{"count":{"type":"integer"},"sure":{"type":"boolean"}},"required":["count","sure"]}}}}""");
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        var document = JsonElement.Parse(body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!);
        Assert.Equal(JsonValueKind.Number, document.GetProperty("count").ValueKind);
        Assert.Contains(body.GetProperty("roundtable").GetProperty("fields").GetProperty("fields").EnumerateArray(), f => f.GetProperty("path").GetString() == "/count");
    }

    [Fact]
    public async Task A_panel_that_its_own_server_reaches_again_is_refused()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        site.Http.DefaultRequestHeaders.Add(Hops.Header, $"0123456789abcdef,{Hops.Own}");
        using var response = await PostAsync(site, "/openai/v1/chat/completions", """{"model":"roundtable/rehearsal","messages":[{"role":"user","content":"A"}]}""");
        Assert.Equal((HttpStatusCode.BadRequest, "panel_loop"), (response.StatusCode, (await ErrorAsync(response)).GetProperty("code").GetString()));
        Assert.Empty(JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/sessions", Cancellation)).EnumerateArray());
    }

    [Fact]
    public async Task No_token_no_answer_where_tokens_exist()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var token = site.Token(Role.Asker).Parameter!;
        const string Request = """{"model":"roundtable/rehearsal","max_tokens":900,"messages":[{"role":"user","content":"A?"}]}""";
        using var none = await PostAsync(site, "/v1/messages", Request);
        Assert.Equal((HttpStatusCode.Unauthorized, "authentication_error"), (none.StatusCode, (await ErrorAsync(none)).GetProperty("type").GetString()));
        site.Http.DefaultRequestHeaders.Add("x-api-key", token);
        using var some = await PostAsync(site, "/v1/messages", Request);
        Assert.Equal(HttpStatusCode.OK, some.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_caller_who_goes_away_stops_the_session_and_the_record_stays(bool stream)
    {
        await using var site = await RunningSite.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["ROUNDTABLE_REHEARSAL_PACE_MS"] = "60000" }, cancellation: Cancellation);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = Model, stream, messages = new[] { new { role = "user", content = "Why?" } } }),
        };
        var asked = site.Http.SendAsync(request, stream ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead, gone.Token);
        var id = await BegunAsync(site);
        if (stream)
        {
            (await asked).Dispose();
        }

        await gone.CancelAsync();
        var events = await site.Http.GetStringAsync($"/api/v1/sessions/{id}/events", Cancellation); // ends when the session does
        Assert.Contains("event: stopped", events, StringComparison.Ordinal);
        Assert.Contains("It was stopped", events, StringComparison.Ordinal);
    }

    private static async Task<string> BegunAsync(RunningSite site)
    {
        while (true)
        {
            if (Directory.Exists(Path.Combine(site.Data, "running")) && Directory.EnumerateFiles(Path.Combine(site.Data, "running")).FirstOrDefault() is { } file)
            {
                using var events = await site.Http.GetAsync($"/api/v1/sessions/{Path.GetFileName(file)}/events", HttpCompletionOption.ResponseHeadersRead, Cancellation);
                if (events.IsSuccessStatusCode)
                {
                    return Path.GetFileName(file);
                }
            }

            await Task.Delay(10, Cancellation);
        }
    }

    private static void AssertAnswer(RunningSite site, ProtocolReading reading, JsonElement extension, HttpResponseMessage response)
    {
        var answer = Assert.IsType<ProtocolReading.Answered>(reading).Answer;
        Assert.Equal((Model, FinishReasons.Stop), (answer.Model, answer.First.FinishReason));
        Assert.Null(answer.Usage); // the rehearsal counts no tokens, and zeros are no count
        var id = response.Headers.GetValues("x-roundtable-session").Single();
        Assert.False(response.Headers.Contains("x-roundtable-call"));
        Assert.Equal(id, extension.GetProperty("session").GetString());
        Assert.Equal($"{site.Http.BaseAddress}sessions/{id}", extension.GetProperty("url").GetString());
        Assert.Equal(5, extension.GetProperty("answered").GetInt32());
        Assert.Equal(5, extension.GetProperty("seats").GetArrayLength());
        Assert.True(extension.GetProperty("simulated").GetBoolean());
        Assert.Equal("moderated", extension.GetProperty("fused").GetProperty("kind").GetString());
        Assert.NotEmpty(extension.GetProperty("comparison").GetProperty("points").EnumerateArray());
        var calls = extension.GetProperty("calls").EnumerateArray().ToLookup(c => c.GetProperty("kind").GetString(), c => c);
        Assert.Equal([1, 2, 3, 4, 5], calls["answer"].Select(c => c.GetProperty("seat").GetInt32()));
        Assert.NotEmpty(calls["moderator"]);
        using var log = FileStore.OpenReadOnly(site.Data);
        Assert.All(calls.SelectMany(c => c), c => Assert.Equal(
            new Digest(MerkleTree.LeafHash(log.Leaves(c.GetProperty("leaf").GetInt64()).First().Span)).ToString(), c.GetProperty("hash").GetString()));
        var lines = answer.First.Text.Split('\n');
        Assert.StartsWith("Simulated. 5 of 5 models answered; ", lines[^1], StringComparison.Ordinal);
        Assert.Equal(extension.GetProperty("summary").GetString(), lines[^1]);
        Assert.All(
            extension.GetProperty("fused").GetProperty("sentences").EnumerateArray(),
            s =>
            {
                Assert.Contains(s.GetProperty("text").GetString()!, answer.First.Text, StringComparison.Ordinal);
                Assert.NotEmpty(s.GetProperty("support").GetProperty("words").GetString()!);
            });
    }

    private static JsonElement? Extension(JsonElement data) =>
        data.TryGetProperty("roundtable", out var own) && own.TryGetProperty("fused", out _) ? own
        : data.TryGetProperty("response", out var response) && response.TryGetProperty("roundtable", out var inner) && inner.TryGetProperty("fused", out _) ? inner
        : null;

    private static async Task<JsonElement> ErrorAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation)).GetProperty("error");

    private static Task<HttpResponseMessage> PostAsync(RunningSite site, string path, string json) =>
        site.Http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Cancellation);
}
