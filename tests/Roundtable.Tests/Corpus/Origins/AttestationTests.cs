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

    [Fact]
    public void Its_numbers_and_texts_are_those_that_were_signed()
    {
        byte[] list = [.. _list, .. Encoding.ASCII.GetBytes(Digest.Of("another"u8) + "\n")];
        var note = Sign(Attestation.Text(Origin.Synthetic, "A model wrote it: mine.", new DateOnly(2026, 3, 4), 2, Digest.Of(list)));
        var attestation = Attestation.Read(note, list, [SigningKey.New("other@example.org").Verifier, _key.Verifier]);
        Assert.Equal((2, Digest.Of(note)), (attestation.Rows, attestation.Note));
        var evidence = attestation.Of(Digest.Of("another"u8));
        Assert.Equal((Origin.Synthetic, "jane@example.org signed for it on 2026-03-04: A model wrote it: mine."), (evidence!.Indicates, evidence.Summary));
    }

    [Fact]
    public void A_list_or_a_signature_that_does_not_belong_to_it_is_refused()
    {
        byte[] other = Encoding.ASCII.GetBytes(Digest.Of("another"u8) + "\n");
        string Refused(string text, byte[] list, SigningKey? trusted = null) =>
            Assert.Throws<FormatException>(() => Attestation.Read(Sign(text), list, [(trusted ?? _key).Verifier])).Message;
        Assert.Equal("not signed by any --trust key", Refused(Text(), _list, SigningKey.New("jane@example.org")));
        Assert.Equal("the list of rows beside it is not the one that was signed", Refused(Text(), other));
        Assert.Equal("the number of rows differs from that in the list", Refused(Text().Replace("rows: 1", "rows: 2", StringComparison.Ordinal), _list));
        byte[] twice = [.. _list, .. _list];
        Assert.Equal("the number of rows differs from that in the list", Refused(Attestation.Text(Origin.Human, "Twice.", new DateOnly(2026, 11, 21), 2, Digest.Of(twice)), twice));
    }

    [Theory]
    [InlineData("origin: human", "origin: nobody")]
    [InlineData("origin: human", "from: human")]
    [InlineData("says: ", "said: ")]
    [InlineData("on: ", "at: ")]
    [InlineData("rows: 1", "rows: one")]
    [InlineData("rows: 1", "rows: -1")]
    [InlineData("list: ", "file: ")]
    [InlineData("rows: 1\n", "")]
    public void A_line_that_is_missing_or_says_something_else_is_refused(string line, string instead) =>
        Assert.Equal("not an attestation", Assert.Throws<FormatException>(() =>
            Attestation.Read(Sign(Text().Replace(line, instead, StringComparison.Ordinal)), _list, [_key.Verifier])).Message);

    private static string Text() => Attestation.Text(Origin.Human, "I was there.", new DateOnly(2026, 11, 21), 1, Digest.Of(_list));

    private static byte[] Sign(string text) => SignedNote.Sign(text, _key).ToBytes();
}
