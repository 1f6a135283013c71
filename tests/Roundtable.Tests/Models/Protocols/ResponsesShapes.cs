using static Roundtable.Models.Protocols.Protocol;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>OpenAI's responses, and those of servers that speak like it.</summary>
internal static class ResponsesShapes
{
    private const string Created = """
        event: response.created
        data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","status":"in_progress","model":"gpt-x-2026","output":[],"usage":null}}


        """;

    private const string Delta = """
        event: response.output_text.delta
        data: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"Half","logprobs":[]}


        """;

    public static IEnumerable<WireShape> All =>
    [
        Stream("OpenAI, reasoning and text",
            Created + """
            event: response.output_item.added
            data: {"type":"response.output_item.added","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}

            event: response.reasoning_summary_part.added
            data: {"type":"response.reasoning_summary_part.added","item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}

            event: response.reasoning_summary_text.delta
            data: {"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"Count."}

            event: response.output_item.added
            data: {"type":"response.output_item.added","output_index":1,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}}

            event: response.content_part.added
            data: {"type":"response.content_part.added","item_id":"msg_1","output_index":1,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","item_id":"msg_1","output_index":1,"content_index":0,"delta":"57"}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","item_id":"msg_1","output_index":1,"content_index":0,"delta":"0"}

            event: response.completed
            data: {"type":"response.completed","sequence_number":9,"response":{"id":"resp_1","object":"response","status":"completed","error":null,"model":"gpt-x-2026","output":[{"id":"rs_1","type":"reasoning","encrypted_content":"gAAA","summary":[{"type":"summary_text","text":"Count."}]},{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"text":"570"}]}],"usage":{"input_tokens":216,"input_tokens_details":{"cached_tokens":192},"output_tokens":923,"output_tokens_details":{"reasoning_tokens":323},"total_tokens":1139}}}


            """,
            "gpt-x-2026 resp_1 | stop, (Count.), '570' | in 24 read 192 out 600 reasoning 323 | - via -", "response.completed"),
        Stream("OpenAI, a tool",
            Created + """
            event: response.function_call_arguments.delta
            data: {"type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":0,"delta":"{\"n\":1}"}

            event: response.completed
            data: {"type":"response.completed","response":{"id":"resp_1","status":"completed","model":"gpt-x-2026","output":[{"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"run","arguments":"{\"n\":1}"}],"usage":{"input_tokens":10,"output_tokens":5,"total_tokens":15}}}


            """,
            """gpt-x-2026 resp_1 | tool_calls, run#call_1 {"n":1} | in 10 out 5 | - via -""", "response.completed"),
        Stream("ChatGPT's own, an end that leaves the tool out",
            Created + """
            event: response.output_item.done
            data: {"type":"response.output_item.done","output_index":1,"item":{"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"add_numbers","arguments":"{\"a\":1291823,\"b\":29801}"}}

            event: response.output_item.done
            data: {"type":"response.output_item.done","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}

            event: response.completed
            data: {"type":"response.completed","response":{"id":"resp_1","status":"completed","model":"gpt-x-2026","output":[],"usage":{"input_tokens":10,"output_tokens":5,"total_tokens":15}}}


            """,
            """gpt-x-2026 resp_1 | tool_calls, add_numbers#call_1 {"a":1291823,"b":29801} | in 10 out 5 | - via -""", "response.completed"),
        Stream("A gateway, an end that leaves the text out",
            Created + Delta + """
            event: response.completed
            data: {"type":"response.completed","response":{"id":"resp_1","status":"completed","model":"gpt-x-2026","usage":{"input_tokens":3,"output_tokens":1,"total_tokens":4}}}


            """,
            "gpt-x-2026 resp_1 | stop, 'Half' | in 3 out 1 | - via -", "response.completed"),
        Stream("OpenAI, a limit", Created + Delta + """
            event: response.incomplete
            data: {"type":"response.incomplete","response":{"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"model":"gpt-x-2026","output":[{"type":"message","content":[{"type":"output_text","text":"Half"}]}],"usage":{"input_tokens":3,"output_tokens":16,"total_tokens":19}}}


            """,
            "gpt-x-2026 resp_1 | length, 'Half' | in 3 out 16 | - via -", "response.incomplete"),
        Stream("OpenAI, a failure that is charged", Created + Delta + """
            event: response.failed
            data: {"type":"response.failed","response":{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"The model failed to generate a response."},"model":"gpt-x-2026","output":[],"usage":{"input_tokens":3,"output_tokens":1,"total_tokens":4}}}


            """,
            "failed 500 server_error: The model failed to generate a response. after gpt-x-2026 resp_1 | error, 'Half' | in 3 out 1 | - via -", "response.failed"),
        Stream("A failure that says nothing but its name", Created + """
            event: response.failed
            data: {"type":"response.failed","response":{"id":"resp_1"}}


            """,
            "failed - -: The provider broke the answer off. after gpt-x-2026 resp_1 | error | - | - via -", "response.failed"),
        Stream("OpenAI, an error after two events", Created + """
            event: error
            data: {"type":"error","sequence_number":2,"code":"server_is_overloaded","message":"Our servers are currently overloaded. Please try again later.","param":null}


            """,
            "failed - server_is_overloaded: Our servers are currently overloaded. Please try again later. after gpt-x-2026 resp_1 | - | - via -", "server_is_overloaded"),
        Stream("A stream that is cut", Created + Delta, "ended before it was complete after gpt-x-2026 resp_1 | -, 'Half' | - | - via -", null),
        Stream("Azure, a mark of the end after the end", Created + """
            event: response.completed
            data: {"type":"response.completed","response":{"id":"resp_1","status":"completed","model":"gpt-x-2026","output":[{"type":"message","content":[{"type":"refusal","refusal":"No."}]}]}}

            data: [DONE]


            """,
            "gpt-x-2026 resp_1 | stop refused, refusal 'No.' | - | - via -", "response.completed"),
        WireShape.Body(Responses, "OpenAI, in the background", """{"id":"resp_2","object":"response","status":"queued","background":true,"model":"gpt-x-2026","output":[],"usage":null}""", "is not finished: its status is queued after gpt-x-2026 resp_2 | - | - | - via -"),
        WireShape.Body(Responses, "Schemas of tools that nest deeper than 64",
            $$"""{"id":"resp_3","status":"completed","model":"gpt-x-2026","tools":[{{string.Concat(Enumerable.Repeat("{\"a\":", 100))}}1{{new string('}', 100)}}],"output":[{"type":"message","content":[{"type":"output_text","text":"A"}]}]}""",
            "gpt-x-2026 resp_3 | stop, 'A' | - | - via -"),
    ];

    private static WireShape Stream(string name, string text, string reading, string? ending) => WireShape.Stream(Responses, name, text, reading, ending);
}
