using static Roundtable.Models.Protocols.Protocol;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>Chat completions of the many servers that speak like OpenAI, each with its oddity.</summary>
internal static class CompatibleShapes
{
    public static IEnumerable<WireShape> All =>
    [
        WireShape.Stream(ChatCompletions, "OpenRouter, comments while it waits, reasoning under two names, the cost",
            """
            : OPENROUTER PROCESSING

            : OPENROUTER PROCESSING

            data: {"id":"gen-1764","provider":"Fireworks","model":"z-ai/glm-x","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"Hm. ","reasoning_details":[{"type":"reasoning.text","text":"Hm. ","index":0}]},"finish_reason":null,"native_finish_reason":null,"logprobs":null}]}

            : OPENROUTER PROCESSING

            data: {"id":"gen-1764","provider":"Fireworks","model":"z-ai/glm-x","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":"No."},"finish_reason":null}]}

            data: {"id":"gen-1764","provider":"Fireworks","model":"z-ai/glm-x","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop","native_finish_reason":"stop"}]}

            data: {"id":"gen-1764","provider":"Fireworks","model":"z-ai/glm-x","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":{"prompt_tokens":194,"completion_tokens":20,"total_tokens":214,"cost":0.00095,"is_byok":false,"prompt_tokens_details":{"cached_tokens":128},"cost_details":{"upstream_inference_cost":null},"completion_tokens_details":{"reasoning_tokens":9}}}

            data: [DONE]


            """,
            "z-ai/glm-x gen-1764 | stop, (Hm. ), 'No.' | in 66 read 128 out 11 reasoning 9 | $0.00095 via Fireworks", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "OpenRouter, the provider breaks off with an error in the stream",
            """
            data: {"id":"gen-2","provider":"DeepInfra","model":"m","choices":[{"index":0,"delta":{"content":"Half an"},"finish_reason":null}]}

            data: {"id":"gen-2","provider":"DeepInfra","model":"m","error":{"code":502,"message":"Provider returned error","metadata":{"provider_name":"DeepInfra","raw":"{\"error\":{\"message\":\"engine is gone\"}}"}},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}

            data: [DONE]


            """,
            "failed 502 -: Provider returned error: engine is gone after m gen-2 | error, 'Half an' | - | - via DeepInfra", "\"error\":{"),
        WireShape.Stream(ChatCompletions, "Groq, the usage in a place of its own",
            """
            data: {"id":"chatcmpl-g","object":"chat.completion.chunk","model":"llama-x","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"x_groq":{"id":"req_01"}}

            data: {"id":"chatcmpl-g","model":"llama-x","choices":[{"index":0,"delta":{"content":"3"},"finish_reason":null}]}

            data: {"id":"chatcmpl-g","model":"llama-x","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"x_groq":{"id":"req_01","usage":{"queue_time":0.02,"prompt_tokens":17,"prompt_time":0.001,"completion_tokens":7,"completion_time":0.01,"total_tokens":24,"total_time":0.011}}}

            data: [DONE]


            """,
            "llama-x chatcmpl-g | stop, '3' | in 17 out 7 | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "DeepSeek, thoughts first, blank lines while it waits, the cache beside the totals",
            """




            data: {"id":"d1","object":"chat.completion.chunk","model":"deepseek-x","system_fingerprint":"fp","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"Count."},"logprobs":null,"finish_reason":null}]}

            data: {"id":"d1","object":"chat.completion.chunk","model":"deepseek-x","choices":[{"index":0,"delta":{"content":"3","reasoning_content":null},"logprobs":null,"finish_reason":null}]}

            data: {"id":"d1","object":"chat.completion.chunk","model":"deepseek-x","choices":[{"index":0,"delta":{"content":"","reasoning_content":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":18,"completion_tokens":345,"total_tokens":363,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":315},"prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":10}}

            data: [DONE]


            """,
            "deepseek-x d1 | stop, (Count.), '3' | in 10 read 8 out 30 reasoning 315 | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Body(ChatCompletions, "DeepSeek, blank lines before a body",
            "\n\n\n\n" + """{"id":"d2","object":"chat.completion","model":"deepseek-x","choices":[{"index":0,"message":{"role":"assistant","content":"3"},"finish_reason":"stop"}],"usage":{"prompt_tokens":18,"completion_tokens":1,"total_tokens":19}}""" + "\n",
            "deepseek-x d2 | stop, '3' | in 18 out 1 | - via -"),
        WireShape.Stream(ChatCompletions, "Gemini, two tools that are both numbered 0",
            """
            data: {"choices":[{"delta":{"role":"assistant","tool_calls":[{"extra_content":{"google":{"thought_signature":"Cp0C"}},"function":{"arguments":"{\"city\":\"Bern\"}","name":"weather"},"id":"function-call-1","index":0,"type":"function"}]},"index":0}],"created":1764000000,"id":"gm1","model":"gemini-x","object":"chat.completion.chunk"}

            data: {"choices":[{"delta":{"role":"assistant","tool_calls":[{"function":{"arguments":"{\"city\":\"Basel\"}","name":"weather"},"id":"function-call-2","index":0,"type":"function"}]},"finish_reason":"stop","index":0}],"created":1764000000,"id":"gm1","model":"gemini-x","object":"chat.completion.chunk","usage":{"completion_tokens":30,"prompt_tokens":100,"total_tokens":180}}

            data: [DONE]


            """,
            """gemini-x gm1 | stop, weather#function-call-1 {"city":"Bern"}, weather#function-call-2 {"city":"Basel"} | in 100 out 80 | - via -""", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "Gemini behind a gateway, tools without any number",
            """
            data: {"choices":[{"delta":{"tool_calls":[{"id":"call_1","type":"function","function":{"name":"read_file","arguments":""}}]},"index":0}],"id":"gm2","model":"gemini-x"}

            data: {"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"{\"path\":"}}]},"index":0}],"id":"gm2","model":"gemini-x"}

            data: {"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"\"a\"}"}}]},"index":0}],"id":"gm2","model":"gemini-x"}

            data: {"choices":[{"delta":{"tool_calls":[{"id":"call_2","type":"function","function":{"name":"read_file","arguments":"{\"path\":\"b\"}"}}]},"index":0,"finish_reason":"tool_calls"}],"id":"gm2","model":"gemini-x"}

            data: [DONE]


            """,
            """gemini-x gm2 | tool_calls, read_file#call_1 {"path":"a"}, read_file#call_2 {"path":"b"} | - | - via -""", "\"finish_reason\":\"tool_calls\""),
        WireShape.Stream(ChatCompletions, "A number on the first piece of a tool and on no other",
            """
            data: {"choices":[{"delta":{"tool_calls":[{"index":7,"id":"call_1","function":{"name":"run","arguments":"{\"n\""}}]}}],"id":"k7","model":"kimi-x"}

            data: {"choices":[{"delta":{"tool_calls":[{"function":{"arguments":":1}"}}]}}],"id":"k7","model":"kimi-x"}

            data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}],"id":"k7","model":"kimi-x"}

            data: [DONE]


            """,
            """kimi-x k7 | tool_calls, run#call_1 {"n":1} | - | - via -""", "\"finish_reason\":\"tool_calls\""),
        WireShape.Stream(ChatCompletions, "DashScope, continuations with an empty id and an empty name",
            """
            data: {"choices":[{"delta":{"content":null,"tool_calls":[{"index":0,"id":"call_q","type":"function","function":{"name":"search","arguments":"{\"q\":"}}]},"finish_reason":null,"index":0}],"model":"qwen-x","id":"qw1"}

            data: {"choices":[{"delta":{"content":null,"tool_calls":[{"index":0,"id":"","type":"function","function":{"name":"","arguments":"\"x\"}"}}]},"finish_reason":null,"index":0}],"model":"qwen-x","id":"qw1"}

            data: {"choices":[{"delta":{"content":""},"finish_reason":"tool_calls","index":0}],"model":"qwen-x","id":"qw1"}

            data: {"choices":[],"object":"chat.completion.chunk","usage":{"prompt_tokens":22,"completion_tokens":17,"total_tokens":39,"prompt_tokens_details":{"cached_tokens":0}},"created":1764000000,"model":"qwen-x","id":"qw1"}

            data: [DONE]


            """,
            """qwen-x qw1 | tool_calls, search#call_q {"q":"x"} | in 22 read 0 out 17 | - via -""", "\"finish_reason\":\"tool_calls\""),
        WireShape.Stream(ChatCompletions, "An id that changes with every piece of the same tool",
            """
            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"chatcmpl-tool-1","function":{"name":"run","arguments":"{\"n\":"}}]}}],"id":"sg","model":"sglang-x"}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"chatcmpl-tool-2","function":{"name":null,"arguments":"1}"}}]}}],"id":"sg","model":"sglang-x"}

            data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}],"id":"sg","model":"sglang-x"}

            data: [DONE]


            """,
            """sglang-x sg | tool_calls, run#chatcmpl-tool-1 {"n":1} | - | - via -""", "\"finish_reason\":\"tool_calls\""),
        WireShape.Stream(ChatCompletions, "Ollama, the whole tool at once and a stop",
            """
            data: {"id":"chatcmpl-9","object":"chat.completion.chunk","created":1764000000,"model":"qwen3:4b","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"A tool."},"finish_reason":null}]}

            data: {"id":"chatcmpl-9","model":"qwen3:4b","choices":[{"index":0,"delta":{"role":"assistant","content":"","tool_calls":[{"id":"call_o","index":0,"type":"function","function":{"name":"add","arguments":"{\"a\":1,\"b\":2}"}}]},"finish_reason":null}]}

            data: {"id":"chatcmpl-9","model":"qwen3:4b","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"tool_calls"}]}

            data: [DONE]


            """,
            """qwen3:4b chatcmpl-9 | tool_calls, (A tool.), add#call_o {"a":1,"b":2} | - | - via -""", "\"finish_reason\":\"tool_calls\""),
        WireShape.Stream(ChatCompletions, "vLLM, counts with every event",
            """
            data: {"id":"chatcmpl-v","object":"chat.completion.chunk","created":1764000000,"model":"Qwen/Qwen3-8B","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning_content":null},"logprobs":null,"finish_reason":null}],"usage":{"prompt_tokens":9,"total_tokens":9,"completion_tokens":0}}

            data: {"id":"chatcmpl-v","model":"Qwen/Qwen3-8B","choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null,"token_ids":null}],"usage":{"prompt_tokens":9,"total_tokens":10,"completion_tokens":1}}

            data: {"id":"chatcmpl-v","model":"Qwen/Qwen3-8B","choices":[{"index":0,"delta":{"content":""},"logprobs":null,"finish_reason":"stop","stop_reason":151645}],"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2}}

            data: [DONE]


            """,
            "Qwen/Qwen3-8B chatcmpl-v | stop, 'Hi' | in 9 out 2 | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "vLLM, the engine dies in the middle",
            """
            data: {"id":"chatcmpl-w","model":"Qwen/Qwen3-8B","choices":[{"index":0,"delta":{"content":"Half"},"finish_reason":null}]}

            data: {"error":{"message":"EngineCore encountered an issue. See stack trace (above) for the root cause.","type":"InternalServerError","param":null,"code":500}}

            data: [DONE]


            """,
            "failed 500 InternalServerError: EngineCore encountered an issue. See stack trace (above) for the root cause. after Qwen/Qwen3-8B chatcmpl-w | -, 'Half' | - | - via -", "\"error\":{"),
        WireShape.Stream(ChatCompletions, "SGLang, an event with nothing but a part of the usage",
            """
            data: {"id":"s1","model":"deepseek-v","choices":[{"index":0,"delta":{"content":"A"},"finish_reason":null}],"usage":{"prompt_tokens_details":{"cached_tokens":0}}}

            data: {"id":"s1","model":"deepseek-v","choices":[{"index":0,"delta":{},"finish_reason":"stop","matched_stop":1}],"usage":null}

            data: {"id":"s1","model":"deepseek-v","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":4}}}

            data: [DONE]


            """,
            "deepseek-v s1 | stop, 'A' | in 6 read 4 out 2 | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "llama.cpp, an error under a field of its own",
            """
            data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"Half"}}],"created":1764000000,"id":"chatcmpl-l","model":"gpt-oss","object":"chat.completion.chunk"}

            error: {"code":500,"message":"context size exceeded","type":"server_error"}


            """,
            "failed 500 server_error: context size exceeded after gpt-oss chatcmpl-l | -, 'Half' | - | - via -", "context size exceeded"),
        WireShape.Stream(ChatCompletions, "llama.cpp, timings beside the usage",
            """
            data: {"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"id":"chatcmpl-m","model":"gpt-oss","system_fingerprint":"b6500","object":"chat.completion.chunk"}

            data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"A"}}],"id":"chatcmpl-m","model":"gpt-oss"}

            data: {"choices":[{"finish_reason":"length","index":0,"delta":{}}],"id":"chatcmpl-m","model":"gpt-oss"}

            data: {"choices":[],"id":"chatcmpl-m","model":"gpt-oss","usage":{"completion_tokens":1,"prompt_tokens":73,"total_tokens":74},"timings":{"cache_n":72,"prompt_n":1,"predicted_n":1}}

            data: [DONE]


            """,
            "gpt-oss chatcmpl-m | length, 'A' | in 73 out 1 | - via -", "\"finish_reason\":\"length\""),
        WireShape.Stream(ChatCompletions, "Cloudflare, digits as numbers",
            """
            data: {"id":"id-1","created":1764000000,"model":"@cf/meta/llama-x","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"$"}}]}

            data: {"id":"id-1","model":"@cf/meta/llama-x","choices":[{"index":0,"delta":{"content":0}}]}

            data: {"id":"id-1","model":"@cf/meta/llama-x","choices":[{"index":0,"delta":{"content":"."}}]}

            data: {"id":"id-1","model":"@cf/meta/llama-x","choices":[{"index":0,"delta":{"content":5},"finish_reason":"stop"}],"usage":{"prompt_tokens":12.0,"completion_tokens":4.0,"total_tokens":16.0}}

            data: [DONE]


            """,
            "@cf/meta/llama-x id-1 | stop, '$0.5' | in 12 out 4 | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "A server that counts in fractions",
            """
            data: {"id":"f1","model":"flux-x","choices":[{"index":0,"delta":{"content":"A"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":14417.92,"total_tokens":14429.92}}

            data: [DONE]


            """,
            "flux-x f1 | stop, 'A' | in 12 | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "A server that counts nothing and says zero",
            """
            data: {"id":"z1","model":"m","choices":[{"index":0,"delta":{"content":"A"},"finish_reason":"stop"}]}

            data: {"id":"z1","model":"m","choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}

            data: [DONE]


            """,
            "m z1 | stop, 'A' | - | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "Zeros after the real counts",
            """
            data: {"id":"z2","model":"m","choices":[{"index":0,"delta":{"content":"A"},"finish_reason":"stop"}],"usage":{"prompt_tokens":8,"completion_tokens":1,"total_tokens":9}}

            data: {"id":"z2","model":"m","choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}

            data: [DONE]


            """,
            "m z2 | stop, 'A' | in 8 out 1 | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "Nous, a clean end without its mark",
            """
            data: {"id":"n1","model":"longcat-x","choices":[{"index":0,"delta":{"content":"LONGCAT_OK"},"finish_reason":null}],"lastOne":false}

            data: {"id":"n1","model":"longcat-x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"lastOne":false}

            data: {"id":"n1","model":"longcat-x","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":6,"total_tokens":17},"lastOne":true}


            """,
            "longcat-x n1 | stop, 'LONGCAT_OK' | in 11 out 6 | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "Mistral, thinking and a reference among the parts",
            """
            data: {"id":"ms","object":"chat.completion.chunk","model":"magistral-x","choices":[{"index":0,"delta":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"2+2"}]}]},"finish_reason":null}]}

            data: {"id":"ms","model":"magistral-x","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"4"},{"type":"reference","reference_ids":[1]}]},"finish_reason":null}]}

            data: {"id":"ms","model":"magistral-x","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"total_tokens":56,"completion_tokens":46}}

            data: [DONE]


            """,
            "magistral-x ms | stop, (2+2), '4', [reference] | in 10 out 46 | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "GitHub Copilot, thoughts under another name",
            """
            data: {"id":"gh","model":"claude-x","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_text":"Let me see."}}]}

            data: {"id":"gh","model":"claude-x","choices":[{"index":0,"delta":{"content":"Yes.","reasoning_opaque":"EpYC"}}]}

            data: {"id":"gh","model":"claude-x","choices":[{"index":0,"finish_reason":"stop","delta":{"content":null}}],"usage":{"prompt_tokens":20,"completion_tokens":8,"total_tokens":28}}

            data: [DONE]


            """,
            "claude-x gh | stop, (Let me see.), 'Yes.' | in 20 out 8 | - via -", "\"finish_reason\":\"stop\""),
    ];
}
