using System.Text;
using Roundtable.Watching.Traffic;

namespace Roundtable.Tests.Watching.Traffic;

/// <summary>What is watched of a request is its words, whatever else a caller puts beside them.</summary>
public sealed class WatchedRequestTests
{
    private const string Chat = "/v1/chat/completions";
    private const string Messages = "/v1/messages";
    private const string Responses = "/v1/responses";

    [Theory]
    [InlineData(Chat, """{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"First"},{"role":"assistant","content":"a"},{"role":"user","content":"Last"}]}""", "Be brief.\nLast")]
    [InlineData(Chat, """{"messages":[{"role":"developer","content":[{"type":"text","text":"Be"},{"type":"text","text":"brief."}]},{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:"}},{"type":"text","text":"Last"}]}]}""", "Be\n\nbrief.\nLast")]
    [InlineData(Messages, """{"system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":"Last"}]}""", "Be brief.\nLast")]
    [InlineData(Messages, """{"messages":[{"role":"user","content":"Asked"},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"n","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"returned"}]}]}""", "Asked")]
    [InlineData(Messages, """{"messages":[{"role":"user","content":[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"The text"}},{"type":"text","text":"Last"}]}]}""", "The text\n\nLast")]
    [InlineData(Responses, """{"instructions":"Be brief.","input":"Last"}""", "Be brief.\nLast")]
    [InlineData(Responses, """{"input":[{"role":"user","content":[{"type":"input_text","text":"Last"}]},{"type":"reasoning","id":"r","summary":[]}]}""", "Last")]
    [InlineData("/v1/completions", """{"prompt":["One","Two"]}""", "One\n\nTwo")]
    public void Instructions_and_what_was_said_last_are_the_prompt(string path, string body, string prompt) => Assert.Equal(prompt, Read(path, body)?.Prompt);

    [Theory]
    [InlineData(Chat, """{"messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}},{"type":"text","text":"Last"}]}]}""")]
    [InlineData(Chat, """{"messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"f"}},{"type":"text","text":"Last"}]}],"tools":[{"type":"anything","at":1}]}""")]
    [InlineData(Chat, """{"messages":[{"role":"wizard","content":"x"},7,null,{"role":"user","content":"Last"},{"role":"user"},{"role":"user","content":[{"type":"unheard-of"}]}]}""")]
    [InlineData(Messages, """{"tools":[{"type":"web_search_20250305","name":"web_search"}],"messages":[{"role":"user","content":"Last"},{"role":"assistant","content":[{"type":"server_tool_use","id":"s"}]}]}""")]
    [InlineData(Responses, """{"tools":[{"type":"web_search"}],"input":[{"type":"web_search_call","id":"w"},{"type":"message","role":"user","content":[{"type":"input_file","file_id":"f"},{"type":"input_text","text":"Last"}]}]}""")]
    [InlineData("/V1/Chat/Completions/", """{"messages":[{"role":"USER","content":"Last"}]}""")]
    [InlineData("/v1/responses/compact", """{"input":"Last"}""")]
    public void Nobody_hides_behind_parts_that_cannot_be_read(string path, string body) => Assert.Equal("Last", Read(path, body)?.Prompt);

    [Theory]
    [InlineData("/v1/embeddings", """{"input":"x"}""")]
    [InlineData(Chat, """{"messages":[]}""")]
    [InlineData(Chat, """{"messages":[{"role":"assistant","content":"x"}]}""")]
    [InlineData(Chat, "[]")]
    [InlineData(Chat, "{")]
    [InlineData(Chat, "")]
    public void Where_there_is_no_prompt_there_is_none(string path, string body) => Assert.Null(Read(path, body));

    [Theory]
    [InlineData(Chat, "\"user\":\"ann\"", "ann")]
    [InlineData(Chat, "\"user\":\"ann\",\"safety_identifier\":\"h1\"", "h1")]
    [InlineData(Messages, "\"metadata\":{\"user_id\":\"u1\"}", "u1")]
    [InlineData(Messages, "\"metadata\":{\"user_id\":\"user_1f_account_2e_session_9a-1\"}", "user_1f_account_2e")]
    [InlineData(Messages, """ "metadata":{"user_id":"{\"device_id\":\"d\",\"account_uuid\":\"a\",\"session_id\":\"s\"}"} """, "a")]
    [InlineData(Messages, """ "metadata":{"user_id":"{\"device_id\":\"d\",\"account_uuid\":\"\",\"session_id\":\"s\"}"} """, "d")]
    [InlineData(Messages, "\"metadata\":{\"user_id\":\"{x\"}", "{x")]
    [InlineData(Messages, "\"metadata\":{\"user_id\":7}", null)]
    [InlineData(Messages, "\"metadata\":null,\"user\":\" \"", null)]
    public void Whom_a_caller_asks_for_is_read_where_it_says_so(string path, string members, string? user) =>
        Assert.Equal(user, Read(path, "{" + members + ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")!.EndUser);

    private static WatchedRequest? Read(string path, string body) => WatchedRequest.Read(path, Encoding.UTF8.GetBytes(body));
}
