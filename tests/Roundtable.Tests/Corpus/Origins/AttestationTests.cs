using System.Text;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Corpus.Origins;

/// <summary>What a person signed for rows.</summary>
public sealed class AttestationTests
{
    private static readonly SigningKey _key = SigningKey.New("jane@example.org");
    private static readonly byte[] _list = Encoding.ASCII.GetBytes(Digest.Of("row"u8) + "\n");

    [Fact]
    public void What_was_signed_is_evidence_for_its_rows_alone()
    {
        var attestation = Attestation.Read(Sign(Text()), _list, [_key.Verifier]);
        var evidence = attestation.Of(Digest.Of("row"u8));
        Assert.Equal((EvidenceKind.Attested, Origin.Human, Strength.Strong), (evidence!.Kind, evidence.Indicates, evidence.Strength));
        Assert.Null(attestation.Of(Digest.Of("another"u8)));
    }

    [Fact]
    public void A_newer_format_is_named_as_such()
    {
        var newer = Text().Replace("roundtable-attestation/1\n", "roundtable-attestation/2\n", StringComparison.Ordinal);
        Assert.Contains("newer version", Assert.Throws<FormatException>(() => Attestation.Read(Sign(newer), _list, [_key.Verifier])).Message, StringComparison.Ordinal);
        Assert.Equal("not an attestation", Assert.Throws<FormatException>(() => Attestation.Read(Sign("a note\n"), _list, [_key.Verifier])).Message);
    }

    private static string Text() => Attestation.Text(Origin.Human, "I was there.", new DateOnly(2026, 11, 21), 1, Digest.Of(_list));

    private static byte[] Sign(string text) => SignedNote.Sign(text, _key).ToBytes();
}
