using Roundtable.Deliberation.Fusion;

namespace Roundtable.Tests.Deliberation.Fusion;

public sealed class SentenceStreamTests
{
    private const string Two = """{"sentences":[{"text":"One {brace} and \"a quote\".","points":["p1"]},{"text":"Two.","points":["p2.a","P3"],"form":"item"}]}""";

    public static TheoryData<string> Wrappings => new(
        Two,
        "```json\n" + Two + "\n```\nThat is all.",
        "Here it is: \n" + Two,
        "<think>Maybe {\"text\":\"No.\",\"points\":[\"p9\"]}</think>" + Two,
        """
        {"text":"One {brace} and \"a quote\".","points":["p1"]}
        {"text":"Two.","points":"p2.a, p3","form":"item"}
        """,
        """[{"text":"One {brace} and \"a quote\".","points":["p1"]},{"text":"Two.","points":["[p2.a]","p3"],"form":"Item"}]""");

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void Sentences_are_found_however_they_are_wrapped_and_wherever_the_stream_is_cut(string answer)
    {
        for (var cut = 0; cut <= answer.Length; cut++)
        {
            var stream = new SentenceStream();
            List<SentenceDraft> found = [.. stream.Append(answer[..cut]), .. stream.Append(answer[cut..]), .. stream.Complete()];
            Assert.Equal(["One {brace} and \"a quote\".", "Two."], found.Select(s => s.Text));
            Assert.Equal([["p1"], ["p2.a", "p3"]], found.Select(s => s.Points));
            Assert.Equal([SentenceForm.Prose, SentenceForm.Item], found.Select(s => s.Form));
        }
    }

    [Fact]
    public void A_sentence_is_given_out_when_its_brace_has_come_and_not_before()
    {
        var stream = new SentenceStream();
        Assert.Empty(stream.Append(Two[..Two.IndexOf("},", StringComparison.Ordinal)]));
        Assert.Equal("One {brace} and \"a quote\".", Assert.Single(stream.Append("}")).Text);
    }

    [Fact]
    public void What_turns_out_to_be_thinking_is_void()
    {
        var stream = new SentenceStream();
        Assert.Equal(2, stream.Append(Two).Count);
        var after = stream.Append("</think>\n" + Two.Replace("Two.", "Three.", StringComparison.Ordinal) + new string(' ', 60));
        Assert.Equal(1, stream.Restarts);
        Assert.Equal(["One {brace} and \"a quote\".", "Three."], after.Select(s => s.Text));
    }

    [Fact]
    public void Quotation_marks_that_do_not_match_cost_one_sentence_at_most_where_the_list_can_be_read() =>
        Assert.Equal(
            ["It is \"so\" called."],
            SentenceStream.All("""{"sentences":[{"text":"It is "so" called.","points":["p1"]}]}""").Select(s => s.Text));

    [Fact]
    public void Code_keeps_its_lines() =>
        Assert.Equal(
            "if (a) {\n\treturn \"}\";\n}",
            SentenceStream.All("""{"text":"if (a) {\n\treturn \"}\";\n}","points":["p1"],"form":"code","language":"c"}""").Single().Text);
}
