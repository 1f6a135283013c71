using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Roundtable.Tests.Models;

/// <summary>
/// What providers were seen to do, each behaviour under the name of a model: the shapes of public reports. A behaviour that answers votes "Yes", under
/// whatever key the prompt gives that option.
/// </summary>
internal static partial class ProviderTable
{
    private const string Reasons = "Because consent matters and the practice is consistent with it; the harms outweigh the gains.";

    /// <summary>Starts a server that knows every behaviour.</summary>
    public static async Task<ProviderServer> StartAsync()
    {
        var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(404, "The model does not exist.", "model_not_found"));
        foreach (var (model, behaviour) in Rejections().Concat(Filters()).Concat(Limits()).Concat(Places()).Concat(Texts()))
        {
            server.For(model, behaviour);
        }

        return server;
    }

    /// <summary>The names of the behaviours of <see cref="Rejections"/>.</summary>
    public static IEnumerable<string> Rejecting => Rejections().Select(r => r.Model);

    /// <summary>The names of the behaviours of <see cref="Filters"/>.</summary>
    public static IEnumerable<string> Filtering => Filters().Select(r => r.Model);

    /// <summary>The names of the behaviours of <see cref="Limits"/> that answer in the end.</summary>
    public static IEnumerable<string> Limiting => Limits().Select(r => r.Model);

    /// <summary>The names of the behaviours of <see cref="Places"/>.</summary>
    public static IEnumerable<string> Misplacing => Places().Select(r => r.Model);

    /// <summary>The names of the behaviours of <see cref="Texts"/>.</summary>
    public static IEnumerable<string> Writing => Texts().Select(r => r.Model);

    /// <summary>Requests that are rejected as they are and answered in another form.</summary>
    private static IEnumerable<(string Model, Func<HttpContext, Task> Behaviour)> Rejections()
    {
        static Func<HttpContext, Task> Without(string member, int status, string body) => ProviderAnswers.Where(member, ProviderAnswers.FailsWith(status, body), Votes);
        static string Error(string message) => JsonSerializer.Serialize(new { error = new { message, type = "invalid_request_error" } });
        static bool HasSystem(JsonElement r) => r.TryGetProperty("messages", out var m) && m.EnumerateArray().Any(x => x.GetProperty("role").GetString() == "system");
        return
        [
            ("noschema", Without("response_format", 400, Error("This model does not support response_format type json_schema"))),
            ("noschema2", Without("response_format", 400, Error("'response_format.type' must be 'json_object' or 'text'"))),
            ("noschema3", Without("response_format", 400, """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"Invalid schema: enum not allowed\"}}"}}}""")),
            ("noschema-raw-object", Without("response_format", 400, """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":{"error":{"message":"Invalid schema"}},"provider_name":"X"}}}""")),
            ("ornoend", Without("response_format", 404, Error("No endpoints found that can handle the requested parameters."))),
            ("groqjson", Without("response_format", 400, """{"error":{"message":"Failed to generate JSON. Please adjust your prompt.","type":"invalid_request_error","code":"json_validate_failed","failed_generation":"{"}}""")),
            ("strictschema", Without("response_format", 400, """[{"error":{"message":"Invalid JSON payload received. Unknown name \"additionalProperties\" at 'generation_config.response_schema': Cannot find field.","code":400,"status":"INVALID_ARGUMENT"}}]""")),
            ("schema500", Without("response_format", 500, Error("Internal error: guided decoding failed"))),
            ("nosystem", ProviderAnswers.Where(HasSystem, ProviderAnswers.Fails(400, "Developer instruction is not enabled for models/gemma-3-27b-it"), Votes)),
            ("norole", ProviderAnswers.Where(HasSystem, ProviderAnswers.Fails(400, "Unsupported value: 'messages[0].role' does not support 'system' with this model."), Votes)),
            ("alternate", ProviderAnswers.Where(HasSystem, ProviderAnswers.Fails(400, "Conversation roles must alternate user/assistant/user/assistant/..."), Votes)),
            ("oseries", ProviderAnswers.Where("temperature", ProviderAnswers.Fails(400, "Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.", "unsupported_value"), Renamed("max_tokens", "max_completion_tokens"))),
            ("mistral422", ProviderAnswers.Where("top_p", ProviderAnswers.FailsWith(422, """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","top_p"],"msg":"Extra inputs are not permitted","input":0.9}]},"type":"invalid_request_error","param":null,"code":null}"""), Votes)),
            ("mistral-string", ProviderAnswers.Where("top_p", ProviderAnswers.FailsWith(422, """{"object":"error","message":"{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"top_p\"],\"msg\":\"Extra inputs are not permitted\"}]}","type":"internal_error_proxy","param":null,"code":"1000"}"""), Votes)),
            ("bothsampling", ProviderAnswers.Where("top_p", ProviderAnswers.Fails(400, "`temperature` and `top_p` cannot both be specified for this model. Please use only one."), Votes)),
            ("noeffort", ProviderAnswers.Where("reasoning_effort", ProviderAnswers.Fails(400, "Unsupported parameter: 'reasoning_effort' is not supported with this model.", "unsupported_parameter"), Votes)),
            ("nostreamopts", ProviderAnswers.Where("stream_options", ProviderAnswers.Fails(400, "Unknown parameter: stream_options"), Votes)),
            ("orgverify", ProviderAnswers.Where("stream", ProviderAnswers.Fails(400, "Your organization must be verified to stream this model.", "unsupported_value"), Votes)),
            ("respapi", ProviderAnswers.Where("messages", ProviderAnswers.Fails(404, "This model is only supported in v1/responses and not in v1/chat/completions."), VotesAsResponse)),
            ("legacyprotocol", ProviderAnswers.Where("messages", ProviderAnswers.Fails(400, "Unsupported legacy protocol: /v1/chat/completions is not supported. Please use /v1/responses."), VotesAsResponse)),
        ];
    }

    /// <summary>Requests and answers that a filter of the provider stops.</summary>
    private static IEnumerable<(string Model, Func<HttpContext, Task> Behaviour)> Filters() =>
    [
        ("nochoices", ProviderAnswers.Json("""{"id":"x","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":0,"total_tokens":5}}""")),
        ("nullmsg", ProviderAnswers.Json("""{"id":"x","choices":[{"index":0,"finish_reason":"content_filter","message":null}],"usage":{"prompt_tokens":5,"completion_tokens":0,"total_tokens":5}}""")),
        ("cfilter", ProviderAnswers.Says("", finish: "content_filter")),
        ("sensitive", ProviderAnswers.Says("", finish: "sensitive")),
        ("azfilter", ProviderAnswers.FailsWith(400, """{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400}}""")),
        ("ormod", ProviderAnswers.FailsWith(403, """{"error":{"code":403,"message":"google/gemini requires moderation on Google.","metadata":{"reasons":["violence"],"flagged_input":"..."}}}""")),
        ("xaisafety", ProviderAnswers.FailsWith(403, """{"code":"The caller does not have permission to execute the specified operation","error":"Content violates usage guidelines. Team: t, API key ID: k, Model: grok-4-0709, Failed check: SAFETY_CHECK_TYPE_BIO"}""")),
        ("deepseekrisk", ProviderAnswers.FailsWith(400, """{"error":{"message":"Content Exists Risk","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""")),
        ("deepseekdetail", ProviderAnswers.FailsWith(400, """{"detail":"Content Exists Risk"}""")),
        ("qweninspection", ProviderAnswers.FailsWith(400, """{"error":{"code":"data_inspection_failed","message":"Input data may contain inappropriate content.","type":"data_inspection_failed"}}""")),
        ("orfilterstream", ProviderAnswers.Json("""{"error":{"code":403,"message":"Provider returned error","metadata":{"raw":"{\"error\":{\"message\":\"Output blocked by content filtering policy\"}}"}}}""")),
        ("refusefield", ProviderAnswers.Json("""{"choices":[{"message":{"content":null,"refusal":"I can't help with that."},"finish_reason":"stop"}]}""")),
    ];

    /// <summary>Limits of tokens that servers find too large, in their words; a smaller one is answered.</summary>
    private static IEnumerable<(string Model, Func<HttpContext, Task> Behaviour)> Limits()
    {
        static Func<HttpContext, Task> AtMost(int limit, int status, string message, string? code = null) =>
            ProviderAnswers.Where(r => Limit(r) is null || Limit(r) > limit, ProviderAnswers.Fails(status, message, code), Votes);
        return
        [
            ("cap-openai", AtMost(4_096, 400, "max_tokens is too large: 16000. This model supports at most 4096 completion tokens, whereas you provided 16000.")),
            ("cap-moonshot", AtMost(8_000, 400, "`max_tokens` must be less than or equal to `8000`, the maximum value for `max_tokens` is less than the `context_window` for this model")),
            ("cap-deepseek", AtMost(8_192, 400, "Invalid max_tokens value, the valid range of max_tokens is [1, 8192]")),
            ("cap-claude", AtMost(8_192, 400, "max_tokens: 16000 > 8192, which is the maximum allowed number of output tokens for claude-3-5-sonnet-20241022")),
            ("context-openai", AtMost(7_092, 400, "This model's maximum context length is 8192 tokens. However, you requested 17100 tokens (1100 in the messages, 16000 in the completion). Please reduce the length of the messages or completion.", "context_length_exceeded")),
            ("context-vllm", AtMost(7_092, 400, "This model's maximum context length is 8192 tokens. However, you requested 16000 output tokens and your prompt contains at least 1100 input tokens, for a total of at least 17100 tokens.")),
            ("context-vllm-old", AtMost(7_092, 400, "'max_tokens' or 'max_completion_tokens' is too large: 16000. This model's maximum context length is 8192 tokens and your request has 1100 input tokens (16000 > 8192 - 1100).")),
            ("context-claude", AtMost(7_092, 400, "input length and `max_tokens` exceed context limit: 1100 + 16000 > 8192, decrease input length or `max_tokens` and try again")),
            ("context-tgi", AtMost(3_999, 422, "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: 98 `inputs` tokens and 16000 `max_new_tokens`")),
            ("minute-groq", AtMost(5_500, 413, "Request too large for model `llama-3.3-70b-versatile` in organization `org` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 16500, please reduce your message size and try again.", "rate_limit_exceeded")),
            ("minute-openai", AtMost(29_000, 429, "Request too large for gpt-4o on tokens per min (TPM): Limit 10000, Requested 16600. The input or output tokens must be reduced in order to run successfully.", "rate_limit_exceeded")),
            ("credit402", AtMost(5_012, 402, "This request requires more credits, or fewer max_tokens. You requested up to 16000 tokens, but can only afford 5012. To increase, visit https://openrouter.ai/settings/credits")),
        ];
    }

    /// <summary>Answers that stand where answers do not stand.</summary>
    private static IEnumerable<(string Model, Func<HttpContext, Task> Behaviour)> Places() =>
    [
        ("reasononly", c => Message(c, new JsonObject { ["content"] = "", ["reasoning_content"] = Ballot(c) })),
        ("toolcalls", c => Message(c, new JsonObject { ["content"] = null, ["tool_calls"] = new JsonArray(Tool(Ballot(c))) }, "tool_calls")),
        ("parts", c => Message(c, new JsonObject { ["content"] = new JsonArray(Part(Ballot(c)[..40]), Part(Ballot(c)[40..])) })),
        ("magistral", c => Message(c, new JsonObject
        {
            ["content"] = new JsonArray(new JsonObject { ["type"] = "thinking", ["thinking"] = new JsonArray(Part("I think {hmm")) }, Part(Ballot(c))),
        })),
        ("reasoningcontent", c => Message(c, new JsonObject { ["content"] = Ballot(c), ["reasoning_content"] = "Let me weigh this." })),
        ("unasked-stream", c => ProviderStreams.Says(Ballot(c)[..20], Ballot(c)[20..])(c)),
    ];

    /// <summary>Answers whose text slips.</summary>
    private static IEnumerable<(string Model, Func<HttpContext, Task> Behaviour)> Texts()
    {
        static Func<HttpContext, Task> Writes(Func<HttpContext, string> text) => c => ProviderAnswers.Says(text(c))(c);
        static string With(HttpContext c, JsonNode choice)
        {
            var ballot = JsonNode.Parse(Ballot(c))!.AsObject();
            ballot["choice"] = choice;
            return ballot.ToJsonString();
        }

        return
        [
            ("rawnl", Writes(c => $$"""{"reasoning": "First paragraph.{{"\n\n"}}Second one with a{{"\t"}}tab.", "choice": "{{Key(c)}}", "confidence": 0.7}""")),
            ("latex", Writes(c => $$"""{"reasoning": "By \(x\) and \frac we see.", "choice": "{{Key(c)}}", "confidence": 0.7}""")),
            ("innerq", Writes(c => $$"""{"reasoning": "It is "fair use" at best.", "choice": "{{Key(c)}}", "confidence": 0.7}""")),
            ("smart", Writes(c => Ballot(c).Replace('"', '”'))),
            ("single", Writes(c => $$"""{'reasoning': 'Because.', 'choice': '{{Key(c)}}', 'confidence': 0.7}""")),
            ("doublebrace", Writes(c => "{" + Ballot(c) + "}")),
            ("fence", Writes(c => $"Sure! Here is my answer:\n\n```json\n{Ballot(c)}\n```\n\nLet me know if you need more.")),
            ("trailing", Writes(c => Ballot(c)[..^1] + ",}")),
            ("optwords", Writes(c => With(c, $"Option {Key(c)}: Yes"))),
            ("numwords", Writes(c => With(c, $"{Key(c)}. Yes"))),
            ("parenwords", Writes(c => With(c, $"{Key(c)} (Yes)"))),
            ("dotwords", Writes(c => With(c, "Yes."))),
            ("quotedwords", Writes(c => With(c, "\"Yes\""))),
            ("mdwords", Writes(c => With(c, "**Yes**"))),
            ("listchoice", Writes(c => With(c, new JsonArray(Key(c))))),
            ("nested", Writes(c => $$"""{"ballot":{{Ballot(c)}}}""")),
            ("caps", Writes(c => Ballot(c).Replace("\"reasoning\":", "\"REASONING\":", StringComparison.Ordinal).Replace("\"choice\":", "\"CHOICE\":", StringComparison.Ordinal))),
        ];
    }

    /// <summary>The limit of tokens of a request, whatever it is called.</summary>
    public static int? Limit(JsonElement request) =>
        request.TryGetProperty("max_tokens", out var old) || request.TryGetProperty("max_completion_tokens", out old) || request.TryGetProperty("max_output_tokens", out old)
            ? old.GetInt32() : null;

    /// <summary>A vote for Yes.</summary>
    public static Task Votes(HttpContext context) => ProviderAnswers.Says(Ballot(context))(context);

    private static Task VotesAsResponse(HttpContext context) => ProviderAnswers.SaysAsResponse(new WireAnswer(Ballot(context)) { Model = "m" })(context);

    private static Func<HttpContext, Task> Renamed(string from, string to) => ProviderAnswers.Where(
        from, ProviderAnswers.Fails(400, $"Unsupported parameter: '{from}' is not supported with this model. Use '{to}' instead.", "unsupported_parameter"), Votes);

    private static string Ballot(HttpContext context) =>
        new JsonObject { ["reasoning"] = Reasons, ["choice"] = Key(context), ["objection"] = null, ["confidence"] = 0.8 }.ToJsonString();

    /// <summary>The key under which the prompt shows the option Yes.</summary>
    private static string Key(HttpContext context)
    {
        var request = ProviderServer.Request(context);
        var messages = request.TryGetProperty("messages", out var chat) ? chat : request.GetProperty("input");
        var prompt = string.Join('\n', messages.EnumerateArray().Select(m => m.GetProperty("content").GetString()));
        return Shown().Match(prompt) is { Success: true } match ? match.Groups["key"].Value : "Yes";
    }

    private static Task Message(HttpContext context, JsonObject message, string finish = "stop")
    {
        message["role"] = "assistant";
        return ProviderAnswers.Json(new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["model"] = "m",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = finish }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 500, ["completion_tokens"] = 100, ["total_tokens"] = 600 },
        }.ToJsonString())(context);
    }

    private static JsonObject Part(string text) => new() { ["type"] = "text", ["text"] = text };

    private static JsonObject Tool(string arguments) => new()
    {
        ["id"] = "c1",
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = "ballot", ["arguments"] = arguments },
    };

    [GeneratedRegex(@"^(?:Option )?(?<key>\w+): Yes\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Shown();
}
