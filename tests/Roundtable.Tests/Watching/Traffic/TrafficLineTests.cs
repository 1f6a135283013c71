using Roundtable.Watching.Traffic;

namespace Roundtable.Tests.Watching.Traffic;

/// <summary>Lines that other programs wrote: read as they are meant, or refused with what to do.</summary>
public sealed class TrafficLineTests
{
    [Theory]
    [InlineData("1772359200")]
    [InlineData("1772359200.0")]
    [InlineData("1772359200000")]
    [InlineData("\"1772359200\"")]
    [InlineData("\"1772359200000\"")]
    [InlineData("\"2026-03-01T10:00:00Z\"")]
    [InlineData("\"2026-03-01T11:00:00+01:00\"")]
    [InlineData("\"2026-03-01 10:00:00.000\"")]
    public void A_time_may_be_written_in_each_way_that_has_one_meaning(string time) =>
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), TrafficLine.Read(Line(time), 1).Time);

    [Fact]
    public void Parts_of_a_second_are_kept()
    {
        var expected = new DateTimeOffset(2026, 3, 1, 10, 0, 0, 512, TimeSpan.Zero);
        Assert.All(["1772359200.512", "1772359200512", "\"1772359200.512\""], t => Assert.Equal(expected, TrafficLine.Read(Line(t), 1).Time));
    }

    [Theory]
    [InlineData("\"05/06/2026 10:00\"", "'time' is not a time: write it as RFC 3339")]
    [InlineData("\"10:00\"", "'time' is not a time: write it as RFC 3339")]
    [InlineData("\"01/Mar/2026:10:00:00 +0000\"", "'time' is not a time: write it as RFC 3339")]
    [InlineData("\"\"", "'time' is not a time: write it as RFC 3339")]
    [InlineData("42", "neither seconds nor milliseconds")]
    [InlineData("20260301100000", "neither seconds nor milliseconds")]
    [InlineData("1e400", "neither seconds nor milliseconds")]
    [InlineData("1772359200000000", "micro- or nanoseconds, it seems): divide it")]
    [InlineData("{}", "'time' is neither a text nor a number")]
    public void A_time_that_could_be_another_is_refused_with_how_to_write_it(string time, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => TrafficLine.Read(Line(time), 1)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"startTime":1772359200.5,"metadata":{"user_api_key_hash":"k"},"messages":[]}""",
        "'startTime', which may be it", "'metadata', which may be it or hold it")]
    [InlineData("""{"request_created_at":"2026-03-01","request_user_id":"a","request_body":{}}""", "'request_created_at'", "'request_body'")]
    [InlineData("""{"custom_id":"1","body":{"messages":[]}}""", "'time' is missing; 'caller' is missing; there is neither", "'body'")]
    [InlineData("generation_id,created_at,cost_total", "It is not JSON", "Tables (CSV)")]
    [InlineData("[", "no complete JSON", "\"jq -c '.[]' FILE\"")]
    [InlineData("[{}]", "A line is one JSON object, and this is a list", "\"jq -c '.[]' FILE\"")]
    [InlineData("{", "no complete JSON", "\"jq -c . FILE\"")]
    [InlineData("7", "A line is one JSON object", "this is none")]
    [InlineData("""{"time":1772359200,"caller":7,"prompt":"x"}""", "'caller' is not a text but a number", "write it in quotes")]
    [InlineData("""{"time":1772359200,"caller":" ","prompt":"x"}""", "'caller' is empty", "a pseudonym")]
    [InlineData("""{"time":1772359200,"caller":"a","messages":"[{\"role\":\"user\",\"content\":\"x\"}]"}""", "a text with JSON in it", "fromjson")]
    [InlineData("""{"time":1772359200,"caller":"a","prompt":"x","end_user":{"id":1}}""", "'end_user' is not a text but an object", "write it as one text")]
    public void What_is_missing_or_wrong_is_said_at_once_with_what_to_do(string line, string wrong, string todo)
    {
        var message = Assert.Throws<FormatException>(() => TrafficLine.Read(line, 1)).Message;
        Assert.Contains(wrong, message, StringComparison.Ordinal);
        Assert.Contains(todo, message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_line_of_a_web_request_is_not_taken_for_a_prompt()
    {
        const string Access = """{"msec":"1772359200.310","request":"POST /v1/chat/completions HTTP/1.1"}""";
        var message = Assert.Throws<FormatException>(() => TrafficLine.Read(Access, 1)).Message;
        Assert.Contains("'msec'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("'request'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_texts_name_nobody()
    {
        var entry = TrafficLine.Read(
            """{"time":1772359200,"caller":"a","prompt":"x","model":"","end_user":"","payment":" ","address":"","barred_from":""}""", 1);
        Assert.Equal((null, null, null, null, null), (entry.Model, entry.EndUser, entry.Payment, entry.Address, entry.BarredFrom));
    }

    [Fact]
    public void Features_keep_a_time_that_is_a_number()
    {
        var line = Line("1772359200512");
        Assert.Equal(TrafficLine.Read(line, 1).Time, TrafficLine.Read(TrafficLine.WithoutPrompt(line, 1), 1).Time);
    }

    private static string Line(string time) => $$"""{"time":{{time}},"caller":"a","prompt":"x"}""";
}
