using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Models.Protocols;
using Roundtable.Web.PanelModels;

namespace Roundtable.Tests.Web.PanelModels;

/// <summary>Each member of a request is honoured, asks for nothing, or is refused by its name.</summary>
public sealed class PanelRequestReaderTests
{
    /// <summary>What is honoured, and what becomes of it: question | instructions | conversation | settings.</summary>
    public static TheoryData<Protocol, string, string> Honoured => new()
    {
        { Protocol.ChatCompletions, """{"messages":[{"role":"user","content":"Why?"}]}""", "Why? | - | | - - - - - -" },
        {
            Protocol.ChatCompletions,
            """{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"A?"},{"role":"assistant","content":"B.","refusal":null,"tool_calls":[]},{"role":"developer","content":"In German."},{"role":"user","content":[{"type":"text","text":"Why"},{"type":"text","text":"not?"}]}],"temperature":0.2,"top_p":0.9,"max_completion_tokens":500,"reasoning_effort":"low"}""",
            "Why\nnot? | Be brief.\n\nIn German. | user: A? assistant: B. | 0.2 0.9 500 low - -"
        },
        { Protocol.ChatCompletions, """{"messages":[{"role":"user","content":"Why?"}],"response_format":{"type":"json_schema","json_schema":{"name":"a","strict":true,"schema":{"type":"object"}}}}""", """Why? | - | | - - - - - {"type":"object"}""" },
        { Protocol.Responses, """{"input":"Why?","instructions":"Be brief.","max_output_tokens":50,"reasoning":{"effort":"high"},"store":false,"metadata":{"a":"b"}}""", "Why? | Be brief. | | - - 50 high - -" },
        {
            Protocol.Responses,
            """{"input":[{"role":"user","content":"A?"},{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"B.","annotations":[]}]},{"role":"user","content":[{"type":"input_text","text":"C?"}]}],"text":{"format":{"type":"json_schema","name":"a","schema":{"type":"object"}}}}""",
            """C? | - | user: A? assistant: B. | - - - - - {"type":"object"}"""
        },
        {
            Protocol.Messages,
            """{"max_tokens":1024,"system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":"A?"},{"role":"assistant","content":[{"type":"text","text":"B."}]},{"role":"user","content":[{"type":"text","text":"C?"}]}],"thinking":{"type":"enabled","budget_tokens":2048},"metadata":{"user_id":"u"}}""",
            "C? | Be brief. | user: A? assistant: B. | - - 1024 - 2048 -"
        },
        {
            Protocol.ChatCompletions,
            """{"messages":[{"role":"user","content":"Why?"}],"n":1,"tools":[],"tool_choice":"none","logprobs":false,"stop":null,"presence_penalty":0,"frequency_penalty":0.0,"store":false,"seed":null,"modalities":["text"],"parallel_tool_calls":true,"user":"u","service_tier":"auto","logit_bias":{}}""",
            "Why? | - | | - - - - - -"
        },
        { Protocol.Messages, """{"max_tokens":9,"messages":[{"role":"user","content":"C?"}],"stop_sequences":[],"tools":[],"tool_choice":{"type":"auto"},"thinking":{"type":"disabled"},"mcp_servers":[]}""", "C? | - | | - - 9 - - -" },
    };

    /// <summary>What is refused, and under which name.</summary>
    public static TheoryData<Protocol, string, string> Refused => new()
    {
        { Protocol.ChatCompletions, """{"tools":[{"type":"function","function":{"name":"f"}}]}""", "tools" },
        { Protocol.ChatCompletions, """{"tool_choice":"required"}""", "tool_choice" },
        { Protocol.ChatCompletions, """{"tool_choice":{"type":"function","function":{"name":"f"}}}""", "tool_choice" },
        { Protocol.ChatCompletions, """{"functions":[{"name":"f"}]}""", "functions" },
        { Protocol.ChatCompletions, """{"n":2}""", "n" },
        { Protocol.ChatCompletions, """{"logprobs":true}""", "logprobs" },
        { Protocol.ChatCompletions, """{"top_logprobs":3}""", "top_logprobs" },
        { Protocol.ChatCompletions, """{"logit_bias":{"50256":-100}}""", "logit_bias" },
        { Protocol.ChatCompletions, """{"stop":"END"}""", "stop" },
        { Protocol.ChatCompletions, """{"stop":["END"]}""", "stop" },
        { Protocol.ChatCompletions, """{"presence_penalty":0.5}""", "presence_penalty" },
        { Protocol.ChatCompletions, """{"frequency_penalty":-1}""", "frequency_penalty" },
        { Protocol.ChatCompletions, """{"seed":7}""", "seed" },
        { Protocol.ChatCompletions, """{"store":true}""", "store" },
        { Protocol.ChatCompletions, """{"modalities":["text","audio"]}""", "modalities" },
        { Protocol.ChatCompletions, """{"audio":{"voice":"alloy","format":"wav"}}""", "audio" },
        { Protocol.ChatCompletions, """{"prediction":{"type":"content","content":"x"}}""", "prediction" },
        { Protocol.ChatCompletions, """{"web_search_options":{"search_context_size":"low"}}""", "web_search_options" },
        { Protocol.ChatCompletions, """{"verbosity":"low"}""", "verbosity" },
        { Protocol.ChatCompletions, """{"service_tier":"priority"}""", "service_tier" },
        { Protocol.ChatCompletions, """{"response_format":{"type":"json_object"}}""", "response_format" },
        { Protocol.ChatCompletions, """{"stream_options":{"something":1}}""", "stream_options.something" },
        { Protocol.ChatCompletions, """{"guided_json":{}}""", "guided_json" },
        { Protocol.ChatCompletions, """{"temperature":"warm"}""", "temperature" },
        { Protocol.ChatCompletions, """{"max_tokens":0}""", "max_tokens" },
        { Protocol.ChatCompletions, """{"stream":1}""", "stream" },
        { Protocol.ChatCompletions, """{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA"}}]}]}""", "messages[0].content[0].type" },
        { Protocol.ChatCompletions, """{"messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{}}]}]}""", "messages[0].content[0].type" },
        { Protocol.ChatCompletions, """{"messages":[{"role":"user","content":"A"},{"role":"assistant","content":null,"tool_calls":[{"id":"c"}]},{"role":"tool","tool_call_id":"c","content":"x"}]}""", "messages[1].tool_calls" },
        { Protocol.ChatCompletions, """{"messages":[{"role":"tool","content":"x"}]}""", "messages[0].role" },
        { Protocol.ChatCompletions, """{"messages":[{"role":"user","content":"A","name":"ann"}]}""", "messages[0].name" },
        { Protocol.ChatCompletions, """{"messages":[{"role":"user","content":"A"},{"role":"assistant","content":"Sure: "}]}""", "messages" },
        { Protocol.ChatCompletions, """{"messages":[]}""", "messages" },
        { Protocol.ChatCompletions, """{"messages":"Why?"}""", "messages" },
        { Protocol.Responses, """{"previous_response_id":"resp_1"}""", "previous_response_id" },
        { Protocol.Responses, """{"store":true}""", "store" },
        { Protocol.Responses, """{"background":true}""", "background" },
        { Protocol.Responses, """{"conversation":"conv_1"}""", "conversation" },
        { Protocol.Responses, """{"include":["reasoning.encrypted_content"]}""", "include" },
        { Protocol.Responses, """{"truncation":"auto"}""", "truncation" },
        { Protocol.Responses, """{"reasoning":{"summary":"auto"}}""", "reasoning.summary" },
        { Protocol.Responses, """{"tools":[{"type":"web_search"}]}""", "tools" },
        { Protocol.Responses, """{"prompt":{"id":"pmpt_1"}}""", "prompt" },
        { Protocol.Responses, """{"text":{"format":{"type":"json_object"}}}""", "text.format" },
        { Protocol.Responses, """{"input":[{"type":"function_call_output","call_id":"c","output":"x"}]}""", "input[0].type" },
        { Protocol.Responses, """{"input":[{"role":"user","content":[{"type":"input_image","image_url":"x"}]}]}""", "input[0].content[0].type" },
        { Protocol.Messages, """{"tools":[{"name":"f","input_schema":{}}]}""", "tools" },
        { Protocol.Messages, """{"tool_choice":{"type":"any"}}""", "tool_choice" },
        { Protocol.Messages, """{"stop_sequences":["END"]}""", "stop_sequences" },
        { Protocol.Messages, """{"top_k":40}""", "top_k" },
        { Protocol.Messages, """{"mcp_servers":[{"url":"x"}]}""", "mcp_servers" },
        { Protocol.Messages, """{"thinking":{"type":"adaptive"}}""", "thinking" },
        { Protocol.Messages, """{"messages":[{"role":"user","content":[{"type":"image","source":{}}]}]}""", "messages[0].content[0].type" },
        { Protocol.Messages, """{"messages":[{"role":"user","content":[{"type":"document","source":{}}]}]}""", "messages[0].content[0].type" },
        { Protocol.Messages, """{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t"}]}]}""", "messages[0].content[0].type" },
        { Protocol.Messages, """{"messages":[{"role":"system","content":"x"}]}""", "messages[0].role" },
        { Protocol.Messages, """{"inference_geo":"eu"}""", "inference_geo" },
    };

    [Theory]
    [MemberData(nameof(Honoured))]
    public void A_member_is_honoured(Protocol protocol, string members, string expected)
    {
        var asked = Read(protocol, members).Request;
        Assert.Equal("frontier", asked.Panel);
        Assert.Equal(expected, string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{asked.Question} | {asked.Instructions ?? "-"} |{string.Concat(asked.Conversation.Select(t => $" {t.Role}: {t.Text}"))} | {Shown(asked.Temperature)} {Shown(asked.TopP)} {Shown(asked.MaxTokens)} {Shown(asked.Effort)} {Shown(asked.Thinking)} {Shown(asked.Schema)}"));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_member_is_refused_by_name(Protocol protocol, string members, string name)
    {
        var refusal = Assert.Throws<PanelRequestException>(() => Read(protocol, members));
        Assert.Equal((400, name), (refusal.Status, refusal.Parameter));
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        var shown = PanelErrors.Of(protocol, refusal.Status, refusal.Code, refusal.Parameter, refusal.Message);
        Assert.Contains(name, shown["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("invalid_request_error", shown["error"]!["type"]!.GetValue<string>());
        Assert.Equal(protocol == Protocol.Messages ? "error" : null, shown["type"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("gpt-x", 404)]
    [InlineData("roundtable", 404)]
    [InlineData("", 400)]
    public void A_model_that_is_no_panel_is_not_answered(string model, int status) => Assert.Equal(
        status,
        Assert.Throws<PanelRequestException>(() => PanelRequestReader.Read(
            Protocol.ChatCompletions, Encoding.UTF8.GetBytes($$"""{"model":"{{model}}","messages":[{"role":"user","content":"Why?"}]}"""))).Status);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"model":"roundtable/a","model":"roundtable/b"}""")]
    [InlineData("""{"model":"roundtable/a","messages":[{"role":"user","content":"\ud800"}]}""")]
    public void A_body_that_is_no_object_or_says_things_twice_is_refused(string body) => Assert.Equal(
        "invalid_json", Assert.Throws<PanelRequestException>(() => PanelRequestReader.Read(Protocol.Messages, Encoding.UTF8.GetBytes(body))).Code);

    /// <summary>Whatever value stands in the place of whatever member, the request is read or refused with a sentence.</summary>
    [Fact]
    public void Any_value_anywhere_is_read_or_refused()
    {
        string[] values = ["null", "true", "0", "-1", "1e99", "\"x\"", "[]", "{}", "[null]", "[[]]", "{\"type\":null}", "{\"type\":7}", "\"\\ud800\""];
        foreach (var (protocol, members, _) in Honoured.Concat(Refused).Select(r => r.Data))
        {
            foreach (var name in JsonNode.Parse(members)!.AsObject().Select(m => m.Key))
            {
                foreach (var value in values)
                {
                    try
                    {
                        var body = JsonNode.Parse(members)!.AsObject();
                        body.Remove(name);
                        var rest = body.ToJsonString()[1..];
                        PanelRequestReader.Read(protocol, Encoding.UTF8.GetBytes($$"""{"model":"roundtable/frontier","{{name}}":{{value}}{{(rest == "}" ? "" : ",")}}{{rest}}"""));
                    }
                    catch (PanelRequestException e)
                    {
                        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
                    }
                }
            }
        }
    }

    [Fact]
    public void The_callers_instructions_are_part_of_the_question_and_the_conversation_is_a_document()
    {
        var request = Read(
            Protocol.Messages,
            """{"system":"Be brief.","messages":[{"role":"user","content":"A?"},{"role":"assistant","content":"B."},{"role":"user","content":"C?"}]}""").Request.ToAskRequest();
        Assert.Equal("C?\n\n(It continues the conversation in the context document \"conversation\".)\n\nInstructions for the answer, from whoever asks:\nBe brief.", request.Question);
        Assert.Equal(("conversation", "User: A?\n\nAssistant: B."), (Assert.Single(request.Context).Name, request.Context[0].Text));
        Assert.Empty(request.Options);
        Assert.False(request.Open);
    }

    private static PanelCall Read(Protocol protocol, string members)
    {
        members = members[1..^1];
        var messages = members.Contains("\"messages\"", StringComparison.Ordinal) || members.Contains("\"input\"", StringComparison.Ordinal) ? ""
            : protocol == Protocol.Responses ? ",\"input\":\"Why?\"" : ""","messages":[{"role":"user","content":"Why?"}]""";
        return PanelRequestReader.Read(protocol, Encoding.UTF8.GetBytes($$"""{"model":"roundtable/frontier"{{messages}},{{members}}}"""));
    }

    private static string Shown<T>(T? value) => value switch
    {
        null => "-",
        JsonElement json => json.GetRawText(),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
