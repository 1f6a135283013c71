using System.Text;
using Roundtable.Deliberation.Panels;
using Roundtable.Workspace.Gateway.Policies;

namespace Roundtable.Tests.Workspace.Gateway.Policies;

/// <summary>What policy reads in a body is what every server reads in it, or nothing.</summary>
public sealed class RequestReaderTests
{
    private static RequestReading Read(string body) =>
        RequestReader.Read(Encoding.UTF8.GetBytes(body), out var problem) ?? throw new InvalidOperationException(problem);

    [Theory]
    [InlineData("""{"model":"a","model":"b"}""")]
    [InlineData("""{"model":"a","Model":"b"}""")]
    [InlineData("""{"Model":"b"}""")]
    [InlineData("""{"model":"a","mod\u0065l":"b"}""")]
    [InlineData("""{"model":"a","max_tokens":1,"max_tokens":100000}""")]
    [InlineData("""{"model":"a","MAX_TOKENS":100000}""")]
    [InlineData("""{"model":"a","n":1,"n":50}""")]
    [InlineData("""{"model":"a","n":0}""")]
    [InlineData("""{"model":"a","n":1.5}""")]
    [InlineData("""{"model":"a","n":"3"}""")]
    [InlineData("""{"model":"a","max_tokens":-1}""")]
    [InlineData("""{"model":"a","max_tokens":"100"}""")]
    [InlineData("""{"model":"a","max_completion_tokens":1e99}""")]
    [InlineData("""{"model":"a"} {"model":"b"}""")]
    [InlineData("""{"model":"a",}""")]
    [InlineData("""{"model":"a"/*x*/}""")]
    [InlineData("""{'model':'a'}""")]
    [InlineData("""[{"model":"a"}]""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{\"model\":\"\\ud800\"}")]
    [InlineData("""{"requests":[{"params":{"model":"a","model":"b"}}]}""")]
    [InlineData("""{"requests":[{"params":{"model":"a"},"params":{"model":"b"}}]}""")]
    [InlineData("""{"requests":[{"custom_id":"x"}]}""")]
    [InlineData("""{"requests":["x"]}""")]
    public void A_body_that_servers_could_read_differently_is_refused(string body)
    {
        Assert.Null(RequestReader.Read(Encoding.UTF8.GetBytes(body), out var problem));
        Assert.NotNull(problem);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_and_endless_nesting_are_refused()
    {
        Assert.Null(RequestReader.Read(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' }, out _));
        Assert.Null(RequestReader.Read(Encoding.Unicode.GetBytes("""{"model":"a"}"""), out _));
        Assert.Null(RequestReader.Read((byte[])[.. "{\"model\":\""u8, 0xFF, .. "\"}"u8], out _));
        Assert.Null(RequestReader.Read(Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 5000) + new string(']', 5000) + "}"), out _));
    }

    [Fact]
    public void Every_model_that_could_answer_is_named()
    {
        Assert.Equal(["a"], Read("""{"model":"a"}""").Models);
        Assert.Equal(["a", "b", "c"], Read("""{"models":["b","c","a"],"model":"a"}""").Models);
        Assert.Equal(["a", "big"], Read("""{"model":"a","tools":[{"type":"advisor_20260301","model":"big"}]}""").Models);
        Assert.Equal(["a", "b"], Read("""{"requests":[{"params":{"model":"a"}},{"params":{"model":"b"}},{"params":{"model":"a"}}]}""").AllModels);
        Assert.Equal(["élan"], Read("""{"model":"\u00e9lan"}""").Models);
        Assert.Empty(Read("""{"prompt":{"id":"pmpt_1"}}""").Models);
        Assert.Empty(Read("""{"model":5}""").Models);
        Assert.Equal(["a"], Read("""{"messages":[{"role":"user","content":"{\"model\":\"b\"}"}],"model":"a"}""").Models);
    }

    [Theory]
    [InlineData("""{"model":"a"}""", "a")]
    [InlineData("""{"messages":[{"model":"b","tools":[{"model":"c"}]}],"stream":true,"model":"\u00e9lan"}""", "élan")]
    [InlineData("""{"model":"a","models":["b"]}""", null)]
    [InlineData("""{"model":"a","Tools":[{"model":"b"}]}""", null)]
    [InlineData("""{"model":"a","mod\u0065l":"b"}""", null)]
    [InlineData("""{"model":"a","model":"b"}""", null)]
    [InlineData("""{"Model":"b"}""", null)]
    [InlineData("""{"model":5}""", null)]
    [InlineData("""{"model":"a"} {"model":"b"}""", null)]
    [InlineData("""{"model":"a","x":{}""", null)]
    [InlineData("""{"requests":[{"params":{"model":"a"}}]}""", null)]
    [InlineData("""["model"]""", null)]
    public void The_model_alone_is_read_where_nothing_else_can_name_one(string body, string? model)
    {
        Assert.Equal(model, RequestReader.ReadModel(Encoding.UTF8.GetBytes(body)));
        Assert.True(model is null || Read(body).AllModels.SequenceEqual([model]));
    }

    [Fact]
    public void The_largest_limit_counts_and_every_choice()
    {
        var reading = Read("""{"model":"a","max_tokens":5,"max_completion_tokens":9,"max_output_tokens":null,"n":3}""");
        Assert.Equal((9L, 3), (reading.OutputLimit, reading.Choices));
        Assert.Null(Read("""{"model":"a","max_tokens":null,"n":null}""").OutputLimit);
    }

    [Theory]
    [InlineData("""{"previous_response_id":"resp_1"}""", "resp_1", true)]
    [InlineData("""{"conversation":"conv_1"}""", "conv_1", true)]
    [InlineData("""{"conversation":{"id":"conv_1"}}""", "conv_1", true)]
    [InlineData("""{"input_file_id":"file-1","endpoint":"/v1/responses"}""", "file-1", false)]
    [InlineData("""{"training_file":"file-1","validation_file":"file-2"}""", "file-1 file-2", false)]
    [InlineData("""{"messages":[{"content":[{"type":"file","file":{"file_id":"file-1"}}]}]}""", "file-1", true)]
    [InlineData("""{"input":[{"type":"item_reference","id":"msg_1"}]}""", "msg_1", false)]
    [InlineData("""{"input":[{"id":"msg_1","type":"item_reference"}]}""", "msg_1", false)]
    [InlineData("""{"tools":[{"type":"file_search","vector_store_ids":["vs_1","vs_2"]}]}""", "vs_1 vs_2", true)]
    [InlineData("""{"messages":[{"content":[{"type":"document","source":{"type":"file","file_id":"file_1"}}]}]}""", "file_1", true)]
    [InlineData("""{"container":{"id":"c_1","skills":[]}}""", "c_1", false)]
    [InlineData("""{"requests":[{"params":{"messages":[{"content":[{"source":{"file_id":"f"}}]}]}}]}""", "f", true)]
    public void What_is_kept_by_the_provider_is_found_wherever_it_is_referred_to(string body, string ids, bool elsewhere)
    {
        var reading = Read(body);
        Assert.Equal(ids.Split(' '), reading.Ids);
        Assert.Equal(elsewhere, reading.ReadsElsewhere);
    }

    [Theory]
    [InlineData("""{"messages":[{"content":[{"type":"tool_use","id":"t","name":"read","input":{"file_id":"mine","url":"https://x"}}]}]}""")]
    [InlineData("""{"tools":[{"name":"read","input_schema":{"properties":{"file_id":{"type":"string","const":"x"},"conversation":{"id":"y"}}}}]}""")]
    [InlineData("""{"tools":[{"type":"function","function":{"parameters":{"default":{"file_id":"x"}}}}]}""")]
    [InlineData("""{"metadata":{"conversation":"of tuesday"}}""")]
    [InlineData("""{"messages":[{"content":"file_id: file-1"}]}""")]
    public void What_belongs_to_the_callers_own_tools_refers_to_nothing(string body)
    {
        Assert.Empty(Read(body).Ids);
        Assert.False(Read(body).ReadsElsewhere);
    }

    [Fact]
    public void Pictures_count_as_pictures_and_text_as_text()
    {
        var picture = new string('A', 1_000_000);
        Assert.InRange(Read($$$"""{"messages":[{"content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{picture}}}"}}]}]}""").InputTokens, 50_000, 50_100);
        Assert.InRange(
            Read($$$"""{"messages":[{"content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{{picture}}}"}}]}]}""").InputTokens, 50_000, 50_100);
        Assert.InRange(Read($$"""{"messages":[{"content":"{{picture}}"}]}""").InputTokens, 500_000, 500_100);
        Assert.True(Read("""{"messages":[{"content":[{"type":"image_url","image_url":{"url":"https://x/y.png"}}]}]}""").ReadsElsewhere);
        Assert.False(Read("""{"messages":[{"content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA"}}]}]}""").ReadsElsewhere);
    }

    [Theory]
    [InlineData("""{"tools":[{"type":"web_search_20260209","name":"web_search"}]}""", "web_search_20260209")]
    [InlineData("""{"tools":[{"type":"code_interpreter"}]}""", "code_interpreter")]
    [InlineData("""{"tools":[{"type":"function"},{"type":"mcp"}]}""", "mcp")]
    [InlineData("""{"web_search_options":{}}""", "web_search_options")]
    [InlineData("""{"service_tier":"priority"}""", "service_tier")]
    [InlineData("""{"speed":"fast"}""", "speed")]
    [InlineData("""{"plugins":[{"id":"web"}]}""", "plugins")]
    [InlineData("""{"tools":[{"name":"mine","input_schema":{}}]}""", null)]
    [InlineData("""{"tools":[{"type":"function","function":{}},{"type":"custom"},{"type":"bash_20250124"},{"type":"text_editor_20250728"}]}""", null)]
    [InlineData("""{"service_tier":"auto","web_search_options":null}""", null)]
    public void What_costs_more_than_its_tokens_is_named(string body, string? unbounded) => Assert.Equal(unbounded, Read(body).Unbounded);

    [Fact]
    public void A_reservation_is_the_most_that_all_answers_can_cost()
    {
        var reading = Read("""{"model":"a","max_tokens":100,"n":2}""");
        var card = new ModelCard("lab/a", Price: new Price(1, 10), MaxOutputTokens: 80);
        Assert.Equal(reading.InputTokens + (10 * 80 * 2), Reservation.Of(reading, [card], PathKind.Generation).MicroDollars);
        Assert.Equal(reading.InputTokens + (10 * 100 * 2), Reservation.Of(reading, [card with { MaxOutputTokens = null }], PathKind.Generation).MicroDollars);
        Assert.Equal(reading.InputTokens, Reservation.Of(reading with { OutputLimit = null }, [card with { MaxOutputTokens = null }], PathKind.Embeddings).MicroDollars);
        var dear = card with { Name = "lab/b", Price = new Price(1, 50) };
        Assert.Equal(reading.InputTokens + (50 * 80 * 2), Reservation.Of(reading, [card, dear], PathKind.Generation).MicroDollars);
        var batch = card with { Price = new Price(1, 10) { BatchDiscount = 0.5m } };
        Assert.Equal((reading.InputTokens + (10 * 80 * 2) + 1) / 2, Reservation.Of(reading, [batch], PathKind.Generation, isBatch: true).MicroDollars);
        Assert.Equal(0, Reservation.Of(reading, [card with { Simulated = true, Price = null }], PathKind.Generation).MicroDollars);
    }

    [Fact]
    public void What_cannot_be_reckoned_is_said_with_its_fix()
    {
        var reading = Read("""{"model":"a"}""");
        var card = new ModelCard("lab/a", Price: new Price(1, 10));
        foreach (var (told, what, words) in (ReadOnlySpan<(RequestReading, ModelCard, string)>)
            [
                (reading, card with { Price = null }, "No price of lab/a"),
                (reading, card, "max_tokens"),
                (reading with { OutputLimit = 5, ReadsElsewhere = true }, card, "'context'"),
                (reading with { OutputLimit = 5, Unbounded = "mcp" }, card, "'mcp'"),
            ])
        {
            var reservation = Reservation.Of(told, [what], PathKind.Generation);
            Assert.Null(reservation.MicroDollars);
            Assert.Contains(words, reservation.Problem, StringComparison.Ordinal);
        }

        Assert.Null(Reservation.Of(reading with { OutputLimit = 5 }, [card], PathKind.Generation, isBatch: true).MicroDollars);
        var context = Reservation.Of(reading with { OutputLimit = 0, ReadsElsewhere = true }, [card with { ContextTokens = 1000 }], PathKind.Generation);
        Assert.Equal(1000, context.MicroDollars);
    }
}
