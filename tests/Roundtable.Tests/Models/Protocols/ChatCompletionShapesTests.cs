using Roundtable.Models.Protocols;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>Chat completions in the shapes that providers send them in, one each: written for these tests after what their servers were seen to answer.</summary>
public sealed class ChatCompletionShapesTests
{
    public static TheoryData<string, string, string> Whole => new()
    {
        {
            "OpenAI",
            """
            {"id":"chatcmpl-A1","object":"chat.completion","created":1,"model":"gpt-x-2026","choices":[{"index":0,"message":{"role":"assistant","content":"Yes.","refusal":null,
            "annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":1200,"completion_tokens":90,"total_tokens":1290,
            "prompt_tokens_details":{"cached_tokens":1024,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":64,"audio_tokens":0,
            "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},"service_tier":"default","system_fingerprint":"fp_1"}
            """,
            "gpt-x-2026 chatcmpl-A1 | stop, 'Yes.' | in 176 read 1024 audio-in 0 out 26 reasoning 64 audio-out 0 | - via -"
        },
        {
            "OpenAI, audio",
            """
            {"id":"c","model":"audio-x","choices":[{"index":0,"message":{"role":"assistant","content":null,"audio":{"id":"audio_1","data":"UklG","expires_at":1,
            "transcript":"Hello there."}},"finish_reason":"stop"}],"usage":{"prompt_tokens":50,"completion_tokens":80,"total_tokens":130,
            "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":40},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":70}}}
            """,
            "audio-x c | stop, 'Hello there.' | in 10 read 0 audio-in 40 out 10 reasoning 0 audio-out 70 | - via -"
        },
        {
            "OpenAI, a refusal in a place of its own",
            """{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I can't help with that."},"finish_reason":"stop"}]}""",
            "m c | stop refused, refusal 'I can't help with that.' | - | - via -"
        },
        {
            "OpenRouter",
            """
            {"id":"gen-1","provider":"Parasail","model":"vendor/model-9","object":"chat.completion","created":1,"choices":[{"logprobs":null,"finish_reason":"stop",
            "native_finish_reason":"end_turn","index":0,"message":{"role":"assistant","content":"No.","refusal":null,"reasoning":"It depends.",
            "reasoning_details":[{"type":"reasoning.text","text":"It depends.","format":"x","index":0}]}}],"usage":{"prompt_tokens":194,"completion_tokens":20,
            "total_tokens":214,"cost":0.00095,"is_byok":false,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":100,"audio_tokens":0},
            "cost_details":{"upstream_inference_cost":null},"completion_tokens_details":{"reasoning_tokens":9}}}
            """,
            "vendor/model-9 gen-1 | stop, (It depends.), 'No.' | in 94 read 0 write 100 audio-in 0 out 11 reasoning 9 | $0.00095 via Parasail"
        },
        {
            "OpenRouter, with a key of one's own behind it",
            """
            {"id":"gen-2","provider":"OpenAI","model":"m","choices":[{"finish_reason":"stop","index":0,"message":{"content":"No.",
            "reasoning_details":[{"type":"reasoning.summary","summary":"Short."},{"type":"reasoning.encrypted","data":"gAAA"}]}}],
            "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"cost":1.5e-4,"is_byok":true,"cost_details":{"upstream_inference_cost":0.003}}}
            """,
            "m gen-2 | stop, (Short.), 'No.' | in 1 out 2 | $0.00315 via OpenAI"
        },
        {
            "Gemini, which counts thinking in the total alone",
            """
            {"choices":[{"finish_reason":"stop","index":0,"message":{"content":"Four.","role":"assistant"}}],"created":1,"id":"g1","model":"gemini-x",
            "object":"chat.completion","usage":{"completion_tokens":100,"prompt_tokens":500,"total_tokens":5600}}
            """,
            "gemini-x g1 | stop, 'Four.' | in 500 out 5100 | - via -"
        },
        {
            "Gemini, a prompt that its filter stops",
            """{"choices":[],"created":1,"id":"g2","model":"gemini-x","object":"chat.completion","usage":{"prompt_tokens":5,"completion_tokens":0,"total_tokens":5}}""",
            "gemini-x g2 | content_filter refused | in 5 out 0 | - via -"
        },
        {
            "Gemini, an answer that its filter withholds, in its own words",
            """{"choices":[{"finish_reason":"PROHIBITED_CONTENT","index":0,"message":{"role":"assistant"}}],"id":"g3","model":"gemini-x"}""",
            "gemini-x g3 | content_filter refused | - | - via -"
        },
        {
            "Gemini, no message at all",
            """{"choices":[{"finish_reason":"content_filter: SAFETY","index":0,"message":null}],"id":"g4","model":"gemini-x"}""",
            "gemini-x g4 | content_filter refused | - | - via -"
        },
        {
            "Gemini, an error in an array",
            """[{"error":{"code":400,"message":"Unknown name \"x\"","status":"INVALID_ARGUMENT"}}]""",
            "failed 400 -: Unknown name \"x\""
        },
        {
            "Ollama",
            """
            {"id":"chatcmpl-7","object":"chat.completion","created":1,"model":"qwen3:4b","system_fingerprint":"fp_ollama","choices":[{"index":0,"message":{"role":"assistant",
            "content":"Hi","reasoning":"They greet."},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":60,"total_tokens":71}}
            """,
            "qwen3:4b chatcmpl-7 | stop, (They greet.), 'Hi' | in 11 out 60 | - via -"
        },
        {
            "vLLM, with members that nobody asked for",
            """
            {"id":"chatcmpl-8","object":"chat.completion","created":1,"model":"Qwen/Qwen3","choices":[{"index":0,"message":{"role":"assistant","content":"Hi","refusal":null,
            "annotations":null,"audio":null,"function_call":null,"tool_calls":[],"reasoning":null,"reasoning_content":"Hm."},"logprobs":null,"finish_reason":null,"stop_reason":null}],
            "service_tier":null,"usage":{"prompt_tokens":9,"total_tokens":12,"completion_tokens":3,"prompt_tokens_details":null},"prompt_logprobs":null,"kv_transfer_params":null}
            """,
            "Qwen/Qwen3 chatcmpl-8 | -, (Hm.), 'Hi' | in 9 out 3 | - via -"
        },
        {
            "vLLM of old, an error in a success",
            """{"object":"error","message":"The model is loading.","type":"ServiceUnavailable","param":null,"code":503}""",
            "failed 503 ServiceUnavailable: The model is loading."
        },
        {
            "DeepSeek",
            """
            {"id":"d1","object":"chat.completion","model":"deepseek-x","choices":[{"index":0,"message":{"role":"assistant","content":"3","reasoning_content":"Count."},
            "logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":18,"completion_tokens":345,"total_tokens":363,"completion_tokens_details":{"reasoning_tokens":315},
            "prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":10}}
            """,
            "deepseek-x d1 | stop, (Count.), '3' | in 10 read 8 out 30 reasoning 315 | - via -"
        },
        {
            "DeepSeek, which has no machine left",
            """{"id":"d2","model":"deepseek-x","choices":[{"index":0,"message":{"role":"assistant","content":"Half an"},"finish_reason":"insufficient_system_resource"}]}""",
            "failed - -: The provider broke the answer off."
        },
        {
            "Mistral, thinking among the parts",
            """
            {"id":"ms1","created":1,"model":"magistral-x","usage":{"prompt_tokens":10,"total_tokens":56,"completion_tokens":46},"object":"chat.completion","choices":[{"index":0,
            "finish_reason":"stop","message":{"role":"assistant","tool_calls":null,"content":[{"type":"thinking","thinking":[{"type":"text","text":"2+2"},{"type":"text","text":" is 4"}]},
            {"type":"text","text":"It is "},{"type":"text","text":"4."},{"type":"reference","reference_ids":[1]}]}}]}
            """,
            "magistral-x ms1 | stop, (2+2 is 4), 'It is 4.', [reference] | in 10 out 46 | - via -"
        },
        {
            "Mistral, at a limit of its own",
            """{"id":"ms2","model":"m","choices":[{"index":0,"finish_reason":"model_length","message":{"role":"assistant","content":"It"}}]}""",
            "m ms2 | length, 'It' | - | - via -"
        },
        {
            "xAI, which leaves reasoning out of the completion, and tells the cost",
            """
            {"id":"x1","object":"chat.completion","model":"grok-x","choices":[{"index":0,"message":{"role":"assistant","content":"Grok","reasoning_content":"One word.",
            "refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":2,"total_tokens":334,"prompt_tokens_details":{"text_tokens":12,"audio_tokens":0,
            "image_tokens":0,"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":320,"audio_tokens":0},"num_sources_used":0,"cost_in_usd_ticks":1641500}}
            """,
            "grok-x x1 | stop, (One word.), 'Grok' | in 10 read 2 audio-in 0 out 2 reasoning 320 audio-out 0 | $0.00016415 via -"
        },
        {
            "Groq",
            """
            {"id":"q1","model":"qwen/qwen3-32b","choices":[{"index":0,"message":{"role":"assistant","content":"3","reasoning":"Count."},"finish_reason":"stop"}],
            "usage":{"queue_time":0.3,"prompt_tokens":17,"prompt_time":0.01,"completion_tokens":649,"completion_time":1.2,"total_tokens":666,"total_time":1.2,
            "completion_tokens_details":{"reasoning_tokens":570}},"usage_breakdown":null,"x_groq":{"id":"req_1"},"service_tier":"on_demand"}
            """,
            "qwen/qwen3-32b q1 | stop, (Count.), '3' | in 17 out 79 reasoning 570 | - via -"
        },
        {
            "Moonshot, cached tokens beside the totals",
            """
            {"id":"k1","model":"kimi-x","choices":[{"index":0,"message":{"role":"assistant","content":"Three."},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50,"cached_tokens":10}}
            """,
            "kimi-x k1 | stop, 'Three.' | in 10 read 10 out 30 | - via -"
        },
        {
            "Perplexity, the cost in parts",
            """
            {"id":"p1","model":"sonar-x","choices":[{"index":0,"message":{"role":"assistant","content":"Paris."},"finish_reason":"stop"}],"citations":["https://example.org"],
            "usage":{"prompt_tokens":8,"completion_tokens":4,"total_tokens":12,"cost":{"input_tokens_cost":0.1,"output_tokens_cost":0.2,"request_cost":0.005,"total_cost":0.305}}}
            """,
            "sonar-x p1 | stop, 'Paris.' | in 8 out 4 | $0.305 via -"
        },
        {
            "Azure, what it says of its filters",
            """
            {"choices":[{"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}},"finish_reason":"stop","index":0,"message":{"content":"Paris","role":"assistant"}}],
            "id":"az1","model":"gpt-x","prompt_filter_results":[{"prompt_index":0}],"usage":null}
            """,
            "gpt-x az1 | stop, 'Paris' | - | - via -"
        },
        {
            "Tool calls",
            """
            {"id":"t1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"ballot",
            "arguments":"{\"choice\":1}"}},{"id":"call_2","type":"custom","custom":{"name":"note","input":"free"}}]},"finish_reason":"tool_calls"}]}
            """,
            """m t1 | tool_calls, ballot#call_1 {"choice":1}, note#call_2 free | - | - via -"""
        },
        {
            "Several answers",
            """{"id":"n","model":"m","choices":[{"index":1,"message":{"content":"B"},"finish_reason":"length"},{"index":0,"message":{"content":"A"},"finish_reason":"stop"}]}""",
            "m n | stop, 'A' | length, 'B' | - | - via -"
        },
        { "An error that OpenRouter puts beside the choice", """{"id":"e","choices":[{"error":{"code":502,"message":"Upstream."},"message":{"content":""},"finish_reason":"error"}]}""", "failed 502 -: Upstream." },
        { "An error in a success", """{"error":{"message":"Upstream.","code":503}}""", "failed 503 -: Upstream." },
        { "An error that is a sentence", """{"error":"model not loaded"}""", "failed - -: model not loaded" },
        { "No error, said with every answer", """{"error":null,"id":"c","choices":[{"message":{"content":"A"}}]}""", "- c | -, 'A' | - | - via -" },
        { "No choice and no word of why", """{"choices":[]}""", "holds no message" },
        { "Something else", """{"hello":"world"}""", "holds no message" },
        { "A number", "7", "holds no message" },
        { "Half of it", """{"choices":[{""", "is not JSON" },
        { "A page", "<html>Sign in</html>", "is not JSON" },
        { "Nothing", "", "is not JSON" },
    };

    public static TheoryData<string, string[], string> Streams => new()
    {
        {
            "OpenAI, with the usage after the end of the text",
            [
                """{"id":"c1","object":"chat.completion.chunk","model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],"usage":null,"obfuscation":"x"}""",
                """{"id":"c1","model":"gpt-x","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}],"usage":null}""",
                """{"id":"c1","model":"gpt-x","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}],"usage":null}""",
                """{"id":"c1","model":"gpt-x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}""",
                """{"id":"c1","model":"gpt-x","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21,"completion_tokens_details":{"reasoning_tokens":7}}}""",
                "[DONE]",
            ],
            "gpt-x c1 | stop, 'Hello' | in 9 out 5 reasoning 7 | - via -"
        },
        {
            "Azure, whose first event names nothing",
            [
                """{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0}]}""",
                """{"id":"c2","model":"gpt-x","choices":[{"index":0,"delta":{"content":"A"},"finish_reason":"stop"}]}""",
                "[DONE]",
            ],
            "gpt-x c2 | stop, 'A' | - | - via -"
        },
        {
            "DeepSeek, thoughts first",
            [
                """{"id":"d","model":"ds","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":""},"finish_reason":null}],"usage":null}""",
                """{"id":"d","model":"ds","choices":[{"index":0,"delta":{"content":null,"reasoning_content":"Co"},"finish_reason":null}]}""",
                """{"id":"d","model":"ds","choices":[{"index":0,"delta":{"content":null,"reasoning_content":"unt."},"finish_reason":null}]}""",
                """{"id":"d","model":"ds","choices":[{"index":0,"delta":{"content":"3","reasoning_content":null},"finish_reason":null}]}""",
                """{"id":"d","model":"ds","choices":[{"index":0,"delta":{"content":"","reasoning_content":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":18,"completion_tokens":20,"total_tokens":38}}""",
                "[DONE]",
            ],
            "ds d | stop, (Count.), '3' | in 18 out 20 | - via -"
        },
        {
            "Mistral, thinking in parts",
            [
                """{"id":"m","model":"mg","choices":[{"index":0,"delta":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"2+"}]}]},"finish_reason":null}]}""",
                """{"id":"m","model":"mg","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"2"}]}]},"finish_reason":null}]}""",
                """{"id":"m","model":"mg","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"4"}]},"finish_reason":null}]}""",
                """{"id":"m","model":"mg","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"total_tokens":3,"completion_tokens":2}}""",
            ],
            "mg m | stop, (2+2), '4' | in 1 out 2 | - via -"
        },
        {
            "Groq, the usage in a place of its own",
            [
                """{"id":"q","model":"m","choices":[{"index":0,"delta":{"reasoning":"Hm"},"finish_reason":null}],"x_groq":{"id":"req"}}""",
                """{"id":"q","model":"m","choices":[{"index":0,"delta":{"content":"3"},"finish_reason":null}]}""",
                """{"id":"q","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"req","usage":{"prompt_tokens":17,"completion_tokens":7,"total_tokens":24}}}""",
                "[DONE]",
            ],
            "m q | stop, (Hm), '3' | in 17 out 7 | - via -"
        },
        {
            "Moonshot, the usage in the choice",
            ["""{"id":"k","model":"kimi","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop","usage":{"prompt_tokens":4,"completion_tokens":1,"total_tokens":5}}]}""", "[DONE]"],
            "kimi k | stop, 'Hi' | in 4 out 1 | - via -"
        },
        {
            "Tool calls in pieces, counted from one",
            [
                """{"id":"t","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"a","type":"function","function":{"name":"read","arguments":""}}]}}]}""",
                """{"id":"t","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{\"p"}},{"index":2,"id":"b","function":{"name":"list","arguments":"{}"}}]}}]}""",
                """{"id":"t","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"\":1}"}}]}}]}""",
                """{"id":"t","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
                "[DONE]",
            ],
            """m t | tool_calls, read#a {"p":1}, list#b {} | - | - via -"""
        },
        {
            "Several answers, turn by turn",
            [
                """{"id":"n","model":"m","choices":[{"index":0,"delta":{"content":"A"}}]}""",
                """{"id":"n","model":"m","choices":[{"index":1,"delta":{"content":"B"}}]}""",
                """{"id":"n","model":"m","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""",
                """{"id":"n","model":"m","choices":[{"index":1,"delta":{"content":"b"},"finish_reason":"stop"}]}""",
            ],
            "m n | stop, 'Aa' | stop, 'Bb' | - | - via -"
        },
        {
            "A character cut in two",
            ["""{"id":"u","choices":[{"delta":{"content":"a\ud83d"}}]}""", """{"id":"u","choices":[{"delta":{"content":"\ude00\n\"b"}}]}""", """{"id":"u","choices":[{"delta":{"content":"\ud83d."}}]}""", "[DONE]"],
            "- u | -, 'a😀\n\"b\ufffd.' | - | - via -"
        },
        { "A finish reason that is never told", ["""{"id":"f","choices":[{"delta":{"content":"A"},"finish_reason":null}]}""", "[DONE]"], "- f | -, 'A' | - | - via -" },
        { "A stream that is cut", ["""{"id":"f","choices":[{"delta":{"content":"Half an"},"finish_reason":null}]}"""], "ended before it was complete" },
        { "One of several answers cut", ["""{"choices":[{"index":0,"delta":{"content":"A"},"finish_reason":"stop"}]}""", """{"choices":[{"index":1,"delta":{"content":"B"}}]}"""], "ended before it was complete" },
        { "A stream of nothing", [], "ended before it was complete" },
        { "An end and nothing before it", ["[DONE]"], "holds no message" },
        { "An event that is not JSON", ["""{"choices":[{"delta":{"content":"Half an"}}]}""", "{not json"], "holds an event that is not JSON" },
        {
            "OpenRouter, an error in mid-answer",
            [
                """{"id":"o","choices":[{"index":0,"delta":{"content":"Half an"},"finish_reason":null}]}""",
                """{"id":"o","error":{"code":502,"message":"Provider returned error","metadata":{"raw":"{\"error\":{\"message\":\"Disconnected\"}}"}},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}""",
                "[DONE]",
            ],
            "failed 502 -: Provider returned error: Disconnected"
        },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_body_is_read(string who, string body, string expected) => Assert.Equal((who, expected), (who, Shown.Read(Protocol.ChatCompletions, body)));

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_stream_is_read(string who, string[] events, string expected) =>
        Assert.Equal((who, expected), (who, await Shown.ReadEventsAsync(Protocol.ChatCompletions, events)));

    [Fact]
    public async Task Comments_and_other_fields_of_event_streams_are_passed_over()
    {
        const string Text = ": OPENROUTER PROCESSING\n\n: keep-alive\r\n\r\nid: 7\nretry: 10\nevent: message\ndata: {\"id\":\"c\",\ndata: \"choices\":[{\"delta\":{\"content\":\"A\"}}]}\n\ndata:\n\ndata:[DONE]\n\n";
        Assert.Equal("- c | -, 'A' | - | - via -", await Shown.ReadTextAsync(Protocol.ChatCompletions, Text));
    }
}
