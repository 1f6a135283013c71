using static Roundtable.Models.Protocols.Protocol;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>The same answers in other frames: what the standard of server-sent events permits, what it does not and servers do, and what is no stream at all.</summary>
internal static class FramingShapes
{
    private static readonly WireShape _chat = OpenAIShapes.Plain;

    private static readonly WireShape _message = MessagesShapes.Plain;

    public static IEnumerable<WireShape> All =>
    [
        _chat.Framed("Lines that end with CR LF", t => t.Replace("\n", "\r\n", StringComparison.Ordinal)),
        _chat.Framed("Lines that end with CR", t => t.Replace('\n', '\r')),
        _message.Framed("Lines that end in all three ways", t => string.Concat(t.Split('\n').Select((line, i) => line + (i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\n" : "\r")))),
        _chat.Framed("A byte order mark", t => "\uFEFF" + t),
        _chat.Framed("No space after the colon", t => t.Replace("data: ", "data:", StringComparison.Ordinal)),
        _chat.Framed("Three spaces after the colon and some at the end", t => t.Replace("data: ", "data:   ", StringComparison.Ordinal).Replace("}\n", "}  \n", StringComparison.Ordinal)),
        _chat.Framed("One event in many data lines", t => t.Replace("\"choices\":", "\ndata: \"choices\":", StringComparison.Ordinal)),
        _message.Framed("Comments, ids and times of retry", t => t.Replace("event: ", ": keep-alive\nid: 7\nretry: 3000\nevent: ", StringComparison.Ordinal)),
        _message.Framed("Empty events between the events", t => t.Replace("\n\n", "\n\n\n\n: \n\ndata:\n\n", StringComparison.Ordinal)),
        _message.Framed("No names of events", t => string.Join('\n', t.Split('\n').Where(l => !l.StartsWith("event:", StringComparison.Ordinal)))),
        _message.Framed("Types in the names of events alone", t => System.Text.RegularExpressions.Regex.Replace(t, "data: \\{\"type\": ?\"[a-z_]+\"(,|(?=\\}))", "data: {", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(10))) with { Ending = "\"stop_reason\":\"end_turn\"" },
        _message.Framed("Pings that are no JSON", t => t.Replace("""{"type": "ping"}""", "ping", StringComparison.Ordinal)),
        _chat.Framed("No empty line at the end", t => t.Replace("data: [DONE]\n\n", "", StringComparison.Ordinal).TrimEnd('\n')),
        _chat.Framed("Half of the mark of the end", t => t.Replace("data: [DONE]\n\n", "data: [DO", StringComparison.Ordinal)),
        _chat with { Name = "Compressed with gzip", Encoding = "gzip" },
        _message with { Name = "Compressed with Brotli", Encoding = "br" },
        WireShape.Stream(ChatCompletions, "An event of two million characters",
            $$$"""
            data: {"id":"big","model":"m","choices":[{"index":0,"delta":{"content":"{{{new string('ä', 20_000)}}}"},"finish_reason":"stop"}]}

            data: [DONE]


            """,
            $"m big | stop, '{new string('ä', 20_000)}' | - | - via -", "\"finish_reason\":\"stop\"") with { Name = "An event of forty thousand bytes" },
        WireShape.Stream(ChatCompletions, "A surrogate pair in two events",
            """
            data: {"id":"u","model":"m","choices":[{"index":0,"delta":{"content":"a\ud83d"}}]}

            data: {"id":"u","model":"m","choices":[{"index":0,"delta":{"content":"\ude00b"},"finish_reason":"stop"}]}

            data: [DONE]


            """,
            "m u | stop, 'a😀b' | - | - via -", "\"finish_reason\":\"stop\""),
        WireShape.Stream(ChatCompletions, "An error as bare JSON, called a stream",
            """{"error":{"message":"Invalid token","type":"new_api_error","code":"invalid_token"}}""", "failed - invalid_token: Invalid token", null),
        WireShape.Stream(ChatCompletions, "An error and the mark of the end", """
            data: {"error":{"message":"quota exceeded"}}

            data: [DONE]


            """,
            "failed - -: quota exceeded", "quota exceeded"),
        WireShape.Stream(ChatCompletions, "Nothing, called a stream", "", "ended before it was complete", null),
        WireShape.Stream(ChatCompletions, "Comments and no answer", ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n", "ended before it was complete", null),
        WireShape.Stream(ChatCompletions, "An event that is not JSON", """
            data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"Half"}}]}

            data: {"id":"c","model"

            data: [DONE]


            """,
            "holds an event that is not JSON after m c | -, 'Half' | - | - via -", "{\"id\":\"c\",\"model\"\n"),
        WireShape.Body(ChatCompletions, "A page of a gateway with status 200", "<html><body>Request blocked</body></html>", "is not JSON") with { ContentType = "text/html;charset=UTF-8" },
        WireShape.Body(ChatCompletions, "An error of vLLM's with status 200",
            """{"code":404,"message":"The model `x` does not exist.","object":"error","param":null,"type":"NotFoundError"}""", "failed 404 NotFoundError: The model `x` does not exist."),
        WireShape.Body(ChatCompletions, "A byte order mark before a body", "\uFEFF" + """{"id":"b","model":"m","choices":[{"index":0,"message":{"content":"A"},"finish_reason":"stop"}]}""", "m b | stop, 'A' | - | - via -"),
        new("A stream that is announced as JSON", ChatCompletions, false, _chat.Text, _chat.Reading),
        WireShape.Body(ChatCompletions, "A body that is cut", """{"id":"b","model":"m","choices":[{"index":0,"mess""", "is not JSON"),
        WireShape.Body(ChatCompletions, "A body, compressed with gzip", """{"id":"b","model":"m","choices":[{"index":0,"message":{"content":"A"},"finish_reason":"stop"}]}""", "m b | stop, 'A' | - | - via -") with { Encoding = "gzip" },
        WireShape.Body(ChatCompletions, "A page with an error's status", "<html><h1>502 Bad Gateway</h1></html>", "failed - -: ") with { Status = 502, ContentType = "text/html" },
    ];
}
