using System.Text;
using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;

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
        Producer = new Producer("openai", "gpt", "gpt-2026", new Route(RouteKind.Reseller, "shop"), "host"),
        Terms = "openai/services@2026-01-01",
        Inputs = [0, 17, 9007199254740991],
        Prompt = Digest.Of("p"u8),
        Settings = Digest.Of("s"u8),
        Output = Digest.Of("o"u8),
        Raw = Digest.Of("w"u8),
        Document = Digest.Of("d"u8),
        Reason = Digest.Of("r"u8),
        Usage = new Usage(0, 9007199254740991, 1, 2, 3, 4, 5),
        FinishReason = "length",
        CostUsd = 0.00001435m,
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
        Assert.Equal((Full.FinishReason, Full.CostUsd), (opened.FinishReason, opened.CostUsd));
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

    /// <summary>The file was written by the program of the day before version 3, leaf by leaf, with its own writer.</summary>
    [Fact]
    public void Leaves_of_versions_1_and_2_are_read_and_keep_their_bytes()
    {
        var stored = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Roundtable.Tests", "Record", "Entries", "leaves-v1-v2.jsonl"));
        Assert.Equal("4f1790ca3965700033cd8eaf916a646056ed15110e05c9f303143b33a489e78b", Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', stored))).ToString());
        var leaves = stored.Select(l => Leaf.Parse(Encoding.UTF8.GetBytes(l))).ToList();
        Assert.Equal(stored, leaves.Select(l => Encoding.UTF8.GetString(l.ToBytes())));
        Assert.Equal(Enumerable.Range(0, 7).Select(k => (1, (LeafKind)k)).Concat(Enumerable.Range(0, 16).Select(k => (2, (LeafKind)k))), leaves.Select(l => (l.Version, l.Kind)));
        foreach (var answer in leaves.Where(l => l.Kind == LeafKind.ModelOutput))
        {
            Assert.Equal(new Usage(1234, 0), answer.Usage);
            Assert.Equal((null, null, null), (answer.FinishReason, answer.CostUsd, answer.Producer!.Upstream));
            Assert.Equal("model-2026-11", answer.Producer.Served);
        }

        Assert.Equal(Digest.Of("output"u8), leaves[0].Output);
        Assert.Empty(leaves[0].Commitments);
        Assert.Equal(new Opening(Digest.Of("output"u8), Digest.Of("salt of output"u8)).Commitment, leaves[7].Commitments["output"]);
        Assert.Equal(new Route(RouteKind.Aggregator, "shop"), leaves[7].Producer!.Route);
    }

    [Fact]
    public void A_leaf_of_version_3_has_its_members_in_canonical_order()
    {
        var leaf = new Leaf
        {
            Kind = LeafKind.Exchange,
            Time = DateTimeOffset.UnixEpoch,
            Producer = new Producer("router", "m", null, null, "host"),
            Usage = new Usage(Output: 0, CacheRead: 7),
            FinishReason = "stop",
            CostUsd = 1.50m,
        };
        Assert.Equal(
            """{"costUsd":"1.5","finishReason":"stop","kind":"exchange","producer":{"connection":"router","requested":"m","upstream":"host"},"time":"1970-01-01T00:00:00.0000000Z","usage":{"cacheRead":7,"output":0},"v":3}""",
            Encoding.UTF8.GetString(leaf.ToBytes()));
    }

    [Fact]
    public void What_version_3_added_stands_in_no_older_leaf()
    {
        var plain = new Leaf { Version = 2, Kind = LeafKind.ModelOutput, Time = DateTimeOffset.UnixEpoch, Usage = new Usage(1, 2) };
        Assert.NotEmpty(plain.ToBytes());
        foreach (var newer in (Leaf[])
        [
            plain with { FinishReason = "stop" },
            plain with { CostUsd = 0 },
            plain with { Producer = new Producer("c", "m", null, null, "host") },
            plain with { Kind = LeafKind.Exchange },
            plain with { Kind = LeafKind.Run },
            plain with { Kind = LeafKind.Gold },
            plain with { Kind = LeafKind.Label },
            plain with { Usage = new Usage(1) },
            plain with { Usage = new Usage(1, 2, 0) },
            plain with { Usage = new Usage(1, 2, OutputAudio: 3) },
        ])
        {
            Assert.ThrowsAny<ArgumentException>(newer.ToBytes);
        }
    }

    [Theory]
    [InlineData(LeafKind.ContextFile, "context-file")]
    [InlineData(LeafKind.ToolCall, "tool-call")]
    [InlineData(LeafKind.TrainingSet, "training-set")]
    public void What_version_4_added_stands_in_no_older_leaf_and_leaves_of_other_kinds_stay_in_version_3(LeafKind kind, string name)
    {
        var leaf = new Leaf { Version = Leaf.VersionWithTools, Kind = kind, Time = DateTimeOffset.UnixEpoch };
        Assert.Equal($$"""{"kind":"{{name}}","time":"1970-01-01T00:00:00.0000000Z","v":4}""", Encoding.UTF8.GetString(leaf.ToBytes()));
        Assert.Equal(leaf.ToBytes(), Leaf.Parse(leaf.ToBytes()).ToBytes());
        Assert.ThrowsAny<ArgumentException>((leaf with { Version = 3 }).ToBytes);
        Assert.Throws<JsonException>(() => Leaf.Parse(Encoding.UTF8.GetBytes($$"""{"kind":"{{name}}","time":"1970-01-01T00:00:00.0000000Z","v":3}""")));
        Assert.Equal(3, new Leaf { Kind = LeafKind.ModelOutput, Time = DateTimeOffset.UnixEpoch }.Version);
    }

    [Fact]
    public void A_newer_version_is_refused_with_what_to_do()
    {
        var e = Assert.Throws<JsonException>(() => Leaf.Parse("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":5}"""u8));
        Assert.Equal("The leaf has format version 5, and this program reads versions up to 4: use a newer version of Roundtable.", e.Message);
    }

    [Fact]
    public void Members_without_a_value_are_left_out()
    {
        var leaf = new Leaf { Kind = LeafKind.CallFailed, Time = DateTimeOffset.UnixEpoch };
        Assert.Equal("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":3}""", Encoding.UTF8.GetString(leaf.ToBytes()));
        Assert.Equal(leaf.ToBytes(), Leaf.Parse(leaf.ToBytes()).ToBytes());
    }

    [Fact]
    public void Every_kind_reads_back()
    {
        Assert.All(Enum.GetValues<LeafKind>(), kind => Assert.Equal(kind, Leaf.Parse((Full with { Kind = kind, Version = kind >= LeafKind.ContextFile ? 4 : 3 }).ToBytes()).Kind));
    }

    [Theory]
    [InlineData("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":1} """)]
    [InlineData("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":4}""")]
    [InlineData("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":0}""")]
    [InlineData("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","usage":{},"v":3}""")]
    [InlineData("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","usage":{"inputTokens":1,"outputTokens":1},"v":3}""")]
    [InlineData("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","usage":{"input":1,"output":1},"v":2}""")]
    [InlineData("""{"kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","usage":{"input":-1},"v":3}""")]
    [InlineData("""{"costUsd":"-1","kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":3}""")]
    [InlineData("""{"costUsd":"1.0","kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":3}""")]
    [InlineData("""{"costUsd":"1e-3","kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":3}""")]
    [InlineData("""{"costUsd":"1","kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":2}""")]
    [InlineData("""{"finishReason":"stop","kind":"call-failed","time":"1970-01-01T00:00:00.0000000Z","v":2}""")]
    [InlineData("""{"kind":"exchange","time":"1970-01-01T00:00:00.0000000Z","v":2}""")]
    [InlineData("""{"kind":"call-failed","producer":{"connection":"c","requested":"m","upstream":"u"},"time":"1970-01-01T00:00:00.0000000Z","v":2}""")]
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
        var text = Encoding.UTF8.GetString((Full with
        {
            Version = 1,
            Inputs = [],
            Terms = null,
            Producer = null,
            Usage = null,
            FinishReason = null,
            CostUsd = null,
            Output = Digest.Of("o"u8),
        }).ToBytes());
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
        Assert.ThrowsAny<ArgumentException>(() => (Full with { CostUsd = -0.01m }).ToBytes());
        Assert.ThrowsAny<ArgumentException>(() => (Full with { Usage = new Usage() }).ToBytes());
        Assert.ThrowsAny<ArgumentException>(() => (Full with { Usage = new Usage(-1) }).ToBytes());
        Assert.ThrowsAny<ArgumentException>(() => (Full with { Version = 4 }).ToBytes());
    }

    [Fact]
    public void It_names_its_contents()
    {
        Assert.Equal(6, Full.Contents().Count());
        Assert.Equal([("output", Zero)], (Full with { Prompt = null, Settings = null, Output = Zero, Raw = null, Document = null, Reason = null }).Contents());
    }
}
