using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Rows;

namespace Roundtable.Tests.Corpus.Benchmarks;

/// <summary>Test items within rows, in the forms that they are copied in.</summary>
public sealed class BenchmarkSearchTests : IDisposable
{
    private const string Question = "A farmer has 17 sheep and buys 5 more, then sells a third of all of them at the market. How many sheep does he have left?";
    private const string Choice = "Which of these rivers flows through the city that was the capital of the kingdom before it was moved to the coast?";

    private static readonly string[] _options = ["the Seine", "the Loire", "the Rhône", "the Garonne"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(Question, MatchForm.Verbatim)]
    [InlineData("Solve it step by step.\n\n" + Question + "\n\nAnswer:", MatchForm.Verbatim)]
    [InlineData("<|im_start|>user\n" + Question + "<|im_end|>\n<|im_start|>assistant\n", MatchForm.Verbatim)]
    [InlineData("a FARMER has 17 Sheep, and buys 5 more; then sells  a third of all of them at the market\nhow many sheep does he have left", MatchForm.Reformatted)]
    [InlineData("A farmer has 17 sheep and purchases 5 more, then sells a third of all of them at a market. How many sheep does he still have left?", MatchForm.Edited)]
    [InlineData("He sells a third of all of them at the market. How many sheep does he have left? That is not known.", MatchForm.InPart)]
    public void A_question_is_found_in_whichever_form_it_stands(string text, MatchForm form)
    {
        var match = Assert.Single(Find(Items(new { question = Question, answer = "15" }), text));
        Assert.Equal(("test", 1L, form, form != MatchForm.InPart), (match.Benchmark, match.Row, match.Form, match.IsFound));
        Assert.NotEmpty(match.Spans);
    }

    [Theory]
    [InlineData("A farmer has 30 cows. How many cows does he have left?")]
    [InlineData("The farmer went to the market and sold sheep, of which he had many.")]
    [InlineData("")]
    public void Another_text_about_the_same_is_not_found(string text) => Assert.Empty(Find(Items(new { question = Question }), text));

    [Theory]
    [InlineData("0 1 2 3", MatchForm.Verbatim)]
    [InlineData("2 0 3 1", MatchForm.OptionsReordered)]
    [InlineData("", MatchForm.Verbatim)]
    public void Options_in_another_order_are_told(string order, MatchForm form)
    {
        var rows = order.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((o, i) => $"{(char)('A' + i)}. {_options[int.Parse(o, null)]}");
        foreach (var item in (object[])
            [
                new { question = Choice, choices = _options, answer = 2 },
                new { question = Choice, options = _options.Select((o, i) => $"({(char)('A' + i)}) {o}") },
                new { question = new { stem = Choice, choices = _options.Select((o, i) => new { label = i, text = o }) } },
                new { ctx = Choice, endings = _options },
            ])
        {
            Assert.Equal(form, Assert.Single(Find(Items(item), $"Question: {Choice}\n{string.Join('\n', rows)}\nAnswer:")).Form);
        }
    }

    [Fact]
    public void A_short_question_needs_its_options_or_stands_alone()
    {
        var items = Items(new { question = "What is the capital of Australia?", choices = (string[])["Sydney", "Canberra", "Perth", "Hobart"] });
        Assert.Empty(Find(items, "People often ask: what is the capital of Australia? It is a trick question."));
        Assert.Single(Find(items, "What is the capital of Australia?"));
        Assert.Equal(MatchForm.OptionsReordered, Assert.Single(Find(items, "Q: What is the capital of Australia? (a) Perth (b) Hobart (c) Sydney (d) Canberra")).Form);
    }

    [Fact]
    public void A_very_short_question_is_found_with_its_options_and_one_without_is_said_not_to_be_looked_for()
    {
        var items = Items(
            new { question = "2 + 2 = ?", choices = (string[])["three apples", "four green apples", "five apples", "no apples at all"] },
            new { question = "2 + 2 = ?" });
        Assert.Equal((2, 1), (items.Count, (int)PlannedBenchmark.Of(items).Splits[0].Sought));
        Assert.Equal(1, Assert.Single(Find(items, "Tell me: 2 + 2 = ? A. three apples B. four green apples C. five apples D. no apples at all")).Row);
    }

    [Fact]
    public void A_long_answer_tells_its_item_and_an_instruction_that_many_share_tells_none()
    {
        const string shared = "Read the following question with care and choose the best one of the answers that are given below.";
        var solution = "First he has 17 and 5, which is 22; a third of it is seven and a bit, so that fifteen of the sheep remain to him.";
        var items = Items([
            new { instruction = shared, input = Question, output = solution },
            .. Enumerable.Range(0, 9).Select(i => (object)new { instruction = shared, input = $"Number {i} asks about ships and how many of them came into the harbour {i} days ago.", output = "3" })]);
        Assert.True(Assert.Single(Find(items, "I thought so: " + solution)).IsAnswer);
        Assert.Empty(Find(items, shared));
        Assert.Equal(10, items.Count);
    }

    [Fact]
    public void Turns_of_a_chat_are_questions_and_every_item_of_a_row_is_found()
    {
        var items = Items(new { turns = (string[])[Question, "Now the farmer buys as many goats as he has sheep; say how many animals that is."] }, new { question = Choice });
        Assert.Equal([1L, 2L], Find(items, $"{Question}\n\nand then\n\n{Choice}").Select(m => m.Row));
    }

    [Fact]
    public void Common_subsequences_are_those_of_the_slow_way()
    {
        var random = new Random(3);
        var common = new CommonWords();
        for (var i = 0; i < 200; i++)
        {
            ulong[] Words(int most) => [.. Enumerable.Range(0, random.Next(1, most)).Select(_ => (ulong)random.Next(1, 20))];
            var (one, other) = (Words(200), Words(150));
            var table = new int[one.Length + 1, other.Length + 1];
            for (var a = 1; a <= one.Length; a++)
            {
                for (var b = 1; b <= other.Length; b++)
                {
                    table[a, b] = one[a - 1] == other[b - 1] ? table[a - 1, b - 1] + 1 : Math.Max(table[a - 1, b], table[a, b - 1]);
                }
            }

            Assert.Equal(table[one.Length, other.Length], common.Count(one, other));
        }
    }

    private Benchmark Items(params object[] items)
    {
        var path = Path.Combine(_folder.FullName, "test.jsonl");
        File.WriteAllLines(path, items.Select(i => JsonSerializer.Serialize(i)));
        return BenchmarkReader.Read("test", FileFinder.Find([path]), Cancellation);
    }

    private static List<BenchmarkMatch> Find(Benchmark items, string text)
    {
        var row = new RowText();
        row.Add(FieldRole.Prompt, 0, Encoding.UTF8.GetBytes(text));
        var (words, shingles, found) = (new WordList(), new ShingleBuffer(), new List<BenchmarkMatch>());
        Words.Find(row.Text, words);
        new BenchmarkSearch(new BenchmarkIndex([items]))
            .Add(row, new RowPlan("text", [new PlannedField("text", FieldRole.Prompt)]), words, shingles.Of(words.Hashes), found);
        return found;
    }
}
