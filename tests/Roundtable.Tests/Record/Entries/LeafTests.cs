using System.Text;
using System.Text.Json;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Record.Entries;

public sealed class LeafTests
{
    private static readonly Digest Zero = new(new byte[32]);

    private static Leaf Full { get; } = new()
    {
        Kind = LeafKind.ModelOutput,
        Time = new DateTimeOffset(2026, 11, 20, 13, 0, 0, TimeSpan.FromHours(1)).AddTicks(1234567),
        Session = "s\"é😀\n",
        Call = "r1.s3.k1.a0",
        Producer = new Producer("openai", "gpt", "gpt-2026", new Route(RouteKind.Reseller, "shop")),
        Terms = "openai/services@2026-01-01",
        Inputs = [0, 17, 9007199254740991],
        Prompt = Digest.Of("p"u8),
        Settings = Digest.Of("s"u8),
        Output = Digest.Of("o"u8),
        Raw = Digest.Of("w"u8),
        Document = Digest.Of("d"u8),
        Reason = Digest.Of("r"u8),
        Usage = new Usage(0, 9007199254740991),
        DurationMs = 17,
        Simulated = true,
        Refused = true,
    };

    [Fact]
    public void A_leaf_is_canonical_json_and_reads_back()
    {
        var (closed, openings) = Full.Seal();
        var bytes = closed.ToBytes();
        Assert.Equal(CanonicalJson.Canonicalize(bytes), bytes);
        Assert.Equal(CanonicalJson.Canonicalize(openings), openings);
        var read = Leaf.Parse(bytes);
        Assert.Equal(bytes, read.ToBytes());
        Assert.Null(read.Output);
        var opened = read.Open(Openings.Read(openings));
        Assert.Equal(Full.Contents().Append(("openings", Digest.Of(openings))), opened.Contents());
        Assert.Equal(Full.Inputs, opened.Inputs);
        Assert.Equal((Full.Producer, Full.Terms, Full.Usage, Full.Time), (opened.Producer, opened.Terms, opened.Usage, opened.Time));
    }

    [Fact]
    public void A_leaf_shows_nothing_of_its_contents()
    {
        var text = Encoding.UTF8.GetString(Full.Seal().Sealed.ToBytes());
        Assert.All(Full.Contents(), c => Assert.DoesNotContain(c.Digest.ToString(), text, StringComparison.Ordinal));
        Assert.NotEqual(text, Encoding.UTF8.GetString(Full.Seal().Sealed.ToBytes()));
    }

    [Fact]
    public void Another_salt_content_or_member_does_not_open_a_commitment()
    {
        var (closed, document) = Full.Seal();
        var openings = Openings.Read(document).ToDictionary();
        foreach (var swapped in (Dictionary<string, Opening>[])
        [
            new(openings) { ["output"] = openings["output"] with { Salt = openings["prompt"].Salt } },
            new(openings) { ["output"] = openings["output"] with { Content = openings["prompt"].Content } },
            new(openings) { ["output"] = openings["prompt"], ["prompt"] = openings["output"] },
            new(openings) { ["other"] = openings["prompt"] },
            openings.Where(o => o.Key != "raw").ToDictionary(),
        ])
        {
            Assert.Throws<JsonException>(() => closed.Open(swapped));
        }
    }

    [Fact]
    public void A_commitment_is_sha256_of_salt_and_digest()
    {
        var opening = new Opening(Digest.Of("o"u8), new Digest([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(Digest.Of([.. opening.Salt.ToArray(), .. opening.Content.ToArray()]), opening.Commitment);
    }

    [Fact]
    public void A_leaf_of_version_1_reads_as_it_always_did()
    {
        var text = """{"call":"r1.s3.k1.a0","durationMs":17,"kind":"model-output","output":"65c74c15a686187bb6bbf9958f494fc6b80068034a659a9ad44991b08c58f2d2","producer":{"connection":"openai","requested":"gpt"},"time":"1970-01-01T00:00:00.0000000Z","v":1}""";
        var leaf = Leaf.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(Digest.Of("o"u8), leaf.Output);
        Assert.Empty(leaf.Commitments);
        Assert.Equal(text, Encoding.UTF8.GetString(leaf.ToBytes()));
    }

    [Fact]
    public void Members_without_a_value_are_left_out()
    {
        var leaf = new Leaf { Kind = LeafKind.CallFailed, Time = DateTimeOffset.UnixEpoch };
        Assert.Equal("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":2}""", Encoding.UTF8.GetString(leaf.ToBytes()));
        Assert.Equal(leaf.ToBytes(), Leaf.Parse(leaf.ToBytes()).ToBytes());
    }

    [Fact]
    public void Every_kind_reads_back()
    {
        Assert.All(Enum.GetValues<LeafKind>(), kind => Assert.Equal(kind, Leaf.Parse((Full with { Kind = kind }).ToBytes()).Kind));
    }

    [Theory]
    [InlineData("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":1} """)]
    [InlineData("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":3}""")]
    [InlineData("""{"kind":"call-failed","output":"65c74c15a686187bb6bbf9958f494fc6b80068034a659a9ad44991b08c58f2d2","time":"1970-01-01T00:00:00.0000000Z","v":2}""")]
    [InlineData("""{"inputs":[1,1],"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":2}""")]
    [InlineData("""{"committed":{"salt":"65c74c15a686187bb6bbf9958f494fc6b80068034a659a9ad44991b08c58f2d2"},"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":2}""")]
    [InlineData("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z"}""")]
    [InlineData("""{"kind":"call-lost","time":"1970-01-01T00:00:00.0000000Z","v":1}""")]
    [InlineData("""{"kind":"call-failed","time":"1970-01-01T00:00:00Z","v":1}""")]
    [InlineData("""{"kind":"call-failed","simulated":false,"time":"1970-01-01T00:00:00.0000000Z","v":1}""")]
    [InlineData("""{"kind":"call-failed","secret":1,"time":"1970-01-01T00:00:00.0000000Z","v":1}""")]
    [InlineData("""{"time":"1970-01-01T00:00:00.0000000Z","kind":"call-failed","v":1}""")]
    [InlineData("""{"kind":"call-failed","output":"00","time":"1970-01-01T00:00:00.0000000Z","v":1}""")]
    [InlineData("""{"durationMs":-1,"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":1}""")]
    [InlineData("""{"durationMs":1.5,"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":1}""")]
    [InlineData("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","usage":{"inputTokens":1},"v":1}""")]
    [InlineData("""{"kind":"call-failed","producer":"x","time":"1970-01-01T00:00:00.0000000Z","v":1}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{")]
    public void Anything_else_is_refused(string text)
    {
        Assert.ThrowsAny<JsonException>(() => Leaf.Parse(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Upper_case_digits_are_not_canonical()
    {
        var text = Encoding.UTF8.GetString((Full with { Version = 1, Inputs = [], Terms = null, Producer = null, Output = Digest.Of("o"u8) }).ToBytes());
        var hex = Digest.Of("o"u8).ToString();
        Assert.ThrowsAny<JsonException>(() => Leaf.Parse(Encoding.UTF8.GetBytes(text.Replace(hex, hex.ToUpperInvariant(), StringComparison.Ordinal))));
    }

    [Fact]
    public void A_leaf_that_cannot_be_written_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => (Full with { Session = "\ud800" }).ToBytes());
        Assert.ThrowsAny<ArgumentException>(() => (Full with { Session = new string('x', Leaf.MaxBytes) }).ToBytes());
        Assert.ThrowsAny<ArgumentException>(() => (Full with { DurationMs = -1 }).ToBytes());
        Assert.ThrowsAny<ArgumentException>(() => (Full with { Kind = (LeafKind)99 }).ToBytes());
    }

    [Fact]
    public void It_names_its_contents()
    {
        Assert.Equal(6, Full.Contents().Count());
        Assert.Equal([("output", Zero)], (Full with { Prompt = null, Settings = null, Output = Zero, Raw = null, Document = null, Reason = null }).Contents());
    }
}
