using static Roundtable.Models.Protocols.Protocol;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>Anthropic's messages, and those of servers that speak like it.</summary>
internal static class MessagesShapes
{
    private const string Start = """
        event: message_start
        data: {"type":"message_start","message":{"model":"claude-x-4","id":"msg_01","type":"message","role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":43,"cache_creation_input_tokens":0,"cache_read_input_tokens":7,"output_tokens":1,"service_tier":"standard"}}}


        """;

    private const string Text = """
        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Yes."}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}


        """;

    private const string Stop = """
        event: message_stop
        data: {"type":"message_stop"}


        """;

    /// <summary>A plain stream, on which the shapes of framing are made too.</summary>
    public static WireShape Plain { get; } = Stream("Anthropic, text and pings",
        Start + """
        event: ping
        data: {"type": "ping"}


        """ + Text + """
        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":15}}


        """ + Stop,
        "claude-x-4 msg_01 | stop, 'Yes.' | in 43 read 7 write 0 out 15 | - via -", "\"stop_reason\":\"end_turn\"");

    public static IEnumerable<WireShape> All =>
    [
        Plain,
        Stream("Anthropic, thinking with its signature, then a tool",
            Start + """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"A file "}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"first."}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqoBCkgIARABGAIiQM=="}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_01","name":"read","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"path\": \"/a"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"\"}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":89,"output_tokens_details":{"thinking_tokens":30}}}


            """ + Stop,
            """claude-x-4 msg_01 | tool_calls, (A file first.), read#toolu_01 {"path": "/a"} | in 43 read 7 write 0 out 59 reasoning 30 | - via -""", "\"stop_reason\":\"tool_use\""),
        Stream("Anthropic, a search of its own and a citation",
            Start + """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"query\":\"capital\"}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","title":"Bern","url":"https://example.org","encrypted_content":"Eo8="}]}}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"citations":[],"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"citations_delta","citation":{"type":"web_search_result_location","cited_text":"Bern","url":"https://example.org","encrypted_index":"Eo8="}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"Bern."}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":10682,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":510,"server_tool_use":{"web_search_requests":1}}}


            """ + Stop,
            "claude-x-4 msg_01 | stop, 'Bern.', [web_search], [https://example.org] | in 10682 read 7 write 0 out 510 | - via -", "\"stop_reason\":\"end_turn\""),
        Stream("Anthropic, redacted thinking and a refusal with its reason",
            Start + """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"redacted_thinking","data":"EmwKAhgB"}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"type":"refusal","category":"cyber","explanation":"It was blocked."}},"usage":{"output_tokens":5}}


            """ + Stop,
            "claude-x-4 msg_01 | content_filter refused, [redacted_thinking], refusal 'It was blocked.' | in 43 read 7 write 0 out 5 | - via -", "\"stop_reason\":\"refusal\""),
        Stream("Anthropic, overloaded in the middle",
            Start + Text + """
            event: error
            data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}


            """,
            "failed 529 overloaded_error: Overloaded after claude-x-4 msg_01 | -, 'Yes.' | in 43 read 7 write 0 out 1 | - via -", "overloaded_error"),
        Stream("A server behind Anthropic's interface, an error without a type",
            Start + """
            event: error
            data: {"message":"upstream timed out","code":504}


            """,
            "failed 504 -: upstream timed out after claude-x-4 msg_01 | - | in 43 read 7 write 0 out 1 | - via -", "upstream timed out"),
        Stream("A server behind Anthropic's interface, an error in words",
            Start + """
            event: error
            data: upstream connect error or disconnect/reset before headers


            """,
            "failed - -: upstream connect error or disconnect/reset before headers after claude-x-4 msg_01 | - | in 43 read 7 write 0 out 1 | - via -", "upstream connect error"),
        Stream("A router that says 0/0 first and all at the end",
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"gen_01","type":"message","role":"assistant","model":"claude-x-4","content":[],"stop_reason":null,"usage":{"input_tokens":0,"output_tokens":0}}}


            """ + Text + """
            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":4522,"cache_creation_input_tokens":4511,"output_tokens":5}}


            """ + Stop,
            "claude-x-4 gen_01 | stop, 'Yes.' | in 4522 write 4511 out 5 | - via -", "\"stop_reason\":\"end_turn\""),
        Stream("A router that says all first and 0 at the end",
            Start + Text + """
            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":0,"cache_read_input_tokens":0,"output_tokens":15}}


            """ + Stop,
            "claude-x-4 msg_01 | stop, 'Yes.' | in 43 read 7 write 0 out 15 | - via -", "\"stop_reason\":\"end_turn\""),
        Stream("Bedrock, its own figures at the end", Start + Text + """
            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"stop_sequence","stop_sequence":"END"},"usage":{"output_tokens":4}}

            event: message_stop
            data: {"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":50,"outputTokenCount":4,"invocationLatency":300}}


            """,
            "claude-x-4 msg_01 | stop, 'Yes.' | in 43 read 7 write 0 out 4 | - via -", "\"stop_reason\":\"stop_sequence\""),
        Stream("A tool whose input comes whole with its start",
            Start + """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_9","name":"list","input":{"path":"."}}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}


            """ + Stop,
            """claude-x-4 msg_01 | tool_calls, list#toolu_9 {"path":"."} | in 43 read 7 write 0 out 9 | - via -""", "\"stop_reason\":\"tool_use\""),
        Stream("Anthropic, cut before it says why it ends", Start + Text, "ended before it was complete after claude-x-4 msg_01 | -, 'Yes.' | in 43 read 7 write 0 out 1 | - via -", null),
        WireShape.Body(Messages, "Anthropic, a context that was compacted on the way",
            """{"model":"claude-x-4","id":"msg_02","type":"message","role":"assistant","content":[{"type":"compaction","content":"Summary."},{"type":"text","text":"On."}],"stop_reason":"end_turn","usage":{"input_tokens":23000,"output_tokens":1000,"iterations":[{"type":"compaction","input_tokens":180000,"output_tokens":3500},{"type":"message","input_tokens":23000,"output_tokens":1000}]}}""",
            "claude-x-4 msg_02 | stop, [compaction], 'On.' | in 203000 out 4500 | - via -"),
        WireShape.Body(Messages, "Anthropic, a number of tokens that is no answer", """{"input_tokens":2095}""", "holds no message"),
        WireShape.Body(Messages, "Anthropic, a request that is too long",
            """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"},"request_id":"req_2"}""",
            "failed 400 invalid_request_error: prompt is too long: 210000 tokens > 200000 maximum") with { Status = 400 },
    ];

    private static WireShape Stream(string name, string text, string reading, string? ending) => WireShape.Stream(Messages, name, text, reading, ending);
}
