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

    // Shown to the seat as A Blue, B Red, C Green.
    private static BallotForm Form(int round = 1, bool ranked = false, IReadOnlyList<Ballot>? arguments = null) =>
        new(_question, new Seat(1, "One", new ModelCard("test/one")), round, 1, ranked, [2, 0, 1], null, arguments ?? []);

    [Theory]
    [InlineData("""{"choice":"B","reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":"b","reasoning":"Because.","confidence":"70%"}""")]
    [InlineData("""{"choice":"Option B","reasoning":"Because.","confidence":70}""")]
    [InlineData("""{"choice":"B.","reasoning":"Because.","confidence":"7/10"}""")]
    [InlineData("""{"choice":"**B**","reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":["B"],"reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":{"key":"B","text":"Red"},"reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":"red","reasoning":"Because.","confidence":0.7,}""")]
    [InlineData("""{"choice":"Option B: Red","reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":"B. Red","reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":"B (Red)","reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":"Red (Option B)","reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":"Red.","reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":"\"Red\"","reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":"**Red**","reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":2,"reasoning":"Because.","confidence":0.7}""")] // no option has a digit: it can only be the place
    [InlineData("""{"choice":2.0,"reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"choice":"2. Red","reasoning":"Because.","confidence":0.7}""")]
    [InlineData("""{"Choice":"B","Reasoning":"Because.","CONFIDENCE":0.7}""")]
    [InlineData("""{"ballot":{"choice":"B","reasoning":"Because.","confidence":0.7}}""")]
    [InlineData("""[{"choice":"B","reasoning":"Because.","confidence":0.7}]""")]
    [InlineData("""{{"choice":"B","reasoning":"Because.","confidence":0.7}}""")]
    [InlineData("{'choice': 'B', 'reasoning': 'Because.', 'objection': None, 'confidence': 0.7}")]
    [InlineData("{”choice”: ”B”, ”reasoning”: ”Because.”, ”confidence”: 0.7}")]
    [InlineData("{\"choice\": \"B\", // my pick\n\"reasoning\": \"Because.\" /* why */, \"confidence\": 0.7 // fairly sure\n}")]
    [InlineData("{choice: B, reasoning: \"Because.\", confidence: 0.7}")]
    [InlineData("```json\n{\"choice\":\"B\",\"reasoning\":\"Because.\",\"confidence\":0.7}\n```")]
    [InlineData("I think {hard}. So: {\"choice\":\"B\",\"reasoning\":\"Because.\",\"confidence\":0.7} That is all.")]
    [InlineData("I think {hard. So: {\"choice\":\"B\",\"reasoning\":\"Because.\",\"confidence\":0.7} That is all.")]
    [InlineData("""{"draft":1} {"choice":"B","reasoning":"Because.","confidence":0.7} {"note":"done"}""")]
    [InlineData("<think>Maybe {\"choice\":\"A\"}? Hm {</think>{\"choice\":\"B\",\"reasoning\":\"Because.\",\"confidence\":0.7}")]
    [InlineData("Maybe {\"choice\":\"A\"}? Hm {\n</think>\n{\"choice\":\"B\",\"reasoning\":\"Because.\",\"confidence\":0.7}")] // the template opened it
    [InlineData("[THINK]{\"choice\":\"A\"}[/THINK]{\"choice\":\"B\",\"reasoning\":\"Because.\",\"confidence\":0.7}")]
    public void Reads_the_choice_through_any_wrapping_and_maps_it_back(string text)
    {
        var answer = BallotReader.Read(text, Form(), refused: false);
        Assert.Equal(0, Assert.IsType<Choice.Vote>(answer.Choice).Option);
        Assert.Equal("Because.", answer.Reasoning);
        Assert.Equal(0.7, answer.Confidence!.Value, 6);
    }

    [Theory]
    [InlineData("{\"reasoning\": \"First.\n\nSecond with a\ttab.\", \"choice\": \"B\"}", "First.\n\nSecond with a\ttab.")]
    [InlineData("""{"reasoning": "It is "fair use" at best.", "choice": "B"}""", "It is \"fair use\" at best.")]
    [InlineData("""{"reasoning": "By \(x\) and \frac we see.", "choice": "B"}""", "By \\(x\\) and \\frac we see.")]
    [InlineData("{'reasoning': \"It's fine\", 'choice': 'B'}", "It's fine")]
    [InlineData("{'reasoning': 'It's fine', 'choice': 'B'}", "It's fine")]
    [InlineData("""{"reasoning": "The tag </think> ends it.", "choice": "B"}""", "The tag </think> ends it.")]
    public void Reads_reasons_that_strict_JSON_has_no_form_for(string text, string reasoning)
    {
        var answer = BallotReader.Read(text, Form(), refused: false);
        Assert.Equal(0, Assert.IsType<Choice.Vote>(answer.Choice).Option);
        Assert.Equal(reasoning, answer.Reasoning);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("Red, I would say.", "no JSON object")]
    [InlineData("""{"choice":"B","reasoning":"cut off""", "not closed")]
    [InlineData("""{"choice" "B"}""", "malformed")]
    [InlineData("""{"reasoning":"x"}""", "\"choice\" is missing")]
    [InlineData("""{"choice":null,"reasoning":"x"}""", "\"choice\" is missing")]
    [InlineData("""{"choice":"D"}""", "\"D\"")]
    [InlineData("""{"choice":"4"}""", "\"4\"")]
    [InlineData("""{"choice":"0"}""", "\"0\"")]
    [InlineData("""{"choice":"1.5"}""", "\"1.5\"")]
    [InlineData("""{"choice":"Mauve"}""", "Mauve")]
    [InlineData("""{"choice":"A or B"}""", "A or B")]
    [InlineData("""{"choice":"A: Red"}""", "ambiguous: it can mean Option A (\"Blue\") or Option B (\"Red\")")]
    [InlineData("""{"choice":["A","B"]}""", "more than one")]
    [InlineData("""{"choice":"A","vote":"B"}""", "more than one")]
    [InlineData("""{"choice":"A","Choice":"B"}""", "more than one")]
    [InlineData("""{"first":{"choice":"A"},"second":{"choice":"B"}}""", "missing")]
    [InlineData("""{"reasoning":"He wrote {"choice":"B"} and {"choice":"B"}, but no","choice":"A"}""", "again")] // torn out of a text
    [InlineData("""{"reasoning":"I reject {"choice":"B", note: ", "choice":"A"}""", "missing")]
    [InlineData("""{"reasoning":"no "x" } {"choice":"B", note : ", "choice":"A"}""", "may be a part of it")]
    [InlineData("""[{"choice":"A"}, {"choice":"B"}]""", "a list of several")]
    [InlineData("""<think>I say {"choice":"B","reasoning":"draft"}""", "still thinking")]
    [InlineData("""<think>Hm.</think> <think>{"choice":"B"}""", "still thinking")]
    [InlineData("""{"choice":"B","reasoning":"draft"} No: {"choice":"A","reasoning":"cut""", "not closed")] // the last one is the answer
    public void Says_what_is_wrong_with_an_answer_that_does_not_parse(string text, string error) =>
        Assert.Contains(error, Assert.IsType<Choice.Unparsed>(BallotReader.Read(text, Form(), false).Choice).Error, StringComparison.Ordinal);

    [Fact]
    public void An_answer_that_was_cut_is_no_vote_however_whole_it_looks()
    {
        var answer = BallotReader.Read("""{"choice":"B","reasoning":"Because."}""", Form(), refused: false, cut: true);
        Assert.Contains("cut", Assert.IsType<Choice.Unparsed>(answer.Choice).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_providers_own_signal_decides_before_the_words() =>
        Assert.IsType<Choice.Refusal>(BallotReader.Read("""{"choice":"B","reasoning":"Because."}""", Form(), refused: true).Choice);

    [Theory]
    [InlineData("""{"choice":"B","confidence":8}""")] // of ten, or of a hundred?
    [InlineData("""{"choice":"B","confidence":"high"}""")]
    [InlineData("""{"choice":"B","confidence":-1}""")]
    [InlineData("""{"choice":"B","confidence":101}""")]
    public void A_confidence_that_can_mean_two_things_is_none(string text) => Assert.Null(BallotReader.Read(text, Form(), false).Confidence);

    [Fact]
    public void Words_for_not_voting_make_way_for_options_that_are_called_so()
    {
        BallotForm form = new(new Question("What then?", ["Vote", "Abstain", "Object"], []), Form().Seat, 1, 1, false, [2, 0, 1], null, []);
        Assert.Equal(1, Assert.IsType<Choice.Vote>(BallotReader.Read("""{"choice":"abstain"}""", form, false).Choice).Option);
        Assert.Equal(2, Assert.IsType<Choice.Vote>(BallotReader.Read("""{"choice":"object"}""", form, false).Choice).Option);
        Assert.IsType<Choice.Abstention>(BallotReader.Read("""{"choice":"no-vote"}""", form, false).Choice);
        Assert.IsType<Choice.Objection>(BallotReader.Read("""{"choice":"object-to-question"}""", form, false).Choice);
        Assert.IsType<Choice.Abstention>(BallotReader.Read("""{"choice":"Abstain."}""", Form(), false).Choice);
    }

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
        var vote = Assert.IsType<Choice.Vote>(BallotReader.Read("""{"choice":"C","ranking":["C","A","B"],"acceptable":["C","Option A"]}""", Form(ranked: true), false).Choice);
        Assert.Equal([1, 2, 0], vote.Ranking!);
        Assert.Equal([1, 2], vote.Approved!);
        Assert.Null(Assert.IsType<Choice.Vote>(BallotReader.Read("""{"choice":"C","acceptable":["C","Mauve"]}""", Form(), false).Choice).Approved);
        Assert.IsType<Choice.Unparsed>(BallotReader.Read("""{"choice":"C","ranking":["C","A"]}""", Form(ranked: true), false).Choice);
        Assert.IsType<Choice.Unparsed>(BallotReader.Read("""{"choice":"C","ranking":["A","C","B"]}""", Form(ranked: true), false).Choice);
    }

    [Fact]
    public void The_argument_that_moved_it_is_mapped_to_its_ballot()
    {
        Ballot[] arguments = [Other(4), Other(2)];
        var answer = BallotReader.Read("""{"choice":"A","moved_by":2,"answers":"Argument 1"}""", Form(2, arguments: arguments), false);
        Assert.Equal("r1.s2", answer.PersuadedBy);
        Assert.Equal("r1.s4", answer.Answers);
        Assert.Null(BallotReader.Read("""{"choice":"A","moved_by":3}""", Form(2, arguments: arguments), false).PersuadedBy);
    }

    [Fact]
    public void No_text_makes_it_throw() =>
        Prop.ForAll<string>(text => BallotReader.Read(text ?? "", Form(), false) is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void No_mutation_of_an_answer_makes_it_throw()
    {
        const string Answer = """<think>x</think>{"choice":"B","reasoning":"a \"b\" \u00e9","confidence":0.7,"ranking":["A","B","C"],"moved_by":null}""";
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
