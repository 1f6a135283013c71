using System.Text;
using Roundtable.Models.Batches;

namespace Roundtable.Tests.Models.Batches;

/// <summary>Lines as providers and servers are known to write them.</summary>
public sealed class BatchLineTests
{
    [Theory]
    [InlineData("""{"id":"batch_req_wnaDys","custom_id":"request-2","response":{"status_code":200,"request_id":"req_c187b3","body":{"id":"chatcmpl-9758Iw","object":"chat.completion","created":1711475054,"model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":"2 + 2 equals 4."},"finish_reason":"stop"}],"usage":{"prompt_tokens":24,"completion_tokens":15,"total_tokens":39},"system_fingerprint":null}},"error":null}""", "request-2", "Answered")]
    [InlineData("""{"id":"batch_req_1","custom_id":"a","response":{"status_code":200,"body":{"id":"resp_1","object":"response","status":"completed","output":[]}},"error":null}""", "a", "Answered")]
    [InlineData("""{"id":"vllm-383d1c59","custom_id":"request-1","response":{"id":"cmpl-61c0","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello!"},"finish_reason":"stop","stop_reason":null}],"usage":{"prompt_tokens":25,"total_tokens":56,"completion_tokens":31}},"error":null}""", "request-1", "Answered")]
    [InlineData("""{"id":"batch_req_123","custom_id":"request-3","response":null,"error":{"code":"batch_expired","message":"This request could not be executed before the completion window expired."}}""", "request-3", "Expired")]
    [InlineData("""{"id":"batch_req_123","custom_id":"request-3","response":null,"error":{"code":"batch_cancelled","message":"This request was cancelled."}}""", "request-3", "Cancelled")]
    [InlineData("""{"id":"batch_req_9","custom_id":"b","response":{"status_code":400,"request_id":"x","body":{"error":{"message":"Unsupported parameter","type":"invalid_request_error","param":"temperature","code":"unsupported_parameter"}}},"error":null}""", "b", "Failed")]
    [InlineData("""{"id":"batch_req_9","custom_id":"b","response":{"status_code":500,"request_id":"x","body":""},"error":null}""", "b", "Failed")]
    [InlineData("""{"id":"batch_req_9","custom_id":"b","response":null,"error":{"code":"server_error","message":"An error occurred."}}""", "b", "Failed")]
    [InlineData("""{"custom_id":"my-second-request","result":{"type":"succeeded","message":{"id":"msg_014VwiXbi91y3JMjcpyGBHX5","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"Hello again!"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":11,"output_tokens":36}}}}""", "my-second-request", "Answered")]
    [InlineData("""{"custom_id":"c","result":{"type":"errored","error":{"type":"error","error":{"type":"invalid_request_error","message":"messages: at least one message is required"}}}}""", "c", "Failed")]
    [InlineData("""{"custom_id":"c","result":{"type":"canceled"}}""", "c", "Cancelled")]
    [InlineData("""{"custom_id":"c","result":{"type":"expired"}}""", "c", "Expired")]
    public void A_line_says_how_its_request_ended(string line, string id, string ending)
    {
        var read = BatchLine.Parse(Encoding.UTF8.GetBytes(line));
        Assert.Equal((id, ending), (read?.CustomId, read?.Ending.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"custom_id":"a","response":{"status_code":200,"body":"text"},"error":null}""")]
    [InlineData("""{"custom_id":"a","result":{"type":"succeeded"}}""")]
    [InlineData("""{"custom_id":"a","result":{"type":"postponed"}}""")]
    [InlineData("""{"custom_id":"a","response":{"status_code":200""")]
    public void What_says_neither_answer_nor_error_is_no_line(string line) => Assert.Null(BatchLine.Parse(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData("""{"custom_id":"KEY","response":{}}""", true)]
    [InlineData("""{"response":{"a":[1,{"custom_id":"x"}]},"custom_id":"KEY"}""", true)]
    [InlineData("""{"custom_id":"KEY","response":{""", false)]
    [InlineData("""{"custom_id":"KEY"} more""", false)]
    [InlineData("""{"custom_id":7}""", false)]
    [InlineData("""{"custom_id":"not a key"}""", false)]
    [InlineData("""{"response":{"custom_id":"KEY"}}""", false)]
    [InlineData("""["custom_id","KEY"]""", false)]
    public void The_key_is_read_from_whole_lines_alone(string line, bool isThere)
    {
        var key = new string('a', 64);
        Assert.Equal(isThere, BatchLine.KeyOf(Encoding.UTF8.GetBytes(line.Replace("KEY", key, StringComparison.Ordinal)))?.ToString() == key);
    }
}
