using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Roundtable.EndToEnd;

/// <summary>The official SDKs of OpenAI and Anthropic, from npm: through the gateway to a provider on this computer, and with panels for models.</summary>
public sealed class SdkTests(SdkTests.Packages packages) : IClassFixture<SdkTests.Packages>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_SDKs_work_through_the_gateway()
    {
        await using var provider = await ProviderServer.StartAsync(SdkProvider.AnswerAsync);
        await using var site = await SiteProcess.StartAsync(
            yaml: $"gateway:\n  upstreams:\n    openai:\n      address: {provider.Address}\n    anthropic:\n      address: {provider.Address}\n",
            variables: new Dictionary<string, string>(StringComparer.Ordinal) { ["OPENAI_API_KEY"] = "sk-of-the-gateway", ["ANTHROPIC_API_KEY"] = "sk-ant-of-the-gateway" });
        var report = await packages.RunAsync("gateway.mjs", site.Address);

        AssertJson("""["Hello.",46,true]""", report, "chat");
        AssertJson("""["Grüße, 世界 🌍",1290,5]""", report, "chatStream");
        AssertJson("""[["call_a","weather","{\"city\":\"Zürich\"}"],["call_b","clock","{}"]]""", report, "chatTools");
        AssertJson("\"A picture.\"", report, "chatImage");
        AssertJson("""["RateLimitError",429,"rate_limit_exceeded","429 Slow down."]""", report, "chatError");
        AssertJson("""["APIError",null,502,"Provider returned error"]""", report, "chatErrorInStream");
        AssertJson("\"aborted\"", report, "chatAborted");
        AssertJson("""["570",46]""", report, "responses");
        AssertJson("""["570","completed"]""", report, "responsesStream");
        AssertJson("[[0.5,-0.25],8]", report, "embeddings");
        AssertJson("""["served-1","served-2"]""", report, "models");
        AssertJson("""["file-1",19,"{\"a\":1}\n",true,["file-1"]]""", report, "files");
        AssertJson("""["validating","completed","cancelling",["batch_1"]]""", report, "batches");
        AssertJson("""["Hello.",34,true]""", report, "messages");
        AssertJson("""["A file first.","EqoBCkgIARABGAIiQM==","read",{"path":"/a"},"tool_use",89]""", report, "messagesThinking");
        AssertJson("\"A picture.\"", report, "messagesImage");
        AssertJson("2095", report, "countTokens");
        Assert.Equal(529, report.GetProperty("messagesError")[1].GetInt32());
        AssertJson("""["in_progress","ended",[["one","succeeded"]]]""", report, "messageBatches");
        AssertJson("\"file_1\"", report, "betaFiles");
        AssertJson("""["served-1","served-2"]""", report, "anthropicModels");

        // The gateway's keys went up instead of the callers', SDKs' own headers and beta headers as they were, and none of ours.
        // A batch's results are at an address that the provider names in its own bytes, so that the SDK fetches them there and not through the gateway.
        var direct = Assert.Single(provider.Heads, h => h.Path.EndsWith("/results", StringComparison.Ordinal));
        Assert.Equal("Bearer sk-ant-of-the-caller", direct.Authorization);
        Assert.All(provider.Heads.Where(h => h != direct), h => Assert.True(h.Authorization is "Bearer sk-of-the-gateway" or "sk-ant-of-the-gateway", $"{h.Path} {h.Authorization}"));
        Assert.All(provider.Headers, h => Assert.DoesNotContain(h.Keys, k => k.StartsWith("x-roundtable", StringComparison.OrdinalIgnoreCase) && k != "x-roundtable-hop"));
        Assert.Contains(provider.Headers, h => h.GetValueOrDefault("anthropic-beta")?.Contains("files-api-2025-04-14", StringComparison.Ordinal) == true);
        Assert.Contains(provider.Headers, h => h.ContainsKey("x-stainless-lang"));
        Assert.Contains(provider.Bodies, b => b.AsSpan().IndexOf("{\"a\":1}\n{\"b\":\"ü\"}\n"u8) >= 0);
        Assert.Contains(provider.Requests, r => r.ValueKind == JsonValueKind.Object && r.ToString().Contains("data:image/png;base64,iVBORw0KGgo=", StringComparison.Ordinal));

        // Each call is on record, that of the caller who went away too.
        var calls = JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/calls?limit=200", Cancellation));
        Assert.Equal(provider.Heads.Count - 1, calls.GetArrayLength());
    }

    [Fact]
    public async Task The_SDKs_call_panels_as_models()
    {
        await using var provider = await ProviderServer.StartAsync(SdkProvider.AnswerAsync);
        await using var site = await SiteProcess.StartAsync(yaml: $"gateway:\n  upstreams:\n    openai:\n      address: {provider.Address}\n");
        var report = await packages.RunAsync("panels.mjs", site.Address);
        AssertJson("""["roundtable/rehearsal"]""", report, "models");
        AssertJson("\"roundtable/rehearsal\"", report, "model");
        AssertJson("""["roundtable/rehearsal"]""", report, "anthropicModels");
        AssertJson("\"Panel rehearsal\"", report, "anthropicModel");
        foreach (var step in (string[])["chat", "chatStream", "responses", "responsesStream", "messages", "messagesStream", "throughTheGateway"])
        {
            Assert.True(report.GetProperty(step).ValueKind == JsonValueKind.Array, report.GetProperty(step).ToString());
            Assert.Contains("\n\n---\nSimulated. 5 of 5 models answered; ", report.GetProperty(step)[0].GetString(), StringComparison.Ordinal);
            Assert.Contains($"{site.Address}/sessions/", report.GetProperty(step)[0].GetString(), StringComparison.Ordinal);
        }

        Assert.All((string[])["chat", "responses", "responsesStream", "messages", "messagesStream"], s => Assert.Equal(5, report.GetProperty(s)[2].GetInt32()));
        Assert.InRange(report.GetProperty("chatStream")[2].GetInt32(), 2, 100); // sentence by sentence, and the footer
        AssertJson("""["served-1","served-2"]""", report, "upstreamsList");
        AssertRefused(400, "n", report, "severalChoices");
        AssertRefused(400, "tools", report, "tools");
        AssertRefused(400, null, report, "image");
        AssertRefused(400, null, report, "countTokens");
        AssertRefused(404, "model", report, "otherModel");
        Assert.Contains("messages[0].content[0].type", report.GetProperty("image")[3].GetString(), StringComparison.Ordinal);
        Assert.Equal(7, JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/sessions", Cancellation)).GetArrayLength());
        Assert.Single(provider.Heads); // the list of models
    }

    private static void AssertJson(string expected, JsonElement report, string step) => Assert.True(
        JsonElement.DeepEquals(JsonElement.Parse(expected), report.GetProperty(step)), $"{step}: {report.GetProperty(step)}, expected {expected}");

    private static void AssertRefused(int status, string? parameter, JsonElement report, string step)
    {
        Assert.True(report.GetProperty(step).ValueKind == JsonValueKind.Array, report.GetProperty(step).ToString());
        Assert.Equal((status, parameter), (report.GetProperty(step)[1].GetInt32(), report.GetProperty(step)[2].GetString()));
    }

    /// <summary>The packages, installed once.</summary>
    public sealed class Packages : IAsyncLifetime
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-sdks-");

        public async ValueTask InitializeAsync()
        {
            foreach (var file in (string[])["package.json", "gateway.mjs", "panels.mjs"])
            {
                File.Copy(Path.Combine(Repository.Root, "tests", "Roundtable.EndToEnd", "Gateway", file), Path.Combine(_directory.FullName, file));
            }

            await StartAsync("npm", "install", "--no-audit", "--no-fund", "--loglevel=error");
        }

        public ValueTask DisposeAsync()
        {
            _directory.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }

        /// <summary>Runs a script against a site; what it reports.</summary>
        public async Task<JsonElement> RunAsync(string script, string address) => JsonElement.Parse(await StartAsync("node", script, address));

        private async Task<string> StartAsync(string program, params string[] arguments)
        {
            var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _directory.FullName, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(Cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
            await process.WaitForExitAsync(Cancellation);
            Assert.True(process.ExitCode == 0, output + await error);
            return output;
        }
    }

    /// <summary>What the provider answers to each call of the scripts.</summary>
    private static class SdkProvider
    {
        private const string File = """{"id":"file-1","object":"file","bytes":19,"created_at":1764000000,"filename":"rows.jsonl","purpose":"batch","status":"processed"}""";

        public static Task AnswerAsync(HttpContext context)
        {
            var (method, path) = (context.Request.Method, context.Request.Path.Value!);
            var request = ProviderServer.Request(context);
            var model = request.ValueKind == JsonValueKind.Object && request.TryGetProperty("model", out var named) ? named.GetString() : null;
            Func<HttpContext, Task> answer = (method, path, model) switch
            {
                ("POST", "/v1/chat/completions", "plain") => ProviderAnswers.Says("Hello."),
                ("POST", "/v1/chat/completions", "stream") => Shape("OpenAI, a stream with its usage at the end"),
                ("POST", "/v1/chat/completions", "tools") => Shape("OpenAI, two tools whose arguments come turn by turn"),
                ("POST", "/v1/chat/completions", "breaks") => Shape("OpenRouter, the provider breaks off with an error in the stream"),
                ("POST", "/v1/chat/completions", "image") => ProviderAnswers.Says("A picture."),
                ("POST", "/v1/chat/completions", "limited") => ProviderAnswers.Fails(429, "Slow down.", "rate_limit_exceeded"),
                ("POST", "/v1/chat/completions", "stalls") => StallsAfterAWordAsync,
                ("POST", "/v1/responses", "response") => ProviderAnswers.SaysAsResponse(new WireAnswer("570")),
                ("POST", "/v1/responses", _) => Shape("OpenAI, reasoning and text"),
                ("POST", "/v1/embeddings", _) => ProviderAnswers.Json($$$"""{"object":"list","model":"served-1","data":[{"object":"embedding","index":0,"embedding":"{{{Convert.ToBase64String([0, 0, 0, 0x3f, 0, 0, 0x80, 0xbe])}}}"}],"usage":{"prompt_tokens":8,"total_tokens":8}}"""),
                ("GET", "/v1/models", _) => ProviderAnswers.Json("""{"object":"list","data":[{"id":"served-1"},{"id":"served-2"}],"has_more":false,"first_id":"served-1","last_id":"served-2"}"""),
                ("POST", "/v1/files", _) when context.Request.Headers.ContainsKey("anthropic-version") => ProviderAnswers.Json("""{"id":"file_1","type":"file","filename":"words.txt","mime_type":"text/plain","size_bytes":5,"created_at":"2026-01-01T00:00:00Z"}"""),
                ("POST", "/v1/files", _) or ("GET", "/v1/files/file-1", _) => ProviderAnswers.Json(File),
                ("GET", "/v1/files", _) => ProviderAnswers.Json($$"""{"object":"list","data":[{{File}}],"has_more":false}"""),
                ("GET", "/v1/files/file-1/content", _) => ProviderAnswers.Json("{\"a\":1}\n"),
                ("DELETE", "/v1/files/file-1", _) => ProviderAnswers.Json("""{"id":"file-1","object":"file","deleted":true}"""),
                ("POST", "/v1/batches", _) => Batch("validating"),
                ("GET", "/v1/batches/batch_1", _) => Batch("completed"),
                ("POST", "/v1/batches/batch_1/cancel", _) => Batch("cancelling"),
                ("GET", "/v1/batches", _) => ProviderAnswers.Json("""{"object":"list","data":[{"id":"batch_1","object":"batch"}],"has_more":false}"""),
                ("POST", "/v1/messages", "message") => ProviderAnswers.SaysAsAnthropic("Hello."),
                ("POST", "/v1/messages", "thinks") => Shape("Anthropic, thinking with its signature, then a tool"),
                ("POST", "/v1/messages", "message-image") => ProviderAnswers.SaysAsAnthropic("A picture."),
                ("POST", "/v1/messages", "overloaded") => ProviderAnswers.FailsWith(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""),
                ("POST", "/v1/messages/count_tokens", _) => ProviderAnswers.Json("""{"input_tokens":2095}"""),
                ("POST", "/v1/messages/batches", _) => MessageBatch("in_progress", "null"),
                ("GET", "/v1/messages/batches/msgbatch_1", _) => MessageBatch("ended", $"\"http://{context.Request.Host}/v1/messages/batches/msgbatch_1/results\""),
                ("GET", "/v1/messages/batches/msgbatch_1/results", _) => ProviderAnswers.Bytes(
                    200,
                    "application/x-jsonl",
                    null,
                    [Encoding.UTF8.GetBytes($$$"""{"custom_id":"one","result":{"type":"succeeded","message":{{{new WireAnswer("Hi").Message().ToJsonString()}}}}}""" + "\n")]),
                _ => ProviderAnswers.Fails(404, $"No {method} {path} for {model}."),
            };
            return answer(context);
        }

        private static Func<HttpContext, Task> Shape(string name)
        {
            var shape = WireShapes.All[name];
            return ProviderAnswers.Bytes(shape.Status, shape.ContentType, shape.Encoding, [shape.Bytes]);
        }

        private static Func<HttpContext, Task> Batch(string status) => ProviderAnswers.Json(
            $$"""{"id":"batch_1","object":"batch","endpoint":"/v1/chat/completions","input_file_id":"file-1","completion_window":"24h","status":"{{status}}","created_at":1764000000}""");

        private static Func<HttpContext, Task> MessageBatch(string status, string results) => ProviderAnswers.Json(
            $$"""{"id":"msgbatch_1","type":"message_batch","processing_status":"{{status}}","results_url":{{results}},"request_counts":{"processing":0,"succeeded":1,"errored":0,"canceled":0,"expired":0},"created_at":"2026-01-01T00:00:00Z","expires_at":"2026-01-02T00:00:00Z"}""");

        private static async Task StallsAfterAWordAsync(HttpContext context)
        {
            await ProviderStreams.Events("""{"id":"c","model":"served-1","choices":[{"index":0,"delta":{"content":"One"},"finish_reason":null}]}""")(context);
            await ProviderAnswers.Stalls(context);
        }
    }
}
