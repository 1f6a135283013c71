using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Witnesses;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;

namespace Roundtable.Tests.Record.Witnesses;

/// <summary>
/// Cosignatures with ML-DSA-44 (C2SP tlog-cosignature), in policies beside those with Ed25519. Keys and signatures are made by BouncyCastle, and
/// verified by the system where it can, by BouncyCastle elsewhere.
/// </summary>
public sealed class MlDsaWitnessTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 11, 30, 5, 0, 0, TimeSpan.Zero);
    private static readonly byte[] _seed = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];
    private static readonly MLDsaPrivateKeyParameters _private = MLDsaPrivateKeyParameters.FromSeed(MLDsaParameters.ml_dsa_44, _seed);
    private static readonly VerifierKey _quantum = new("witness.example/q", _private.GetPublicKeyEncoded(), SignatureType.MlDsaCosignature);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-");
    private readonly SigningKey _log = SigningKey.New("example.org/log");
    private readonly SigningKey _classic = SigningKey.New("witness.example/c", SignatureType.Cosignature);

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void The_signed_message_is_the_structure_of_the_specification()
    {
        var seconds = (ulong)_now.ToUnixTimeSeconds();
        byte[] message =
        [
            .. "subtree/v1\n\0"u8, 17, .. "witness.example/q"u8, .. Big(seconds), 15, .. "example.org/log"u8, .. Big(0), .. Big(7), .. Digest.Of("root"u8).ToArray(),
        ];
        Assert.Equal(message, CosignedMessage.Of(_quantum, seconds, Note(7).Text));

        // Extension lines are not part of what is signed, as the specification says; what is no checkpoint cannot be cosigned.
        Assert.Equal(message, CosignedMessage.Of(_quantum, seconds, Note(7).Text + "more\n"));
        Assert.Null(CosignedMessage.Of(_quantum, seconds, "not a checkpoint\n"));
        Assert.True(Note(7).With([Cosign(Note(7))]).IsSignedBy(_quantum));
    }

    [Fact]
    public void A_key_is_read_back_and_its_id_is_of_type_six()
    {
        var text = _quantum.ToString();
        Assert.Equal(_quantum, VerifierKey.Parse(text));
        Assert.Equal(6, Convert.FromBase64String(text.Split('+', 3)[2])[0]);
        Assert.Throws<FormatException>(() => VerifierKey.Parse(text[..^4]));
        Assert.Throws<FormatException>(() => VerifierKey.Parse(_classic.Verifier.ToString().Replace("+B", "+C", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_not_the_same_checkpoint_time_or_cosigner_does_not_verify()
    {
        var note = Note(7);
        var signature = Cosign(note);
        Assert.False(Note(8).With([signature]).IsSignedBy(_quantum));
        Assert.False(SignedNote.Sign("not a checkpoint\n", _log).With([signature]).IsSignedBy(_quantum));
        var later = signature.Bytes.ToArray();
        later[7] ^= 1;
        Assert.False(note.With([signature with { Bytes = later }]).IsSignedBy(_quantum));
        Assert.False(note.With([signature with { Bytes = signature.Bytes[..^1] }]).IsSignedBy(_quantum));
        var renamed = new VerifierKey("witness.example/r", _quantum.PublicKey, SignatureType.MlDsaCosignature);
        Assert.False(note.With([new NoteSignature(renamed.Name, renamed.Id, signature.Bytes)]).IsSignedBy(renamed));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_policy_may_name_both_algorithms(string end)
    {
        var policy = TrustPolicy.Parse(string.Join(
            end,
            $"log {_log.Verifier}",
            $"log {new VerifierKey("example.org/other", MLDsaPrivateKeyParameters.FromSeed(MLDsaParameters.ml_dsa_44, new byte[32]).GetPublicKeyEncoded(), SignatureType.MlDsaCosignature)}",
            $"witness q {_quantum} https://q.example/",
            $"witness c {_classic.Verifier}",
            "group both all q c",
            "quorum both",
            ""));
        var note = Note(9);
        Assert.False(policy.IsCosigned(note.With([_classic.Sign(note.Text, _now)])));
        Assert.False(policy.IsCosigned(note.With([Cosign(note)])));
        var both = SignedNote.Parse(note.With([Cosign(note), _classic.Sign(note.Text, _now)]).ToBytes());
        Assert.True(policy.IsCosigned(both));
        Assert.Equal(["q", "c"], policy.Cosigners(both));
    }

    [Fact]
    public void A_quorum_that_needs_no_such_witness_is_met_without_it()
    {
        var policy = TrustPolicy.Parse($"witness q {_quantum}\nwitness c {_classic.Verifier}\ngroup either any q c\nquorum either\n");
        var note = Note(9);
        Assert.True(policy.IsCosigned(note.With([_classic.Sign(note.Text, _now)])));
    }

    [Theory]
    [InlineData("witness w\u000b1 KEY")]
    [InlineData("quorum\rnone")]
    public void A_policy_has_no_control_characters_but_tabs(string line)
    {
        var key = _quantum.ToString();
        Assert.Contains("control character", Assert.Throws<FormatException>(() => TrustPolicy.Parse($"{line.Replace("KEY", key, StringComparison.Ordinal)}\nquorum none\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_witness_cosigns_with_it_and_goes_on_after_a_restart()
    {
        var workspace = new WorkspaceContext(_directory.FullName, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal));
        for (var size = 0; size < 2; size++)
        {
            var key = WitnessKey.ReadOrMake(workspace, "witness.example/q", SignatureType.MlDsaCosignature);
            Assert.Equal(key.Verifier, SigningKey.Parse(key.ToSecret()).Verifier);
            var witness = new Witness(Path.Combine(_directory.FullName, "witness"), key, [_log.Verifier], TimeProvider.System);
            var root = size == 0 ? new Digest(Roundtable.Record.Merkle.MerkleTree.EmptyRoot()) : Digest.Of("root"u8);
            var note = SignedNote.Sign(Encoding.UTF8.GetString(new Checkpoint("example.org/log", size, root).ToBytes()), _log);
            var answer = witness.AddCheckpoint(new Submission(0, [], SignedCheckpoint.Parse(note.ToBytes())).ToBytes());
            Assert.True(answer.Status == 200, answer.Body);
            Assert.True(note.With(SignedNote.ParseSignatures(answer.Body)).IsSignedBy(key.Verifier));
            var kept = SignedCheckpoint.Parse(witness.Checkpoint(Digest.Of("example.org/log"u8).ToString())!);
            Assert.Equal(size, kept.Checkpoint.Size);
            Assert.True(kept.Note.IsSignedBy(key.Verifier) && kept.Note.IsSignedBy(_log.Verifier));
        }
    }

    private static NoteSignature Cosign(SignedNote note)
    {
        var seconds = (ulong)_now.ToUnixTimeSeconds();
        var message = CosignedMessage.Of(_quantum, seconds, note.Text)!;
        var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_44, deterministic: true);
        signer.Init(true, _private);
        signer.BlockUpdate(message, 0, message.Length);
        return new NoteSignature(_quantum.Name, _quantum.Id, (byte[])[.. Big(seconds), .. signer.GenerateSignature()]);
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
