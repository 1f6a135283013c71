using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Deliberation.Ballots;

public sealed class BallotReaderTests
{
    private static readonly Question _question = new("Which colour?", ["Red", "Green", "Blue"], []);

    // Shown to the seat as 1 Blue, 2 Red, 3 Green.
    private static BallotForm Form(int round = 1, bool ranked = false, IReadOnlyList<Ballot>? arguments = null) =>
        new(_question, new Seat(1, "One", new ModelCard("test/one")), round, 1, ranked, [2, 0, 1], null, arguments ?? []);

    [Theory]
    [InlineData("""{"choice":"2","reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":2,"reasoning":"Because.","confidence":"70%"}""")]
    [InlineData("""{"choice":"Option 2","reasoning":"Because.","confidence":70}""")]
    [InlineData("""{"choice":"red","reasoning":"Because.","confidence":0.7,}""")]
    [InlineData("```json\n{\"choice\":\"2\",\"reasoning\":\"Because.\",\"confidence\":0.7}\n```")]
    [InlineData("I think {hard}. So: {\"choice\":\"2\",\"reasoning\":\"Because.\",\"confidence\":0.7} That is all.")]
    [InlineData("""{"draft":1} {"choice":"2","reasoning":"Because.","confidence":0.7}""")]
    public void Reads_the_choice_through_any_wrapping_and_maps_it_back(string text)
    {
        var answer = BallotReader.Read(text, Form(), refused: false);
        Assert.Equal(0, Assert.IsType<Choice.Vote>(answer.Choice).Option);
        Assert.Equal("Because.", answer.Reasoning);
        Assert.Equal(0.7, answer.Confidence!.Value, 6);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("Red, I would say.", "no JSON object")]
    [InlineData("""{"choice":"2","reasoning":"cut off""", "not closed")]
    [InlineData("""{"choice" "2"}""", "malformed")]
    [InlineData("""{"reasoning":"x"}""", "\"choice\" is missing")]
    [InlineData("""{"choice":"4"}""", "\"4\"")]
    [InlineData("""{"choice":"0"}""", "\"0\"")]
    [InlineData("""{"choice":"Mauve"}""", "Mauve")]
    public void Says_what_is_wrong_with_an_answer_that_does_not_parse(string text, string error) =>
        Assert.Contains(error, Assert.IsType<Choice.Unparsed>(BallotReader.Read(text, Form(), false).Choice).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("I'm sorry, but I can't help with that.")]
    [InlineData("I can’t assist with this request.")]
    public void Recognises_a_refusal_in_words(string text) =>
        Assert.IsType<Choice.Refusal>(BallotReader.Read(text, Form(), false).Choice);

    [Fact]
    public void Believes_the_api_when_it_says_that_the_model_refused() =>
        Assert.IsType<Choice.Refusal>(BallotReader.Read("", Form(), refused: true).Choice);

    [Fact]
    public void A_ranking_is_mapped_back_and_must_be_whole()
    {
        var vote = Assert.IsType<Choice.Vote>(BallotReader.Read("""{"choice":"3","ranking":[3,1,2],"acceptable":[3,1]}""", Form(ranked: true), false).Choice);
        Assert.Equal([1, 2, 0], vote.Ranking!);
        Assert.Equal([1, 2], vote.Approved!);
        Assert.IsType<Choice.Unparsed>(BallotReader.Read("""{"choice":"3","ranking":[3,1]}""", Form(ranked: true), false).Choice);
        Assert.IsType<Choice.Unparsed>(BallotReader.Read("""{"choice":"3","ranking":[1,3,2]}""", Form(ranked: true), false).Choice);
    }

    [Fact]
    public void The_argument_that_moved_it_is_mapped_to_its_ballot()
    {
        Ballot[] arguments = [Other(4), Other(2)];
        var answer = BallotReader.Read("""{"choice":"1","moved_by":2,"answers":"Argument 1"}""", Form(2, arguments: arguments), false);
        Assert.Equal("r1.s2", answer.PersuadedBy);
        Assert.Equal("r1.s4", answer.Answers);
        Assert.Null(BallotReader.Read("""{"choice":"1","moved_by":3}""", Form(2, arguments: arguments), false).PersuadedBy);
    }

    [Fact]
    public void No_text_makes_it_throw() =>
        Prop.ForAll<string>(text => BallotReader.Read(text ?? "", Form(), false) is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void No_mutation_of_an_answer_makes_it_throw()
    {
        const string Answer = """{"choice":"2","reasoning":"a \"b\" \u00e9","confidence":0.7,"ranking":[1,2,3],"moved_by":null}""";
        Prop.ForAll(
            Gen.Choose(0, Answer.Length - 1).Two().ToArbitrary(),
            cut =>
            {
                var (a, b) = (Math.Min(cut.Item1, cut.Item2), Math.Max(cut.Item1, cut.Item2));
                BallotReader.Read(Answer.Remove(a, b - a), Form(2, ranked: true), false);
                BallotReader.Read(Answer[a..b], Form(2, ranked: true), false);
            }).QuickCheckThrowOnFailure();
    }

    private static Ballot Other(int seat) =>
        new(1, seat, 1, new Choice.Vote(0), "Reasons.", "{}", new Receipt(0, default, default));
}
