using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Roundtable.Record.Wording;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Tests.Workspace.Sets.Formats;

/// <summary>Every format against the rules of the programs that read it, with rows of every odd kind.</summary>
public sealed class SetFormatTests
{
    private static readonly int _rows = TestDepth.Of(2_500, 10_000);

    public static TheoryData<string, bool> Formats => [.. from format in Enum.GetValues<SetFormat>()
                                                          from standard in (bool[])[false, true]
                                                          where !standard || SetFormats.HasStandard(format)
                                                          select (Kebab.Name(format), standard)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_row_that_is_written_is_dropped_by_whoever_reads_it(string name, bool standard)
    {
        Assert.True(Kebab.TryParse<SetFormat>(name, out var format));
        var shape = SetFormats.Shape(format);
        var random = new RandomRows((int)format);
        var scrutiny = new SetScrutiny(new SetRequest { From = "sessions", Format = format, Use = Roundtable.Terms.Uses.Use.TrainOpen, Folder = "set", WithoutThinking = !SetFormats.TakesThinking(format) });
        List<SetContent> rows = [.. Enumerable.Range(0, _rows).Select(_ => random.Next(shape)).Select(r => scrutiny.Look(r, out _)).OfType<SetContent>()];
        var traits = new SetTraits();
        rows.ForEach(traits.Add);
        var formatter = SetFormats.Formatter(format, standard, traits);
        var (written, columns) = (0, (string?)null);
        foreach (var row in rows)
        {
            if (Write(formatter, row) is not { } line)
            {
                continue;
            }

            Assert.DoesNotContain('\n', line);
            var json = JsonElement.Parse(line);
            Assert.True(TargetRules.Problem(format, standard, json) is not { } problem, $"{TargetRules.Problem(format, standard, json)}: {line}");

            // Programs read files as tables: every row has the same members, with the same types.
            if (format is not (SetFormat.Openai or SetFormat.OpenaiPreference or SetFormat.Anthropic))
            {
                columns ??= Columns(json);
                Assert.Equal(columns, Columns(json));
            }

            written++;
        }

        Assert.True(written > rows.Count / 8, $"{written} of {rows.Count} were written");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_plain_question_and_its_answer_are_written_in_every_format(string name, bool standard)
    {
        Assert.True(Kebab.TryParse<SetFormat>(name, out var format));
        var prompt = (SetMessage[])[new SetMessage(SetRole.System, "Be brief."), new SetMessage(SetRole.User, "What is 2 + 2?")];
        var answer = new SetMessage(SetRole.Assistant, "4 😀");
        SetContent content = SetFormats.Shape(format) switch
        {
            SetShape.Preference => new SetContent.Preferred(prompt, answer, new SetMessage(SetRole.Assistant, "5")),
            SetShape.Judgement => new SetContent.Answered(prompt, answer) { IsGood = true },
            SetShape.Steps => new SetContent.Stepwise("What is 2 + 2?", ["It is 4 😀."], [true]),
            _ => new SetContent.Answered(prompt, answer),
        };
        var traits = new SetTraits();
        traits.Add(content);
        var line = Write(SetFormats.Formatter(format, standard, traits), content);
        Assert.NotNull(line);
        Assert.Null(TargetRules.Problem(format, standard, JsonElement.Parse(line)));
        Assert.Contains("What is 2 + 2?", Unescaped(JsonElement.Parse(line)), StringComparison.Ordinal);
        Assert.Equal(format != SetFormat.TrlPromptOnly, Unescaped(JsonElement.Parse(line)).Contains("4 😀", StringComparison.Ordinal));
    }

    [Fact]
    public void Calls_of_tools_stand_where_each_program_looks_for_them()
    {
        SetMessage[] prompt =
        [
            new(SetRole.User, "Weather in Paris?"),
            new(SetRole.Assistant, "") { Calls = [new SetToolCall("c1", "weather", """{"city":"Paris"}""")] },
            new(SetRole.Tool, "Rain.") { CallId = "c1" },
        ];
        var content = new SetContent.Answered(prompt, new SetMessage(SetRole.Assistant, "It rains."))
        {
            Tools = [new SetTool("weather", "Tells the weather.", """{"type":"object","properties":{"city":{"type":"string"}}}""")],
        };
        var traits = new SetTraits();
        traits.Add(content);
        var openai = JsonElement.Parse(Write(SetFormats.Formatter(SetFormat.Openai, false, traits), content)!);
        Assert.Equal("c1", openai.GetProperty("messages")[2].GetProperty("tool_call_id").GetString());
        var sharegpt = JsonElement.Parse(Write(SetFormats.Formatter(SetFormat.LlamaFactory, false, traits), content)!);
        Assert.Equal(
            ["human", "function_call", "observation", "gpt"], sharegpt.GetProperty("conversations").EnumerateArray().Select(t => t.GetProperty("from").GetString()));
        Assert.Equal("""[{"name":"weather","arguments":{"city":"Paris"}}]""", sharegpt.GetProperty("conversations")[1].GetProperty("value").GetString());
        var trl = JsonElement.Parse(Write(SetFormats.Formatter(SetFormat.TrlPromptCompletion, false, traits), content)!);
        Assert.Equal("""{"city":"Paris"}""", trl.GetProperty("prompt")[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal("weather", JsonElement.Parse(trl.GetProperty("tools").GetString()!)[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Null(Write(SetFormats.Formatter(SetFormat.Anthropic, false, traits), content));
    }

    internal static string? Write(SetFormatter formatter, SetContent content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        if (!formatter.TryWrite(content, json))
        {
            return null;
        }

        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Unescaped(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => string.Join(' ', json.EnumerateObject().Select(m => Unescaped(m.Value))),
        JsonValueKind.Array => string.Join(' ', json.EnumerateArray().Select(Unescaped)),
        JsonValueKind.String => json.GetString()!,
        _ => json.GetRawText(),
    };

    /// <summary>The members of an object and of all objects in it with their types, as a table's schema has them; what is null may be anything.</summary>
    private static string Columns(JsonElement json, string name = "") => json.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', json.EnumerateObject().Select(m => $"{m.Name}:{(m.Name is "tool_calls" or "text" && json.TryGetProperty("role", out _) | json.TryGetProperty("type", out _) ? "?" : Columns(m.Value, m.Name))}")) + "}",
        JsonValueKind.Array when name is "messages" or "prompt" or "chosen" or "rejected" or "completion" or "conversations" or "content" =>
            "[" + string.Join('|', json.EnumerateArray().Select(e => Columns(e)).Distinct(StringComparer.Ordinal)) + "]",
        JsonValueKind.Array => "[]",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString(),
    };
}
