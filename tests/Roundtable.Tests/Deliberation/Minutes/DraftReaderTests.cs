using System.Text.Json;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Tests.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Minutes;

/// <summary>What a moderator's answer must look like.</summary>
public sealed class DraftReaderTests
{
    private static readonly Proceedings _proceedings = Held();

    [Fact]
    public void Sentences_are_read_in_order_with_their_option_and_ballots()
    {
        var read = DraftReader.Whole(
            """
            {"summary":[{"text":"It ended.","ballots":[" [r1.s1] ","r1.s2"]}],"arguments":[
            {"option":"B","sentences":[{"text":"No.","ballots":[]}]},{"option":"a","sentences":[{"text":"Yes.","ballots":["r1.s3"]}]}]}
            """,
            _proceedings,
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
    [InlineData("""{"summary":[],"arguments":[{"option":"A","sentences":[{"text":"Yes."}]}]}""", "each sentence needs a \"text\" and an array \"ballots\" of ids.")]
    [InlineData("""{"summary":[],"arguments":[{"option":0,"sentences":[]}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[{"option":3,"sentences":[]}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[{"option":"one","sentences":[]}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[{"option":true,"sentences":[]}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[{"option":1.5,"sentences":[]}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[{"sentences":[]}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[{"option":"A"}]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[1]}""", "each argument needs an \"option\" from A to B and \"sentences\".")]
    [InlineData("""{"summary":[],"arguments":[]}""", "it holds no sentence.")]
    public void What_is_missing_is_named(string answer, string expected)
    {
        Assert.Null(DraftReader.Whole(answer, _proceedings, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public void Eighty_sentences_are_enough(int count, bool read)
    {
        var sentences = Enumerable.Repeat(new { text = "Again.", ballots = new[] { "r1.s1" } }, count);
        Assert.Equal(read, DraftReader.Whole(JsonSerializer.Serialize(new { summary = sentences, arguments = Array.Empty<int>() }), _proceedings, out var error) is not null);
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
            _proceedings);
        var (id, (text, ballots)) = Assert.Single(read);
        Assert.Equal(("s1", "First.", "r1.s1"), (id, text, Assert.Single(ballots)));
        Assert.Empty(DraftReader.Corrections("None.", _proceedings));
        Assert.Empty(DraftReader.Corrections("""{"sentences":{}}""", _proceedings));
    }

    private static Proceedings Held()
    {
        var panel = Table.Panel(2);
        Round[] rounds = [Table.Round(1, "A B")];
        var question = new Question("Is it so?", ["Yes", "No"], []);
        return new Proceedings(question, panel, rounds, [], Table.Verdict(question, panel, Table.Settings, rounds));
    }
}
