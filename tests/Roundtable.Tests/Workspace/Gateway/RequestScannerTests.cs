using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Tests.Workspace.Gateway;

/// <summary>What the body of a request says, found without parsing all of it, however it is split.</summary>
public sealed class RequestScannerTests
{
    [Theory]
    [InlineData("""{"model":"m","stream":true,"max_tokens":5}""", "m", true, 5L)]
    [InlineData("""{ "messages" : [ { "role" : "user", "content" : "\"model\":\"x\" }]" } ], "model" : "m" }""", "m", false, null)]
    [InlineData("""{"a":{"model":"x","b":["{\"model\":1}"]},"model":"m\u002d1\\\"","max_completion_tokens":7,"max_tokens":3}""", "m-1\\\"", false, 7L)]
    [InlineData("""{"mod\u0065l":"m","max_output_tokens":1e9}""", "m", false, null)]
    [InlineData("""{"stream":"true","model":null}""", null, false, null)]
    [InlineData("""{}""", null, false, null)]
    [InlineData("""{"model":{"model":"x"},"stream":false}""", null, false, null)]
    public void Members_are_found_wherever_they_stand(string body, string? model, bool stream, long? max)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        for (var at = 0; at <= bytes.Length; at++)
        {
            var scanner = new RequestScanner();
            scanner.Push(bytes.AsSpan(0, at));
            scanner.Push(bytes.AsSpan(at));
            Assert.Equal(new RequestFacts(model, stream, max, null, false), scanner.Facts);
        }
    }

    [Theory]
    [InlineData("""{"model":"a","model":"b"}""")]
    [InlineData("""{"model":"a","x":1,"mode\u006c":"a"}""")]
    [InlineData("""{"stream":true,"model":"a","stream":false}""")]
    [InlineData("""{"max_tokens":1,"max_tokens":100000}""")]
    public void A_member_that_is_given_twice_is_told(string body) => Assert.True(Scan(body)!.IsAmbiguous);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"model\"")]
    [InlineData("""{"model":"a" """)]
    [InlineData("""{"model":"a"}{"model":"b"}""")]
    [InlineData("""{"model""")]
    [InlineData("--boundary")]
    public void What_is_no_object_says_nothing(string body) => Assert.Null(Scan(body));

    [Fact]
    public void Whatever_the_object_holds_the_members_are_those_that_a_parser_finds()
    {
        var values = Gen.Elements("1", "true", "\"s\"", "\"\\\\\\\"\"", "{\"model\":\"no\"}", "[[{}],\"]\",\"}\"]", "null", "-1.5e3", "{}", "[]", "\"\\u007b\"");
        var names = Gen.Elements("a", "b\\\"", "model ", "Model", "input", "\\u006dodel2");
        var member = from n in names from v in values from s in Gen.Elements("", " ", "\n\t") select $"{s}\"{n}\"{s}:{s}{v}{s}";
        var members = from before in Gen.ListOf(member) from after in Gen.ListOf(member) select (before, after);
        Prop.ForAll(members.ToArbitrary(), parts =>
        {
            var body = "{" + string.Join(',', parts.before.Append("\"model\":\"the one\"").Concat(parts.after)) + "}";
            using var document = JsonDocument.Parse(body);
            return Scan(body)?.Model == document.RootElement.GetProperty("model").GetString();
        }).QuickCheckThrowOnFailure();
    }

    private static RequestFacts? Scan(string body)
    {
        var scanner = new RequestScanner();
        scanner.Push(Encoding.UTF8.GetBytes(body));
        return scanner.Facts;
    }
}
