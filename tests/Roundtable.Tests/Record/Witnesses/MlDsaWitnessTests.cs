using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.MlDsa;
using Roundtable.Record.Witnesses;

namespace Roundtable.Tests.Record.Witnesses;

/// <summary>Cosignatures with ML-DSA-44 (C2SP tlog-cosignature), in policies beside those with Ed25519.</summary>
public sealed class MlDsaWitnessTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 11, 30, 5, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-");
    private readonly SigningKey _log = SigningKey.New("example.org/log");
    private readonly SigningKey _quantum = SigningKey.New("witness.example/q", SignatureType.MlDsaCosignature);
    private readonly SigningKey _classic = SigningKey.New("witness.example/c", SignatureType.Cosignature);

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void The_signed_message_is_the_structure_of_the_specification()
    {
        var note = Note(7);
        var signature = _quantum.Sign(note.Text, _now).Bytes.Span;
        Assert.Equal(8 + MlDsa44.SignatureLength, signature.Length);
        var seconds = (ulong)_now.ToUnixTimeSeconds();
        Assert.Equal(seconds, BinaryPrimitives.ReadUInt64BigEndian(signature));
        byte[] message =
        [
            .. "subtree/v1\n\0"u8, 17, .. "witness.example/q"u8, .. Big(seconds), 15, .. "example.org/log"u8, .. Big(0), .. Big(7), .. Digest.Of("root"u8).ToArray(),
        ];
        Assert.True(MlDsa44.Verify(_quantum.Verifier.PublicKey.Span, message, signature[8..]));
        Assert.True(note.With([_quantum.Sign(note.Text, _now)]).IsSignedBy(_quantum.Verifier));
    }

    [Fact]
    public void A_key_is_read_back_and_its_id_is_of_type_six()
    {
        var text = _quantum.Verifier.ToString();
        Assert.Equal(_quantum.Verifier, VerifierKey.Parse(text));
        Assert.Equal(6, Convert.FromBase64String(text.Split('+', 3)[2])[0]);
        Assert.Equal(_quantum.Verifier, SigningKey.Parse(_quantum.ToSecret()).Verifier);
        Assert.Throws<FormatException>(() => VerifierKey.Parse(text[..^4]));
        Assert.Throws<FormatException>(() => VerifierKey.Parse(_classic.Verifier.ToString().Replace("+B", "+C", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_not_the_same_checkpoint_time_or_cosigner_does_not_verify()
    {
        var note = Note(7);
        var signature = _quantum.Sign(note.Text, _now);
        Assert.False(Note(8).With([signature]).IsSignedBy(_quantum.Verifier));
        Assert.False(SignedNote.Sign("not a checkpoint\n", _log).With([signature]).IsSignedBy(_quantum.Verifier));
        var later = signature.Bytes.ToArray();
        later[7] ^= 1;
        Assert.False(note.With([signature with { Bytes = later }]).IsSignedBy(_quantum.Verifier));
        var renamed = new VerifierKey("witness.example/r", _quantum.Verifier.PublicKey, SignatureType.MlDsaCosignature);
        Assert.False(note.With([new NoteSignature(renamed.Name, renamed.Id, signature.Bytes)]).IsSignedBy(renamed));
        Assert.Throws<ArgumentException>(() => _quantum.Sign("not a checkpoint\n", _now));

        // Extension lines are not part of what is signed, as the specification says.
        Assert.True(SignedNote.Sign(note.Text + "more\n", _log).With([signature]).IsSignedBy(_quantum.Verifier));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_policy_may_name_both_algorithms(string end)
    {
        var policy = TrustPolicy.Parse(string.Join(
            end,
            $"log {_log.Verifier}",
            $"log {SigningKey.New("example.org/other", SignatureType.MlDsaCosignature).Verifier}",
            $"witness q {_quantum.Verifier} https://q.example/",
            $"witness c {_classic.Verifier}",
            "group both all q c",
            "quorum both",
            ""));
        var note = Note(9);
        Assert.False(policy.IsCosigned(note.With([_classic.Sign(note.Text, _now)])));
        Assert.False(policy.IsCosigned(note.With([_quantum.Sign(note.Text, _now)])));
        var both = SignedNote.Parse(note.With([_quantum.Sign(note.Text, _now), _classic.Sign(note.Text, _now)]).ToBytes());
        Assert.True(policy.IsCosigned(both));
        Assert.Equal(["q", "c"], policy.Cosigners(both));
    }

    [Theory]
    [InlineData("witness w\u000b1 KEY")]
    [InlineData("quorum\rnone")]
    public void A_policy_has_no_control_characters_but_tabs(string line)
    {
        var key = _quantum.Verifier.ToString();
        Assert.Contains("control character", Assert.Throws<FormatException>(() => TrustPolicy.Parse($"{line.Replace("KEY", key, StringComparison.Ordinal)}\nquorum none\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_witness_cosigns_with_it_and_goes_on_after_a_restart()
    {
        for (var size = 0; size < 2; size++)
        {
            var witness = new Witness(_directory.FullName, SigningKey.Parse(_quantum.ToSecret()), [_log.Verifier], TimeProvider.System);
            var root = size == 0 ? new Digest(Roundtable.Record.Merkle.MerkleTree.EmptyRoot()) : Digest.Of("root"u8);
            var note = SignedNote.Sign(Encoding.UTF8.GetString(new Checkpoint("example.org/log", size, root).ToBytes()), _log);
            var answer = witness.AddCheckpoint(new Submission(0, [], SignedCheckpoint.Parse(note.ToBytes())).ToBytes());
            Assert.True(answer.Status == 200, answer.Body);
            Assert.True(note.With(SignedNote.ParseSignatures(answer.Body)).IsSignedBy(_quantum.Verifier));
            var kept = SignedCheckpoint.Parse(witness.Checkpoint(Digest.Of("example.org/log"u8).ToString())!);
            Assert.Equal(size, kept.Checkpoint.Size);
            Assert.True(kept.Note.IsSignedBy(_quantum.Verifier) && kept.Note.IsSignedBy(_log.Verifier));
        }
    }

    private SignedNote Note(long size) => SignedNote.Sign(
        string.Create(CultureInfo.InvariantCulture, $"example.org/log\n{size}\n{Convert.ToBase64String(Digest.Of("root"u8).ToArray())}\n"), _log);

    private static byte[] Big(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
