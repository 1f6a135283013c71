using Roundtable.Models.Protocols;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>Anthropic's messages and their streams.</summary>
public sealed class MessageShapesTests
{
    private const string Start =
        """{"type":"message_start","message":{"model":"claude-x","id":"msg_1","type":"message","role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":43,"cache_read_input_tokens":7,"output_tokens":1}}}""";

    public static TheoryData<string, string, string> Whole => new()
    {
        {
            "Thinking, caches and their kinds",
            """
            {"model":"claude-x","id":"msg_1","type":"message","role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"CAIS"},{"type":"redacted_thinking","data":"x"},
            {"type":"text","text":"Yes, "},{"type":"text","text":"I do.","citations":[]}],"stop_reason":"end_turn","stop_sequence":null,"stop_details":null,
            "usage":{"input_tokens":100,"cache_creation_input_tokens":30,"cache_read_input_tokens":400,"cache_creation":{"ephemeral_5m_input_tokens":30,
            "ephemeral_1h_input_tokens":0},"output_tokens":1100,"output_tokens_details":{"thinking_tokens":139},"service_tier":"standard"}}
            """,
            "claude-x msg_1 | stop, (Hm.), [redacted_thinking], 'Yes, ', 'I do.' | in 100 read 400 write 30 out 961 reasoning 139 | - via -"
        },
        {
            "A refusal, and why",
            """
            {"model":"claude-x","id":"msg_2","type":"message","role":"assistant","content":[],"stop_reason":"refusal","stop_details":{"type":"refusal","category":"cyber",
            "explanation":"It was blocked."},"usage":{"input_tokens":18,"output_tokens":5}}
            """,
            "claude-x msg_2 | content_filter refused, refusal 'It was blocked.' | in 18 out 5 | - via -"
        },
        {
            "A refusal that does not say why",
            """{"model":"claude-x","id":"msg_3","content":[],"stop_reason":"refusal","stop_details":null,"usage":{"input_tokens":18,"output_tokens":5}}""",
            "claude-x msg_3 | content_filter refused | in 18 out 5 | - via -"
        },
        {
            "A limit",
            """{"model":"claude-x","id":"msg_4","content":[{"type":"text","text":"Half an"}],"stop_reason":"max_tokens"}""",
            "claude-x msg_4 | length, 'Half an' | - | - via -"
        },
        {
            "A tool",
            """{"model":"claude-x","id":"msg_5","content":[{"type":"tool_use","id":"toolu_1","name":"ballot","input":{"choice":1}}],"stop_reason":"tool_use"}""",
            """claude-x msg_5 | tool_calls, ballot#toolu_1 {"choice":1} | - | - via -"""
        },
        {
            "A router that passes the call on and tells the cost",
            """{"model":"claude-x","id":"gen-1","provider":"Bedrock","content":[{"type":"text","text":"A"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":2,"cost":0.25}}""",
            "claude-x gen-1 | stop, 'A' | in 1 out 2 | $0.25 via Bedrock"
        },
        { "An error", """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"r"}""", "failed 529 overloaded_error: Overloaded" },
        { "Something else", """{"type":"message"}""", "holds no message" },
        { "A page", "<html>", "is not JSON" },
    };

    public static TheoryData<string, string[], string> Streams => new()
    {
        {
            "Text and pings; the last counts stand",
            [
                Start,
                """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
                """{"type":"ping"}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"po"}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ng"}}""",
                """{"type":"content_block_stop","index":0}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":61,"output_tokens":9,"output_tokens_details":{"thinking_tokens":4}}}""",
                """{"type":"message_stop"}""",
            ],
            "claude-x msg_1 | stop, 'pong' | in 61 read 7 out 5 reasoning 4 | - via -"
        },
        {
            "Thinking, then a tool without arguments and one with",
            [
                Start,
                """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"abc"}}""",
                """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"list","input":{}}}""",
                """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""}}""",
                """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_2","name":"read","input":{}}}""",
                """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"p\":"}}""",
                """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"1}"}}""",
                """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":48}}""",
                """{"type":"message_stop"}""",
            ],
            """claude-x msg_1 | tool_calls, (Hm.), list#toolu_1 {}, read#toolu_2 {"p":1} | in 43 read 7 out 48 | - via -"""
        },
        {
            "A beginning that is sent twice",
            [
                Start,
                """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Half an"}}""",
                Start,
                """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Whole."}}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}""",
                """{"type":"message_stop"}""",
            ],
            "claude-x msg_1 | stop, 'Whole.' | in 43 read 7 out 2 | - via -"
        },
        {
            "A refusal",
            [Start, """{"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"explanation":"No."}},"usage":{"output_tokens":5}}""", """{"type":"message_stop"}"""],
            "claude-x msg_1 | content_filter refused, refusal 'No.' | in 43 read 7 out 5 | - via -"
        },
        { "An error in mid-answer", [Start, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""], "failed 529 overloaded_error: Overloaded" },
        { "A stream that is cut", [Start, """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Half"}}"""], "ended before it was complete" },
        { "Nothing but a beginning", [Start], "ended before it was complete" },
        { "Nothing but an end", ["""{"type":"message_stop"}"""], "holds no message" },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_body_is_read(string what, string body, string expected) => Assert.Equal((what, expected), (what, Shown.Read(Protocol.Messages, body)));

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_stream_is_read(string what, string[] events, string expected) =>
        Assert.Equal((what, expected), (what, await Shown.ReadEventsAsync(Protocol.Messages, events)));
}
