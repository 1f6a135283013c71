using System.Text.Json;
using Roundtable.Deliberation.Fields;

namespace Roundtable.Tests.Deliberation.Fields;

/// <summary>Schemas whose references would break a session after it has begun, or end the process, are refused before anybody is asked.</summary>
public sealed class SchemaReferencesTests
{
    [Theory]
    [InlineData("""{"$ref":"#"}""", "back to itself")]
    [InlineData("""{"allOf":[{"$ref":"#"}]}""", "back to itself")]
    [InlineData("""{"if":{"$ref":"#/$defs/a"},"$defs":{"a":{"not":{"$ref":"#/$defs/b"}},"b":{"anyOf":[{"$ref":"#/$defs/a"}]}}}""", "back to itself")]
    [InlineData("""{"properties":{"x":{"$ref":"#/$defs/a"}},"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}""", "back to itself")]
    [InlineData("""{"dependentSchemas":{"x":{"$ref":"#"}}}""", "back to itself")]
    [InlineData("""{"items":{"$ref":"#/definitions/nope"}}""", "'#/definitions/nope', where it has no schema")]
    [InlineData("""{"items":{"$ref":"#nope"}}""", "'#nope', where it has no schema")]
    [InlineData("""{"items":{"$ref":"#/enum/0"},"enum":[{}]}""", "has no schema")]
    [InlineData("""{"items":{"$ref":"https://example.com/other.json"}}""", "begins with #")]
    [InlineData("""{"items":{"$dynamicRef":"#items"},"$defs":{"foo":{"$dynamicAnchor":"items"}}}""", "$dynamicRef")]
    public void What_would_fail_only_later_is_refused(string schema, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => AnswerSchema.Of(JsonElement.Parse(schema))).Message, StringComparison.Ordinal);

    [Fact]
    public void References_that_multiply_or_follow_each_other_without_end_in_sight_are_refused()
    {
        var doubled = string.Join(',', Enumerable.Range(0, 30).Select(i => $$"""
            "d{{i}}":{"allOf":[{"$ref":"#/$defs/d{{i + 1}}"},{"$ref":"#/$defs/d{{i + 1}}"}]}
            """));
        var chain = string.Join(',', Enumerable.Range(0, 900).Select(i => $$""" "d{{i}}":{"$ref":"#/$defs/d{{i + 1}}"} """));
        Assert.Contains("multiply", Refusal($$"""{"$ref":"#/$defs/d0","$defs":{ {{doubled}},"d30":{} } }"""), StringComparison.Ordinal);
        Assert.Contains("follow each other", Refusal($$"""{"$ref":"#/$defs/d0","$defs":{ {{chain}},"d900":{} } }"""), StringComparison.Ordinal);

        static string Refusal(string schema) => Assert.Throws<FormatException>(() => AnswerSchema.Of(JsonElement.Parse(schema))).Message;
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"child":{"$ref":"#"}}}""", """{"child":{"child":{}}}""", """{"child":1}""")]
    [InlineData("""{"items":{"$ref":"#/$defs/a~1b%25"},"$defs":{"a/b%":{"type":"integer"}}}""", "[1]", """["x"]""")]
    [InlineData("""{"items":{"$ref":"#word"},"$defs":{"w":{"$anchor":"word","type":"string"}}}""", """["x"]""", "[1]")]
    [InlineData("""{"properties":{"$ref":{"type":"string"},"enum":{"$ref":"#/properties/$ref"}}}""", """{"enum":"x"}""", """{"enum":1}""")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"s":{"type":"string"}},"items":{"$ref":"#/definitions/s"}}""", """["x"]""", "[1]")]
    [InlineData("""{"$id":"https://example.com/a","items":{"$ref":"#/$defs/n"},"$defs":{"n":{"$id":"n","items":{"$ref":"#/$defs/s"},"$defs":{"s":{"type":"string"}}}}}""", """[["x"]]""", "[[1]]")]
    [InlineData("""{"const":{"$ref":"nowhere"}}""", """{"$ref":"nowhere"}""", "1")]
    public void What_stays_within_the_schema_is_followed(string schema, string valid, string invalid)
    {
        var read = AnswerSchema.Of(JsonElement.Parse(schema));
        Assert.Empty(read.Problems(JsonElement.Parse(valid)));
        Assert.NotEmpty(read.Problems(JsonElement.Parse(invalid)));
    }
}
