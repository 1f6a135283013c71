using Roundtable.Annotation.Evaluation;
using Roundtable.Workspace;
using Roundtable.Workspace.Benches;

namespace Roundtable.Tests.Workspace.Benches;

public sealed class BenchSetReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bench-sets").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Mmlu_pro_has_letters_indices_and_options_filled_up()
    {
        var set = Read("mmlu_pro.jsonl", """
            {"question_id": 70, "question": "Which is even?", "options": ["one", "two", "three", "N/A"], "answer": "B", "answer_index": 1, "category": "math"}
            {"question_id": 71, "question": "Which is odd?", "options": ["two", "N/A", "three"], "answer": "C", "answer_index": 2, "category": "math"}
            {"question_id": 72, "question": "Which disagrees?", "options": ["two", "three"], "answer": "A", "answer_index": 1, "category": "law"}
            """);
        Assert.Equal(["70", "71"], set.Questions.Select(q => q.Id));
        Assert.Equal(["one", "two", "three"], set.Questions[0].Options);
        Assert.Equal(["B", "B"], set.Questions.Select(q => q.Answer));
        Assert.Equal(["two", "three"], set.Questions[1].Options);
        Assert.Equal("math", set.Questions[0].Category);
        Assert.Equal(1, set.LeftOut["whose answer is none of its options"]);
    }

    [Fact]
    public void Gsm8k_answers_end_in_a_number_behind_four_hashes()
    {
        var set = Read("test.jsonl", """
            {"question": "How many eggs?", "answer": "She sells 16 - 3 = <<16-3=13>>13.\nAt $2 that is <<13*2=26>>26.\n#### 26"}
            {"question": "How much in all?", "answer": "Much.\n#### 70,000"}
            {"question": "And below zero?", "answer": "Less.\n#### -3"}
            """);
        Assert.Equal(["26", "70000", "-3"], set.Questions.Select(q => q.Answer));
        Assert.All(set.Questions, q => Assert.Equal((AnswerMatch.Numeric, 0), (q.Match, q.Options.Count)));
        Assert.Equal(["1", "2", "3"], set.Questions.Select(q => q.Id));
    }

    [Fact]
    public void Big_bench_hard_lists_options_in_the_text_or_wants_words_or_numbers()
    {
        Write("bbh/snarks.json", """
            {"canary": "c", "examples": [
              {"input": "Which statement is sarcastic?\nOptions:\n(A) It rains, how nice\n(B) It rains", "target": "(A)"},
              {"input": "Is it so?\nOptions:\n- Yes\n- No", "target": "No"}]}
            """);
        Write("bbh/boolean_expressions.json", """{"canary": "c", "examples": [{"input": "not ( True ) is", "target": "False"}]}""");
        Write("bbh/object_counting.json", """{"canary": "c", "examples": [{"input": "I have two pears and a plum. How many?", "target": "3"}]}""");
        Write("bbh/dyck_languages.json", """{"canary": "c", "examples": [{"input": "Complete: < [ [", "target": "] ] >"}]}""");
        var set = BenchSetReader.Read(Path.Combine(_folder, "bbh"));
        var byCategory = set.Questions.ToLookup(q => q.Category);
        Assert.Equal([("Which statement is sarcastic?", "A"), ("Is it so?", "B")], byCategory["snarks"].Select(q => (q.Text, q.Answer)));
        Assert.Equal(["It rains, how nice", "It rains"], byCategory["snarks"].First().Options);
        Assert.Equal(("false", AnswerMatch.Exact), byCategory["boolean_expressions"].Select(q => (q.Answer, q.Match)).Single());
        Assert.Equal(("3", AnswerMatch.Numeric), byCategory["object_counting"].Select(q => (q.Answer, q.Match)).Single());
        Assert.Equal("] ] >", byCategory["dyck_languages"].Single().Answer);
        Assert.Equal(5, set.Questions.Select(q => q.Id).Distinct().Count());
    }

    [Fact]
    public void Agieval_has_passages_lettered_options_and_labels_or_answers()
    {
        var set = Read("agieval.jsonl", """
            {"passage": "Long text.", "question": "Who?", "options": ["(A)Ann", "(B)Bob"], "label": "B", "other": {"solution": "x"}}
            {"passage": null, "question": "Find a.", "options": null, "label": null, "answer": "2", "other": null}
            {"passage": "", "question": "Find b.", "options": null, "label": null, "answer": "(3,4]"}
            {"passage": null, "question": "Which two?", "options": ["(A)x", "(B)y", "(C)z"], "label": ["A", "C"], "answer": null}
            {"passage": null, "question": "Which three?", "options": ["(A)x", "(B)y", "(C)z"], "label": "ABC"}
            {"passage": null, "question": "Nothing known.", "options": null, "label": null, "answer": null}
            """);
        Assert.Equal(["Long text.\n\nWho?", "Find a.", "Find b."], set.Questions.Select(q => q.Text));
        Assert.Equal(["Ann", "Bob"], set.Questions[0].Options);
        Assert.Equal(["B", "2", "(3,4]"], set.Questions.Select(q => q.Answer));
        Assert.Equal([AnswerMatch.Option, AnswerMatch.Numeric, AnswerMatch.Exact], set.Questions.Select(q => q.Match));
        Assert.Equal(2, set.LeftOut["with more than one right option"]);
        Assert.Equal(1, set.LeftOut["without a known answer"]);
    }

    [Fact]
    public void Mmlu_is_a_folder_of_tables_without_a_header()
    {
        Write("test/astronomy_test.csv", "\"What is, say, a star?\",a planet,a sun,a moon,a rock,B\nAnd Mars?,a planet,a sun,a moon,a rock,A\n");
        Write("test/law_test.csv", "Who judges?,a judge,nobody,everybody,a dog,A\n");
        var set = BenchSetReader.Read(Path.Combine(_folder, "test"));
        Assert.Equal(["astronomy_test", "astronomy_test", "law_test"], set.Questions.Select(q => q.Category));
        Assert.Equal("What is, say, a star?", set.Questions[0].Text);
        Assert.Equal(["a planet", "a sun", "a moon", "a rock"], set.Questions[0].Options);
        Assert.Equal(["B", "A", "A"], set.Questions.Select(q => q.Answer));
        Assert.Equal(["1", "2", "law_test/1"], set.Questions.Select(q => q.Id));
    }

    [Theory]
    [InlineData("s.csv", "question,options,answer\nQ1?,\"[\"\"x\"\", \"\"y\"\"]\",y\nQ2?,\"[\"\"x\"\", \"\"y\"\"]\",A\n", "BA")]
    [InlineData("s.csv", "id,question,A,B,C,answer\nq1,Q1?,x,y,z,C\nq2,Q2?,x,y,,B\n", "CB")]
    [InlineData("s.json", """[{"input": "Q1?", "choices": ["x", "y"], "answer": 1}, {"input": "Q2?", "choices": {"text": ["x", "y"]}, "gold": "A"}]""", "BA")]
    public void Other_sets_of_question_options_and_answer_are_read(string name, string content, string answers) =>
        Assert.Equal(answers, string.Concat(Read(name, content).Questions.Select(q => q.Answer)));

    [Theory]
    [InlineData("""{"id": "a", "question": {"stem": "Q?", "choices": [{"text": "x", "label": "A"}, {"text": "y", "label": "B"}]}, "answerKey": "B"}""", "B")]
    [InlineData("""{"id": "a", "question": "Q?", "choices": {"text": ["x", "y", "z"], "label": ["1", "2", "3"]}, "answerKey": "2"}""", "B")]
    [InlineData("""{"id": "a", "question": "Q?", "choices": {"text": ["x", "y", "z"], "label": ["A", "B", "C"]}, "answerKey": "A"}""", "A")]
    [InlineData("""{"ind": 4, "activity_label": "Baking", "ctx": "She opens the oven and", "endings": ["x", "y", "z", "w"], "label": 2}""", "C")]
    public void Keys_name_the_labels_of_options_and_endings_have_places(string row, string answer) =>
        Assert.Equal(answer, Read("set.jsonl", row + "\n" + """{"question": "Q2?", "answer": "7"}""").Questions[0].Answer);

    [Theory]
    [InlineData("""{"question": "Q?", "choices": {"text": ["x", "y"], "label": ["A", "B"]}, "answerKey": "C"}""", "whose answer is none of its options")]
    [InlineData("""{"question": "Q?", "choices": {"text": ["x", "y"], "label": ["A", "B"]}, "answerKey": ""}""", "without a known answer")]
    [InlineData("""{"question": "Q?", "options": ["x", "y"], "label": []}""", "without a known answer")]
    [InlineData("""{"Question": "Q?", "Answer": [1, 2]}""", "with a list as its answer")]
    [InlineData("""{"Question": "Q?", "Answer": []}""", "without a known answer")]
    public void What_has_no_one_answer_is_left_out_and_told(string row, string why)
    {
        var set = Read("set.jsonl", string.Join('\n', row, """{"question": "Q2?", "answer": "7"}""", """{"question": "Q3?", "answer": "8"}"""));
        Assert.Equal(1, set.LeftOut[why]);
        Assert.Equal(2, set.Questions.Count);
    }

    [Fact]
    public void Open_answers_are_compared_as_asked()
    {
        var set = BenchSetReader.Read(Write("s.jsonl", """
            {"question": "Q1?", "answer": "12 apples"}
            {"question": "Q2?", "answer": "many"}
            {"question": "Q3?", "answer": "7"}
            """), AnswerMatch.Numeric);
        Assert.Equal(["12", "7"], set.Questions.Select(q => q.Answer));
        Assert.Equal(1, set.LeftOut["whose answer is not a number"]);
    }

    [Theory]
    [InlineData("s.jsonl", """{"question": "Q?", "options": ["a", "b"]}""", "has no known answers")]
    [InlineData("s.jsonl", """{"question": "Q?", "options": ["a", "b"]}""", "1 row without a known answer")]
    [InlineData("s.jsonl", """{"text": "T", "answer": "1"}""", "1 row without a question")]
    [InlineData("s.jsonl", "{", "line 1 is not JSON")]
    [InlineData("s.csv", "a,b\n1,2\n", "its header names no 'question'")]
    [InlineData("s.csv", "question,answer\nQ?,1,2\n", "a row has 3 fields instead of 2")]
    public void A_set_without_answers_is_refused_with_the_reason(string name, string content, string expected)
    {
        var refused = Assert.Throws<WorkspaceException>(() => Read(name, content));
        Assert.Equal(ErrorKind.BadData, refused.Kind);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private BenchSet Read(string name, string content) => BenchSetReader.Read(Write(name, content));

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }
}
