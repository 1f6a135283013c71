using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Ballots;

public sealed class AnswerScanTests
{
    [Theory]
    [InlineData("Plain.", "", "Plain.")]
    [InlineData("<think>a</think>b", "a", "b")]
    [InlineData("<think>a</think>b<think>c</think>d", "a\n\nc", "bd")]
    [InlineData("a</think>b", "a", "b")]
    [InlineData("<think>a </think> b</think>c", "a\n\nb", "c")] // the thinking mentioned the mark
    [InlineData("<think>a", "a", "")]
    [InlineData("b<think>a", "a", "b")]
    [InlineData("<THINKING>a</THINKING>b", "a", "b")]
    [InlineData("◁think▷a◁/think▷b", "a", "b")]
    [InlineData("<seed:think>a</seed:think>b", "a", "b")]
    [InlineData("<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>b", "a", "<|start|>assistant<|channel|>final<|message|>b")]
    [InlineData("{\"x\":\"</think>\"}", "", "{\"x\":\"</think>\"}")] // in a text it is none
    [InlineData("a < b [1]", "", "a < b [1]")]
    [InlineData("", "", "")]
    public void Thinking_and_answer_are_told_apart(string text, string thinking, string answer) =>
        Assert.Equal(new AnswerText(thinking, answer), AnswerText.Of(text));

    /// <summary>An answer in JSON as a library writes it is read as it is, whatever stands in its texts.</summary>
    [Fact]
    public void Strict_JSON_is_read_as_it_is()
    {
        Prop.ForAll<string, string>((reasoning, before) =>
        {
            var said = reasoning ?? "";
            said = string.Concat(said.EnumerateRunes());
            var text = $"{(before ?? "").Replace('{', '(').Replace('<', '(').Replace('[', '(').Replace('◁', '(')}\n" + JsonSerializer.Serialize(new { reasoning = said, choice = "A" });
            var json = AnswerScan.Of(text).Find(AnswerMembers.WithChoice, "choice", "reasoning", out _);
            return json?.GetProperty("reasoning").GetString() == said;
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>The same object with inner marks left as they are, in single marks or typographic ones, is read the same, or not at all: never otherwise.</summary>
    [Fact]
    public void Loose_JSON_is_read_the_same_or_not_at_all()
    {
        var words = Gen.Elements("fair", "\"use\"", "it's", "“so”", ",", ":", "{", "}", "\n", "\"choice\"", "\"B\"", "B", "{\"choice\": \"B\"", "\\frac", "//", "'", "\"").NonEmptyListOf();
        BallotForm form = new(
            new Question("Is it fair?", ["Yes", "No"], []), new Seat(1, "One", new ModelCard("test/one")), 1, 1, false, [0, 1], null, []);
        Prop.ForAll((from w in words from style in Gen.Choose(0, 2) select (Said: string.Join(' ', w), Style: style)).ToArbitrary(), c =>
        {
            var mark = c.Style switch { 0 => "\"", 1 => "'", _ => "”" };
            var text = $"{{{mark}reasoning{mark}: {mark}{c.Said}{mark}, {mark}choice{mark}: {mark}A{mark}}}";
            return BallotReader.Read(text, form, refused: false).Choice is not Choice.Vote vote || vote.Option == 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestDepth.Of(3_000, 100_000)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"a\":\"")]
    [InlineData("{\"a\":[")]
    [InlineData("<think>{")]
    [InlineData("{'a': 'b', ")]
    [InlineData("{\"a\":\"//")]
    [InlineData("{\"a\": // ")]
    [InlineData("{a:\"\" \"")]
    public void A_text_of_braces_that_never_close_is_given_up(string part)
    {
        var text = new StringBuilder().Insert(0, part, 200_000 / part.Length).ToString();
        Assert.Null(AnswerScan.Of(text).Find(AnswerMembers.WithChoice, "choice", "reasoning", out var error));
        Assert.NotEmpty(error);
    }
}
