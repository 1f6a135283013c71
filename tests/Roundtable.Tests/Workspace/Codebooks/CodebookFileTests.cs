using Roundtable.Workspace;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Gold;

namespace Roundtable.Tests.Workspace.Codebooks;

/// <summary>Codebooks are read strictly, with every problem at once.</summary>
public sealed class CodebookFileTests
{
    internal const string Tone = """
        name: tone
        instructions: Which tone does the message have?
        classes:
          - name: positive
            definition: It praises or thanks.
            examples: [Thank you so much]
          - name: negative
            definition: It complains.
          - name: no
            definition: Neither.
        cannot-tell: It is in a language that you do not read.
        examples:
          - text: Terrible service
            answer: negative
            why: It complains of a service.
          - {text: Qwzx, answer: cannot tell}
        """;

    [Fact]
    public void Classes_definitions_and_examples_are_read_and_survive_their_json()
    {
        var codebook = CodebookFile.Read(Tone, "tone.yaml");
        Assert.Equal(["positive", "negative", "no"], codebook.Form.Values);
        Assert.Equal(["Thank you so much", "Terrible service", "Qwzx"], codebook.ExampleTexts);
        Assert.True(codebook.Examples[1].Answer.IsCannotTell);
        Assert.Equal("negative", codebook.Form.Read(" NEGATIVE ")?.Value);
        Assert.True(codebook.Form.Read("Cannot tell")?.IsCannotTell);
        Assert.Null(codebook.Form.Read("neutral"));
        Assert.Equal(codebook.Digest, CodebookFile.ReadJson(codebook.ToJson().ToJsonString(), "json").Digest);
        Assert.NotEqual(codebook.Digest, (codebook with { Instructions = "Which tone has it?" }).Digest);
    }

    [Fact]
    public void Scores_are_whole_numbers_of_the_range()
    {
        var codebook = CodebookFile.Read("name: s\ninstructions: How good?\nscores: {min: 1, max: 5, anchors: {1: bad, 5: good}}\n", "s.yaml");
        Assert.Equal(["1", "2", "3", "4", "5"], codebook.Form.Values);
        Assert.Equal("4", codebook.Form.Read("4.0")?.Value);
        Assert.Null(codebook.Form.Read("4.5"));
        Assert.Null(codebook.Form.Read("6"));
        Assert.Equal(codebook.Digest, CodebookFile.ReadJson(codebook.ToJson().ToJsonString(), "json").Digest);
    }

    [Fact]
    public void A_schema_takes_what_is_valid_in_one_form()
    {
        var codebook = CodebookFile.Read(
            """
            name: parts
            instructions: Which parts does it name?
            schema: {type: object, required: [part], properties: {part: {type: string}, count: {type: integer, minimum: 1}}}
            """,
            "parts.yaml");
        Assert.Empty(codebook.Form.Values);
        Assert.Equal("""{"count":2,"part":"hinge"}""", codebook.Form.Read("""{ "part": "hinge", "count": 2.0 }""")?.Value);
        Assert.Null(codebook.Form.Read("""{"count": 2}"""));
        Assert.Null(codebook.Form.Read("hinge"));
        Assert.Equal(codebook.Digest, CodebookFile.ReadJson(codebook.ToJson().ToJsonString(), "json").Digest);
    }

    [Fact]
    public void Every_problem_is_told_at_once_with_its_place()
    {
        var refused = Assert.Throws<WorkspaceException>(() => CodebookFile.Read(
            """
            name: Tone!
            instructions: ""
            clases: []
            classes:
              - name: yes
                definition: It does.
              - name: YES
              - name: cannot tell
                definition: Who knows.
            examples:
              - text: Hello
                answer: maybe
            """,
            "tone.yaml"));
        Assert.Equal(ErrorKind.BadData, refused.Kind);
        foreach (var expected in new[]
        {
            "The codebook has 7 errors:",
            "tone.yaml:1:7: 'Tone!' cannot name a codebook",
            "tone.yaml:2:15: 'instructions' must have",
            "tone.yaml:3:1: Unknown key 'clases'",
            "The class 'YES' is there twice",
            "tone.yaml:7:5: 'definition' is missing.",
            "tone.yaml:8:11: 'cannot tell' is always an answer",
            "tone.yaml:12:13: The answer is none of the codebook's: yes, YES, cannot tell, cannot tell.",
        })
        {
            Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("spans: [person, place]\n", "t.yaml:3:8: Spans are not supported")]
    [InlineData("multi-label: true\n", "t.yaml:3:14: Several labels for one item are not supported")]
    [InlineData("classes: [{name: a, definition: b}]\n", "There must be 2 to 200 classes, not 1.")]
    [InlineData("scores: {min: 5, max: 5}\n", "'max' must be above 'min'")]
    [InlineData("scores: {min: 1, max: 5, anchors: {6: high}}\n", "The anchor '6' is not a whole score of the range.")]
    [InlineData("schema: {type: nonsense}\n", "The schema cannot be used")]
    [InlineData("", "exactly one of 'classes', 'scores' and 'schema'")]
    [InlineData("scores: {min: 1, max: 2}\nschema: {type: object}\n", "exactly one of 'classes', 'scores' and 'schema'")]
    public void What_is_no_codebook_is_refused_by_name(string form, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<WorkspaceException>(() => CodebookFile.Read($"name: t\ninstructions: What?\n{form}", "t.yaml")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Texts_are_equal_as_a_scan_sees_them()
    {
        var keys = new TextKeys();
        Assert.Equal(keys.Of("Thank you, so much!"), keys.Of("thank  YOU so much"));
        Assert.NotEqual(keys.Of("thank you so much"), keys.Of("thank you very much"));
        Assert.NotEqual(keys.Of("😀"), keys.Of("😡"));
        Assert.Equal(keys.Of("😀 "), keys.Of("😀"));
    }
}
