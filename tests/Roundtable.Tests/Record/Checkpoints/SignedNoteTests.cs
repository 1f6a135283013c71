using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Roundtable.Record.Checkpoints;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Record.Checkpoints;

public sealed class SignedNoteTests
{
    private const string ExampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private const string Example =
        "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    [Fact]
    public void The_example_of_the_specification_verifies()
    {
        var key = VerifierKey.Parse(ExampleKey);
        Assert.Equal(ExampleKey, key.ToString());
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(Example));
        Assert.Equal("This is an example message.\n", note.Text);
        Assert.True(note.IsSignedBy(key));
        Assert.Equal(Example, Encoding.UTF8.GetString(note.ToBytes()));
        Assert.False(SignedNote.Parse(Encoding.UTF8.GetBytes(Example.Replace("an example", "no example", StringComparison.Ordinal))).IsSignedBy(key));
    }

    [Fact]
    public void What_is_signed_reads_back_and_verifies_for_its_keys_alone()
    {
        var (one, two, other) = (SigningKey.New("example.org/one"), SigningKey.New("example.org/two"), SigningKey.New("example.org/one"));
        var note = SignedNote.Parse(SignedNote.Sign("Ognuno\n\nè sera.\n", one, two).ToBytes());
        Assert.Equal("Ognuno\n\nè sera.\n", note.Text);
        Assert.True(note.IsSignedBy(one.Verifier));
        Assert.True(note.IsSignedBy(two.Verifier));
        Assert.False(note.IsSignedBy(other.Verifier));
    }

    [Fact]
    public void A_key_reads_back_and_prints_no_secret()
    {
        var key = SigningKey.New("example.org/log");
        var again = SigningKey.Parse(key.ToSecret());
        Assert.Equal(key.Verifier, again.Verifier);
        Assert.True(SignedNote.Sign("x\n", again).IsSignedBy(key.Verifier));
        Assert.Equal(key.Verifier.ToString(), key.ToString());
        Assert.Throws<ArgumentException>(() => SigningKey.New("two words"));
        Assert.Throws<FormatException>(() => SigningKey.Parse(key.ToSecret().Replace("log+", "lag+", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name\n")]
    [InlineData("text\n\n— name AAAA\n")]
    [InlineData("text\n\n- name AAAAAAAA\n")]
    [InlineData("text\n\n— na+me AAAAAAAA\n")]
    [InlineData("te\txt\n\n— name AAAAAAAA\n")]
    [InlineData("text\n\n— name AAAAAAAA")]
    public void What_is_no_note_is_refused(string bytes) => Assert.Throws<FormatException>(() => SignedNote.Parse(Encoding.UTF8.GetBytes(bytes)));

    [Fact]
    public void Any_bytes_give_a_note_or_a_clean_refusal()
    {
        var example = Encoding.UTF8.GetBytes(Example);
        var mutated = from at in Gen.Choose(0, example.Length - 1)
                      from value in Gen.Choose(0, 255)
                      from cut in Gen.Choose(0, example.Length)
                      select example.Select((b, i) => i == at ? (byte)value : b).Take(cut).ToArray();
        var key = VerifierKey.Parse(ExampleKey);
        Prop.ForAll(mutated.ToArbitrary(), bytes =>
        {
            try
            {
                var note = SignedNote.Parse(bytes);
                return !note.IsSignedBy(key) || note.Text == "This is an example message.\n";
            }
            catch (FormatException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestDepth.Of(300, 10_000)));
    }
}
