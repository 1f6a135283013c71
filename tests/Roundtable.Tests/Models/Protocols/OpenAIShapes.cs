using static Roundtable.Models.Protocols.Protocol;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>OpenAI's and Azure's chat completions.</summary>
internal static class OpenAIShapes
{
    /// <summary>A plain stream, on which the shapes of framing are made too.</summary>
    public static WireShape Plain { get; } = WireShape.Stream(ChatCompletions, "OpenAI, a stream with its usage at the end",
        """
        data: {"id":"chatcmpl-C1","object":"chat.completion.chunk","created":1764000000,"model":"gpt-x-2026-08-07","service_tier":"default","system_fingerprint":null,"choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],"usage":null,"obfuscation":"3xQ"}

        data: {"id":"chatcmpl-C1","object":"chat.completion.chunk","created":1764000000,"model":"gpt-x-2026-08-07","choices":[{"index":0,"delta":{"content":"Grüße, "},"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-C1","object":"chat.completion.chunk","created":1764000000,"model":"gpt-x-2026-08-07","choices":[{"index":0,"delta":{"content":"世界 🌍"},"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-C1","object":"chat.completion.chunk","created":1764000000,"model":"gpt-x-2026-08-07","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

        data: {"id":"chatcmpl-C1","object":"chat.completion.chunk","created":1764000000,"model":"gpt-x-2026-08-07","choices":[],"usage":{"prompt_tokens":1200,"completion_tokens":90,"total_tokens":1290,"prompt_tokens_details":{"cached_tokens":1024,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":64,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}

        data: [DONE]


        """,
        "gpt-x-2026-08-07 chatcmpl-C1 | stop, 'Grüße, 世界 🌍' | in 176 read 1024 audio-in 0 out 26 reasoning 64 audio-out 0 | - via -",
        "\"finish_reason\":\"stop\"");

    public static IEnumerable<WireShape> All =>
    [
        Plain,
        WireShape.Stream(ChatCompletions, "OpenAI, a stream that was not asked for its usage",
            """
            data: {"id":"c2","model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":"A"},"logprobs":null,"finish_reason":null}]}

            data: {"id":"c2","model":"gpt-x","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}

            data: [DONE]


            """,
            "gpt-x c2 | stop, 'A' | - | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "OpenAI, two tools whose arguments come turn by turn",
            """
            data: {"id":"c3","model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"weather","arguments":""}}]},"finish_reason":null}]}

            data: {"id":"c3","model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]},"finish_reason":null}]}

            data: {"id":"c3","model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"clock","arguments":""}}]},"finish_reason":null}]}

            data: {"id":"c3","model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"Zürich\"}"}}]},"finish_reason":null}]}

            data: {"id":"c3","model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]},"finish_reason":null}]}

            data: {"id":"c3","model":"gpt-x","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]


            """,
            """gpt-x c3 | tool_calls, weather#call_a {"city":"Zürich"}, clock#call_b {} | - | - via -""", "\"finish_reason\":\"tool_calls\""),
        WireShape.Stream(ChatCompletions, "OpenAI, a function of the first kind",
            """
            data: {"id":"c4","model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":null,"function_call":{"name":"sum","arguments":""}},"finish_reason":null}]}

            data: {"id":"c4","model":"gpt-x","choices":[{"index":0,"delta":{"function_call":{"arguments":"{\"a\":1"}},"finish_reason":null}]}

            data: {"id":"c4","model":"gpt-x","choices":[{"index":0,"delta":{"function_call":{"arguments":"}"}},"finish_reason":null}]}

            data: {"id":"c4","model":"gpt-x","choices":[{"index":0,"delta":{},"finish_reason":"function_call"}]}

            data: [DONE]


            """,
            """gpt-x c4 | tool_calls, sum#- {"a":1} | - | - via -""", "\"finish_reason\":\"function_call\""),
        WireShape.Stream(ChatCompletions, "OpenAI, a refusal in pieces",
            """
            data: {"id":"c5","model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":null,"refusal":"I can't "},"finish_reason":null}]}

            data: {"id":"c5","model":"gpt-x","choices":[{"index":0,"delta":{"refusal":"help."},"finish_reason":null}]}

            data: {"id":"c5","model":"gpt-x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """,
            "gpt-x c5 | stop refused, refusal 'I can't help.' | - | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "OpenAI, three choices of which one is filtered",
            """
            data: {"id":"c6","model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":"A"},"finish_reason":null},{"index":2,"delta":{"role":"assistant","content":"C"},"finish_reason":null}]}

            data: {"id":"c6","model":"gpt-x","choices":[{"index":1,"delta":{"role":"assistant","content":"B"},"finish_reason":null}]}

            data: {"id":"c6","model":"gpt-x","choices":[{"index":1,"delta":{},"finish_reason":"content_filter"}]}

            data: {"id":"c6","model":"gpt-x","choices":[{"index":2,"delta":{"content":"c"},"finish_reason":"length"}]}

            data: {"id":"c6","model":"gpt-x","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}

            data: [DONE]


            """,
            "gpt-x c6 | stop, 'Aa' | content_filter refused, 'B' | length, 'Cc' | - | - via -", "\"finish_reason\":\"content_filter\""),
        WireShape.Stream(ChatCompletions, "OpenAI, speech and its transcript",
            """
            data: {"id":"c7","model":"audio-x","choices":[{"index":0,"delta":{"role":"assistant","audio":{"id":"audio_1","transcript":"Hel"}},"finish_reason":null}]}

            data: {"id":"c7","model":"audio-x","choices":[{"index":0,"delta":{"audio":{"transcript":"lo"}},"finish_reason":null}]}

            data: {"id":"c7","model":"audio-x","choices":[{"index":0,"delta":{"audio":{"data":"UklGRg=="}},"finish_reason":null}]}

            data: {"id":"c7","model":"audio-x","choices":[{"index":0,"delta":{"audio":{"expires_at":1764003600}},"finish_reason":"stop"}]}

            data: {"id":"c7","model":"audio-x","choices":[],"usage":{"prompt_tokens":50,"completion_tokens":80,"total_tokens":130,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":40},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":70}}}

            data: [DONE]


            """,
            "audio-x c7 | stop, 'Hello' | in 10 read 0 audio-in 40 out 10 reasoning 0 audio-out 70 | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "Azure, a first event about its filters and a last one about offsets",
            """
            data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"},"jailbreak":{"filtered":false,"detected":false}}}]}

            data: {"choices":[{"content_filter_results":{},"delta":{"content":"Par","role":"assistant"},"finish_reason":null,"index":0,"logprobs":null}],"id":"az1","model":"gpt-x","object":"chat.completion.chunk"}

            data: {"choices":[{"content_filter_results":{},"delta":{"content":"is"},"finish_reason":null,"index":0}],"id":"az1","model":"gpt-x"}

            data: {"choices":[{"content_filter_results":{},"delta":{},"finish_reason":"stop","index":0}],"id":"az1","model":"gpt-x"}

            data: {"choices":[{"content_filter_offsets":{"check_offset":44,"start_offset":44,"end_offset":49},"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}},"finish_reason":null,"index":0}],"id":"","model":"","object":""}

            data: [DONE]


            """,
            "gpt-x az1 | stop, 'Paris' | - | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "Azure, withheld in the middle",
            """
            data: {"choices":[{"delta":{"content":"First, "},"finish_reason":null,"index":0}],"id":"az2","model":"gpt-x"}

            data: {"choices":[{"delta":{},"finish_reason":"content_filter","index":0,"content_filter_results":{"violence":{"filtered":true,"severity":"high"}}}],"id":"az2","model":"gpt-x"}

            data: [DONE]


            """,
            "gpt-x az2 | content_filter refused, 'First, ' | - | - via -", "\"finish_reason\":\"content_filter\""),
        WireShape.Body(ChatCompletions, "Azure, a prompt that its filter turns down",
            """{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"jailbreak":{"filtered":true,"detected":true}}}}}""",
            "failed 400 content_filter: The response was filtered due to the prompt triggering Azure OpenAI's content management policy. (filtered)") with { Status = 400 },
        WireShape.Body(ChatCompletions, "OpenAI, an audio answer whole",
            """{"id":"c8","object":"chat.completion","model":"audio-x","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":null,"audio":{"id":"audio_2","data":"UklGRg==","expires_at":1764003600,"transcript":"Hello."},"annotations":[]},"finish_reason":"stop"}],"usage":{"prompt_tokens":50,"completion_tokens":80,"total_tokens":130,"prompt_tokens_details":{"audio_tokens":0},"completion_tokens_details":{"audio_tokens":70}}}""",
            "audio-x c8 | stop, 'Hello.' | in 50 audio-in 0 out 10 audio-out 70 | - via -"),
        WireShape.Body(ChatCompletions, "OpenAI, completions as they were before chats",
            """{"id":"cmpl-1","object":"text_completion","created":1764000000,"model":"gpt-3.5-turbo-instruct","choices":[{"text":"\n\nYes.","index":0,"logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}""",
            "gpt-3.5-turbo-instruct cmpl-1 | length, '\n\nYes.' | in 5 out 7 | - via -"),
        WireShape.Body(ChatCompletions, "OpenAI, a quota that is used up",
            """{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""",
            "failed 429 insufficient_quota: You exceeded your current quota, please check your plan and billing details.") with { Status = 429 },
    ];
}
