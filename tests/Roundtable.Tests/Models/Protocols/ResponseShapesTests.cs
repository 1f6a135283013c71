using Roundtable.Models.Protocols;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>OpenAI's responses and their streams.</summary>
public sealed class ResponseShapesTests
{
    private const string Whole1 =
        """
        {"id":"resp_1","object":"response","status":"completed","background":false,"error":null,"incomplete_details":null,"model":"gpt-x","output":[
        {"id":"rs_1","type":"reasoning","encrypted_content":"gAAA","summary":[{"type":"summary_text","text":"First."},{"type":"summary_text","text":"Second."}]},
        {"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"570"}]}],
        "usage":{"input_tokens":216,"input_tokens_details":{"cached_tokens":192},"output_tokens":923,"output_tokens_details":{"reasoning_tokens":323},"total_tokens":1139}}
        """;

    private const string Read1 = "gpt-x resp_1 | stop, (First.), (Second.), '570' | in 24 read 192 out 600 reasoning 323 | - via -";

    public static TheoryData<string, string, string> Whole => new()
    {
        { "Reasoning and text", Whole1, Read1 },
        {
            "A tool, and one of the provider's",
            """
            {"id":"r","status":"completed","model":"m","output":[{"type":"web_search_call","id":"ws_1","status":"completed"},{"type":"function_call","id":"fc_1","call_id":"call_1",
            "name":"ballot","arguments":"{\"choice\":1}","status":"completed"},{"type":"custom_tool_call","call_id":"call_2","name":"note","input":"free"}]}
            """,
            """m r | tool_calls, [web_search], ballot#call_1 {"choice":1}, note#call_2 free | - | - via -"""
        },
        { "A refusal", """{"id":"r","status":"completed","model":"m","output":[{"type":"message","content":[{"type":"refusal","refusal":"No."}]}]}""", "m r | stop refused, refusal 'No.' | - | - via -" },
        {
            "A limit",
            """{"id":"r","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"Half"}]}]}""",
            "m r | length, 'Half' | - | - via -"
        },
        { "A filter", """{"id":"r","status":"incomplete","incomplete_details":{"reason":"content_filter"},"model":"m","output":[]}""", "m r | content_filter refused | - | - via -" },
        { "A failure", """{"id":"r","status":"failed","error":{"code":"server_error","message":"It broke."},"output":[]}""", "failed 500 server_error: It broke." },
        { "A failure that says nothing", """{"id":"r","status":"failed","error":null,"output":[]}""", "failed - -: The provider broke the answer off." },
        { "Something that is still worked at", """{"id":"r","status":"queued","output":[]}""", "is not finished: its status is queued" },
        { "Something else", """{"id":"r"}""", "holds no message" },
    };

    public static TheoryData<string, string[], string> Streams => new()
    {
        {
            "The last event holds all of it",
            [
                """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","status":"in_progress","model":"gpt-x","output":[],"usage":null}}""",
                """{"type":"response.output_item.added","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}""",
                """{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"First."}""",
                """{"type":"response.output_text.delta","item_id":"msg_1","output_index":1,"content_index":0,"delta":"57"}""",
                """{"type":"response.output_text.delta","item_id":"msg_1","output_index":1,"content_index":0,"delta":"0"}""",
                $$"""{"type":"response.completed","sequence_number":9,"response":{{Whole1.ReplaceLineEndings("")}}}""",
            ],
            Read1
        },
        {
            "The last event leaves out what the others told",
            [
                """{"type":"response.reasoning_text.delta","output_index":0,"content_index":0,"delta":"Hm"}""",
                """{"type":"response.output_text.delta","output_index":1,"content_index":0,"delta":"570"}""",
                """{"type":"response.refusal.delta","output_index":1,"content_index":1,"delta":"No."}""",
                """{"type":"response.completed","response":{"id":"r","status":"completed","model":"m","output":[]}}""",
            ],
            "m r | stop refused, (Hm), '570', refusal 'No.' | - | - via -"
        },
        {
            "An error and the failure that it leads to",
            [
                """{"type":"response.created","response":{"id":"r","status":"in_progress","model":"m","output":[]}}""",
                """{"type":"error","sequence_number":2,"error":{"type":"insufficient_quota","code":"insufficient_quota","message":"You exceeded your quota.","param":null}}""",
            ],
            "failed 429 insufficient_quota: You exceeded your quota."
        },
        { "An error of the older shape", ["""{"type":"error","code":"server_error","message":"It broke.","param":null}"""], "failed 500 server_error: It broke." },
        { "A failure", ["""{"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"server_error","message":"It broke."},"output":[]}}"""], "failed 500 server_error: It broke." },
        {
            "A limit",
            ["""{"type":"response.output_text.delta","delta":"Half"}""", """{"type":"response.incomplete","response":{"id":"r","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[]}}"""],
            "- r | length, 'Half' | - | - via -"
        },
        { "A stream that is cut", ["""{"type":"response.output_text.delta","delta":"Half"}""", """{"type":"response.output_text.done","text":"Half"}"""], "ended before it was complete" },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_body_is_read(string what, string body, string expected) => Assert.Equal((what, expected), (what, Shown.Read(Protocol.Responses, body)));

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_stream_is_read(string what, string[] events, string expected) =>
        Assert.Equal((what, expected), (what, await Shown.ReadEventsAsync(Protocol.Responses, events)));
}
