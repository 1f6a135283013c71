using System.Text.Json;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Tests.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Minutes;

/// <summary>What a moderator's answer must look like.</summary>
public sealed class DraftReaderTests
{
    /// <summary>Yes and No, by the rules of today and by those of session format 1.</summary>
    private static readonly Proceedings _now = Of(CountingRules.Current), _first = Of(CountingRules.First);

    [Fact]
    public void Sentences_are_read_in_order_with_their_option_and_ballots()
    {
        var read = DraftReader.Whole(
            """
            {"summary":[{"text":"It ended.","ballots":[" [r1.s1] ","r1.s2"]}],"arguments":[
            {"option":2,"sentences":[{"text":"No.","ballots":[]}]},{"option":"1","sentences":[{"text":"Yes.","ballots":["r1.s3"]}]}]}
            """,
            _now,
            out var error);
        Assert.Equal("", error);
        Assert.Equal([(null, "It ended.", "r1.s1,r1.s2"), (1, "No.", ""), (0, "Yes.", "r1.s3")], read!.Select(s => (s.Option, s.Text, string.Join(',', s.Ballots))));
    }

    [Theory]
    [InlineData("No.", "it holds no JSON object.")]
    [InlineData("""{"summary":[]}""", "it needs the arrays \"summary\" and \"arguments\".")]
    [InlineData("""{"arguments":[]}""", "it needs the arrays \"summary\" and \"arguments\".")]
    [InlineData("""{"summary":[],"arguments":{}}""", "it needs the arrays \"summary\" and \"arguments\".")]
    [InlineData("""{"summary":["It ended."],"arguments":[]}""", "each sentence needs a \"text\" and an array \"ballots\" of ids.")]
    [InlineData("""{"summary":[{"text":"It ended."}],"arguments":[]}""", "each sentence needs a \"text\" and an array \"ballots\" of ids.")]
    [InlineData("""{"summary":[{"text":1,"ballots":[]}],"arguments":[]}""", "each sentence needs a \"text\" and an array \"ballots\" of ids.")]
    [InlineData("""{"summary":[{"text":"It ended.","ballots":[1]}],"arguments":[]}""", "each sentence needs a \"text\" and an array \"ballots\" of ids.")]
    [InlineData("""{"summary":[],"arguments":[{"option":1,"sentences":[{"text":"Yes."}]}]}""", "each sentence needs a \"text\" and an array \"ballots\" of ids.")]
    [InlineData("""{"summary":[],"arguments":[{"option":0,"sentences":[]}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[{"option":3,"sentences":[]}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[{"option":"one","sentences":[]}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[{"option":true,"sentences":[]}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[{"option":1.5,"sentences":[]}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[{"sentences":[]}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[{"option":1}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[1]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[]}""", "it holds no sentence.")]
    public void What_is_missing_is_named(string answer, string expected)
    {
        Assert.Null(DraftReader.Whole(answer, _now, out var error));
        Assert.Equal(expected, error);
        Assert.Null(DraftReader.Whole(answer, _first, out error));
        Assert.Equal(expected.Replace("A to B", "1 to 2", StringComparison.Ordinal), error);
    }

    [Theory]
    [InlineData("\"A\"", 0, null)]
    [InlineData("\"Option B\"", 1, null)]
    [InlineData("\"No\"", 1, null)]
    [InlineData("2", 1, 1)]
    [InlineData("\"2\"", 1, 1)]
    [InlineData("2.0", 1, null)]
    [InlineData("\"A: No\"", null, null)]
    [InlineData("\"C\"", null, null)]
    public void An_option_is_named_by_key_or_words_and_in_format_1_by_number(string named, int? now, int? first)
    {
        var answer = $$"""{"summary":[],"arguments":[{"option":{{named}},"sentences":[{"text":"So.","ballots":[]}]}]}""";
        Assert.Equal(now, DraftReader.Whole(answer, _now, out _)?[0].Option);
        Assert.Equal(first, DraftReader.Whole(answer, _first, out _)?[0].Option);
    }

    [Fact]
    public void A_draft_inside_the_thinking_counts_in_format_1_alone()
    {
        const string draft = """<think>{"summary":[{"text":"Draft.","ballots":[]}],"arguments":[]}""";
        Assert.Null(DraftReader.Whole(draft, _now, out var error));
        Assert.Contains("still thinking", error, StringComparison.Ordinal);
        Assert.Single(DraftReader.Whole(draft, _first, out _)!);
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public void Eighty_sentences_are_enough(int count, bool read)
    {
        var sentences = Enumerable.Repeat(new { text = "Again.", ballots = new[] { "r1.s1" } }, count);
        Assert.Equal(read, DraftReader.Whole(JsonSerializer.Serialize(new { summary = sentences, arguments = Array.Empty<int>() }), _now, out var error) is not null);
        Assert.Equal(read ? "" : "it holds more than 80 sentences.", error);
    }

    [Fact]
    public void Corrections_are_read_by_id_and_what_is_malformed_is_left_out()
    {
        var read = DraftReader.Corrections(
            """
            {"sentences":[{"id":"s1","text":"First.","ballots":["r1.s1"]},{"id":"s1","text":"Second.","ballots":[]},{"id":"s2","text":"No ballots."},
            {"text":"No id.","ballots":[]},{"id":3,"text":"No text.","ballots":[]},"s4"]}
            """,
            _now);
        var (id, (text, ballots)) = Assert.Single(read);
        Assert.Equal(("s1", "First.", "r1.s1"), (id, text, Assert.Single(ballots)));
        Assert.Empty(DraftReader.Corrections("None.", _now));
        Assert.Empty(DraftReader.Corrections("""{"sentences":{}}""", _now));
    }

    private static Proceedings Of(CountingRules rules)
    {
        var question = new Question("Ship it?", ["Yes", "No"], []);
        Round[] rounds = [Table.Round(1, "A A B")];
        return new Proceedings(question, Table.Panel(3), rounds, [], Table.Verdict(question, Table.Panel(3), Table.Settings, rounds), rules);
    }
}
