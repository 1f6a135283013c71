using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Record.Entries;

public sealed class CanonicalJsonTests
{
    // RFC 8785, appendix B: IEEE 754 bits and the expected text.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Numbers_are_written_as_in_appendix_b(ulong bits, string expected)
    {
        var value = BitConverter.UInt64BitsToDouble(bits);
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Write(JsonValue.Create(value))));
    }

    [Fact]
    public void The_sample_object_of_the_rfc_is_written_as_the_rfc_writes_it()
    {
        const string sample = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string expected =
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";
        Assert.Equal(expected, Canonical(sample));
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(sample))));
    }

    [Fact]
    public void Names_are_sorted_by_utf16_code_units_as_in_section_3_2_3()
    {
        const string sample = """
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """;
        using var canonical = JsonDocument.Parse(Canonical(sample));
        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            canonical.RootElement.EnumerateObject().Select(p => p.Value.GetString()));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""["\ud800"]""")]
    [InlineData("""["\udc00\ud800"]""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("[1,]")]
    [InlineData("1 2")]
    [InlineData("")]
    public void What_is_not_i_json_is_refused(string text)
    {
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Nodes_that_are_not_i_json_are_refused()
    {
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Write(JsonValue.Create("\ud800")));
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Write(new JsonObject { ["\udc00"] = 1 }));
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Write(JsonValue.Create(double.NaN)));
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Write(JsonNode.Parse("""{"a":1,"a":2}""")));
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Canonicalize([(byte)'"', 0xff, (byte)'"']));
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(new string('[', 500) + new string(']', 500))));
    }

    [Fact]
    public void Any_string_reads_back_and_has_no_needless_escape()
    {
        Prop.ForAll<string>(text =>
        {
            if (text is null || text.Any(char.IsSurrogate))
            {
                return true;
            }

            var bytes = CanonicalJson.Write(JsonValue.Create(text));
            return JsonSerializer.Deserialize<string>(bytes) == text && CanonicalJson.Canonicalize(bytes).AsSpan().SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_double_reads_back_in_the_shortest_form()
    {
        Prop.ForAll<long>(seed =>
        {
            var value = BitConverter.Int64BitsToDouble(unchecked(seed * 0x5851F42D4C957F2D));
            if (!double.IsFinite(value))
            {
                return true;
            }

            var text = Canonical(value.ToString("E16", System.Globalization.CultureInfo.InvariantCulture));
            return double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) == value && Canonical(text) == text;
        }).QuickCheckThrowOnFailure();
    }

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json)));
}
