using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Rows;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Corpus.Formats.Json;

/// <summary>Rows of JSON, with System.Text.Json as referee.</summary>
public sealed class JsonRowTests
{
    private static readonly RowPlan _plan = new("text", [new("text", FieldRole.Text), new("messages", FieldRole.Turns), new("meta.model", FieldRole.Declared), new("model", FieldRole.Declared)]);

    [Fact]
    public void What_is_read_is_what_another_reader_reads()
    {
        var random = new Random(11);
        for (var i = 0; i < TestDepth.Of(4000, 200000); i++)
        {
            var text = RandomText(random, random.Next(0, 200));
            var row = new JsonObject { ["id"] = i, ["other"] = Noise(random, 3), ["text"] = text, ["more"] = Noise(random, 2), ["model"] = "gpt" };
            var json = row.ToJsonString(new JsonSerializerOptions { WriteIndented = random.Next(2) == 0, Encoder = random.Next(2) == 0 ? System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping : null });
            var read = Read(json, out var fault);
            Assert.Null(fault);
            Assert.Equal(text, Encoding.UTF8.GetString(read.Text));
            Assert.Equal("gpt", Encoding.UTF8.GetString(read.Declared(Assert.Single(read.Declarations))));
        }
    }

    [Fact]
    public void Bytes_that_were_changed_are_refused_exactly_where_another_reader_refuses_them()
    {
        var random = new Random(12);
        var (both, faults) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var row = new JsonObject { ["id"] = random.Next(-5, 5) * 0.5, ["text"] = RandomText(random, 40), ["list"] = Noise(random, 3), ["ok"] = random.Next(2) == 0 ? true : null };
            var bytes = Encoding.UTF8.GetBytes(row.ToJsonString());
            for (var n = random.Next(1, 3); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"{}[]\",:\\u0d8 truefalsn.e-+\n"[random.Next(27)];
            }

            var mine = new JsonRow(_plan).Parse(bytes, new RowText());
            var theirs = Refused(bytes);
            // Two fields of one name are two texts to two readers; a lone surrogate is no text to anyone who looks.
            if (mine is not null && !theirs)
            {
                Assert.True(mine.Reason.Contains("duplicate", StringComparison.Ordinal) || mine.Reason.Contains("surrogate", StringComparison.Ordinal) || mine.Reason == "not an object", $"{mine.Reason}: {Encoding.Latin1.GetString(bytes)}");
                continue;
            }

            Assert.Equal(theirs, mine is not null);
            both++;
            faults += theirs ? 1 : 0;
        }

        Assert.InRange(faults, both / 10, both - (both / 20));
    }

    [Theory]
    [InlineData("{\"text\":\"a\",\"text\":\"b\"}", "a duplicate field", 12)]
    [InlineData("{\"text\":\"\\ud800\"}", "an escaped surrogate without its other half", 9)]
    [InlineData("{\"text\":\"\\ud83d\\ude00", "not JSON: it ends within a value", 21)]
    [InlineData("{\"text\":\"a\0b\"}", "not JSON: a control character within a string", 10)]
    [InlineData("{\"text\":\"a\"} x", "not JSON: an unexpected character", 13)]
    [InlineData("[1]", "not an object", 0)]
    [InlineData("{\"x\":01}", "not JSON: a malformed number", 5)]
    public void Faults_name_their_place(string json, string reason, int at)
    {
        _ = Read(json, out var fault);
        Assert.Equal(new RowFault(reason, at), fault);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused_where_it_begins_not_to_be()
    {
        byte[] bytes = [.. "{\"text\":\"abc"u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.Equal(new RowFault("not UTF-8", 12), new JsonRow(_plan).Parse(bytes, new RowText()));
    }

    [Fact]
    public void Deep_nesting_is_refused_without_deep_recursion()
    {
        var deep = "{\"x\":" + new string('[', 5_000_000);
        _ = Read(deep, out var fault);
        Assert.Equal("values nested more than 128 deep", fault!.Reason);
    }

    [Fact]
    public void Turns_have_the_role_of_their_speaker_in_either_order()
    {
        var row = Read("""{"messages":[{"role":"system","content":"s"},{"content":"q","role":"user"},{"from":"gpt","value":"a"},{"role":"tool","content":[{"type":"text","text":"t"}]},{"role":"assistant","content":null}],"meta":{"model":"m"}}""", out var fault);
        Assert.Null(fault);
        Assert.Equal([FieldRole.System, FieldRole.Prompt, FieldRole.Response, FieldRole.Context], row.Parts.Select(p => p.Role));
        Assert.Equal("s\u001Eq\u001Ea\u001Et", Encoding.UTF8.GetString(row.Text));
        Assert.Equal("m", Encoding.UTF8.GetString(row.Declared(row.Declarations[0])));
    }

    private static RowText Read(string json, out RowFault? fault)
    {
        var row = new RowText();
        fault = new JsonRow(_plan).Parse(Encoding.UTF8.GetBytes(json), row);
        return row;
    }

    private static bool Refused(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 128 });
            foreach (var property in document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.EnumerateObject() : default)
            {
                // It checks strings only when they are asked for.
                _ = property.Name + (property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : "");
            }

            return document.RootElement.ValueKind != JsonValueKind.Object || !System.Text.Unicode.Utf8.IsValid(bytes);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return true;
        }
    }

    private static string RandomText(Random random, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            var rune = random.Next(12) switch
            {
                0 => new Rune(random.Next(0, 0x20)),
                1 => new Rune("\"\\/\u2028é\u007F"[random.Next(6)]),
                2 => new Rune(random.Next(0xE000, 0x10FFFF)),
                3 => new Rune(random.Next(0x80, 0xD7FF)),
                _ => new Rune((char)random.Next(0x20, 0x7F)),
            };
            text.Append(rune.ToString());
        }

        return text.ToString();
    }

    private static JsonNode? Noise(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => random.NextDouble() * 1e9,
        2 => random.Next(2) == 0,
        3 or 4 => RandomText(random, random.Next(20)),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Noise(random, depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(i => KeyValuePair.Create($"k{i}", Noise(random, depth - 1)))),
    };
}
