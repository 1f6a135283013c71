using Roundtable.Record.Checkpoints;
using Roundtable.Record.Witnesses;

namespace Roundtable.Tests.Record.Witnesses;

public sealed class TrustPolicyTests
{
    private static readonly SigningKey _log = SigningKey.New("example.org/log");
    private static readonly SigningKey[] _x = [.. Enumerable.Range(1, 3).Select(i => SigningKey.New($"x{i}", SignatureType.Cosignature))];
    private static readonly SigningKey[] _y = [.. Enumerable.Range(1, 3).Select(i => SigningKey.New($"y{i}", SignatureType.Cosignature))];

    /// <summary>The specification's example.</summary>
    private static readonly string _text = $"""
        # as in C2SP tlog-policy
        log {_log.Verifier}

        witness X1 {_x[0].Verifier} https://x1.example/
        witness X2 {_x[1].Verifier}
        witness X3 {_x[2].Verifier}
          group	X-witnesses 2 X1 X2 X3

        witness Y1 {_y[0].Verifier}
        witness Y2 {_y[1].Verifier}
        witness Y3 {_y[2].Verifier}
        group Y-witnesses any Y1 Y2 Y3

        group X-and-Y all X-witnesses Y-witnesses
        quorum X-and-Y

        """;

    [Theory]
    [InlineData("xxy", true)]
    [InlineData("xxxyyy", true)]
    [InlineData("xy", false)]
    [InlineData("xxx", false)]
    [InlineData("yyy", false)]
    [InlineData("", false)]
    public void The_examples_quorum_is_two_of_x_and_one_of_y(string signers, bool enough)
    {
        var policy = TrustPolicy.Parse(_text);
        Assert.Equal([_log.Verifier], policy.Logs);
        Assert.Equal(["X1", "X2", "X3", "Y1", "Y2", "Y3"], policy.Witnesses.Select(w => w.Name));
        var note = SignedNote.Sign("example.org/log\n0\n\n".Replace("\n\n", "\nx\n", StringComparison.Ordinal), _log);
        var x = 0;
        var y = 0;
        var cosigned = note.With(signers.Select(s => (s == 'x' ? _x[x++] : _y[y++]).Sign(note.Text, DateTimeOffset.UnixEpoch.AddYears(56))));
        Assert.Equal(enough, policy.IsCosigned(cosigned));
        Assert.Equal(enough, policy.IsCosigned(SignedNote.Parse(cosigned.ToBytes())));
    }

    [Fact]
    public void A_policy_with_the_line_endings_of_windows_is_the_same_policy()
    {
        var policy = TrustPolicy.Parse(_text.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(TrustPolicy.Parse(_text).Witnesses, policy.Witnesses);
        Assert.True(policy.RequiresWitnesses);
    }

    [Fact]
    public void A_cosignature_holds_for_its_text_and_time_alone()
    {
        var note = SignedNote.Sign("example.org/log\n1\nx\n", _log);
        var cosignature = _x[0].Sign(note.Text, DateTimeOffset.FromUnixTimeSeconds(1679315147));
        Assert.True(_x[0].Verifier.Verifies(note.Text, cosignature.Bytes.Span));
        Assert.Equal(1679315147, System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(cosignature.Bytes.Span));
        Assert.True(Ed25519.Verify(_x[0].Verifier.PublicKey.Span, "cosignature/v1\ntime 1679315147\nexample.org/log\n1\nx\n"u8, cosignature.Bytes.Span[8..]));
        var later = cosignature.Bytes.ToArray();
        later[7] ^= 1;
        Assert.False(_x[0].Verifier.Verifies(note.Text, later));
        Assert.False(_x[0].Verifier.Verifies("example.org/log\n2\nx\n", cosignature.Bytes.Span));
        Assert.Throws<ArgumentException>(() => _x[0].Sign(note.Text));
        Assert.Equal(_x[0].Verifier, SigningKey.Parse(_x[0].ToSecret()).Verifier);
    }

    [Theory]
    [InlineData("", "the quorum line is missing")]
    [InlineData("quorum X", "line 1: unknown name 'X'")]
    [InlineData("quorum none\nquorum none", "line 2: duplicate quorum line")]
    [InlineData("group g 2 a\nquorum g", "line 1: unknown name 'a'")]
    [InlineData("log nonsense\nquorum none", "line 1")]
    [InlineData("witness none KEY\nquorum none", "line 1: reserved or duplicate name 'none'")]
    [InlineData("witness a KEY ftp://x\nquorum none", "line 1: 'ftp://x' is not an http or https URL")]
    [InlineData("witness a KEY\nwitness b KEY\nquorum none", "line 2: duplicate witness key")]
    [InlineData("witness a KEY\ngroup g 2 a\nquorum g", "line 2: '2' is not 'any', 'all' or a number from 1 to 1")]
    [InlineData("witness a LOG\nquorum none", "line 1: the key of example.org/log has the wrong type")]
    [InlineData("witness a KEY\ngroup g 2 a a\nquorum g", "line 2: 'a' is a member of a group already")]
    [InlineData("witness a KEY\ngroup g any a\ngroup h any a g\nquorum h", "line 3: 'a' is a member of a group already")]
    [InlineData("nothing", "line 1: unknown line; expected log")]
    public void Mistakes_are_reported_with_their_line(string text, string said)
    {
        text = text.Replace("KEY", _x[0].Verifier.ToString(), StringComparison.Ordinal).Replace("LOG", _log.Verifier.ToString(), StringComparison.Ordinal);
        Assert.Contains(said, Assert.Throws<FormatException>(() => TrustPolicy.Parse(text)).Message, StringComparison.Ordinal);
    }
}
