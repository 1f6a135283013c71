using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Proofs;
using Roundtable.Record.Storage;
using Roundtable.Tests.Record.Storage;

namespace Roundtable.Tests.Record.Proofs;

public sealed class LeafProofTests : IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_proof_reads_back_verifies_and_opens_what_was_chosen_alone()
    {
        await _data.FillAsync(300);
        using var store = FileStore.OpenReadOnly(_data.Path);
        foreach (var index in (long[])[0, 17, 255, 256, 299])
        {
            var bytes = LeafProof.Make(store, index, ["output"]).Proof.ToBytes();
            var proof = LeafProof.Parse(bytes);
            Assert.Equal(bytes, proof.Proof.ToBytes());
            var (leaf, signer) = proof.Verify([]);
            Assert.Equal($"r{index}", leaf.Call);
            Assert.Equal(proof.Keys[0], signer);
            Assert.Equal(leaf.ToBytes(), proof.Verify([signer]).Leaf.ToBytes());
            Assert.Equal($"o {index}", Encoding.UTF8.GetString(proof.Opened["output"].Content));
            Assert.DoesNotContain(Convert.ToBase64String(DataDirectory.Bytes($"p {index}")), Encoding.UTF8.GetString(proof.Proof.Extra!), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_key_another_leaf_or_another_opening_does_not_verify()
    {
        await _data.FillAsync(10);
        using var store = FileStore.OpenReadOnly(_data.Path);
        var proof = LeafProof.Make(store, 3, ["output"]);
        var origin = proof.Proof.Checkpoint.Checkpoint.Origin;
        Assert.Contains("signed", Assert.Throws<FormatException>(() => proof.Verify([SigningKey.New(origin).Verifier])).Message, StringComparison.Ordinal);
        Assert.Contains("signed", Assert.Throws<FormatException>(() => (proof with { Keys = [SigningKey.New(origin).Verifier] }).Verify([])).Message, StringComparison.Ordinal);
        var other = LeafProof.Make(store, 4, ["output"]);
        Assert.Contains("root", Assert.Throws<FormatException>(() => (proof with { Entry = other.Entry }).Verify([])).Message, StringComparison.Ordinal);
        foreach (var swapped in (OpenedField[])[other.Opened["output"], proof.Opened["output"] with { Salt = other.Opened["output"].Salt }, proof.Opened["output"] with { Content = "o 4"u8.ToArray() }])
        {
            var forged = proof with { Opened = new Dictionary<string, OpenedField> { ["output"] = swapped } };
            Assert.Contains("output", Assert.Throws<FormatException>(() => forged.Verify([])).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Who trusts two logs must not take the one's signature for the other's.</summary>
    [Fact]
    public async Task A_trusted_key_of_another_origin_does_not_verify()
    {
        await _data.FillAsync(10);
        using var store = FileStore.OpenReadOnly(_data.Path);
        var proof = LeafProof.Make(store, 3, ["output"]);
        var bytes = proof.Proof.ToBytes();
        var note = proof.Proof.Checkpoint.Note;
        var other = SigningKey.New("example.org/other-log");
        byte[] forged = [.. bytes[..^note.ToBytes().Length], .. SignedNote.Sign(note.Text, other).ToBytes()];
        Assert.Contains("signed", Assert.Throws<FormatException>(() => LeafProof.Parse(forged).Verify([other.Verifier])).Message, StringComparison.Ordinal);
        Assert.Contains("signed", Assert.Throws<FormatException>(() => LeafProof.Parse(forged).Verify([.. proof.Keys, other.Verifier])).Message, StringComparison.Ordinal);
        byte[] both = [.. bytes, .. Encoding.UTF8.GetBytes(other.Sign(note.Text).ToString())];
        Assert.Equal(proof.Keys[0], LeafProof.Parse(both).Verify([other.Verifier, .. proof.Keys]).SignedBy);
    }

    [Fact]
    public async Task Every_flipped_bit_is_found()
    {
        await _data.FillAsync(6);
        using var store = FileStore.OpenReadOnly(_data.Path);
        var good = LeafProof.Make(store, 3, ["output"]).Proof.ToBytes();
        for (var i = 0; i < good.Length * 8; i++)
        {
            var bad = good.ToArray();
            bad[i / 8] ^= (byte)(1 << (i % 8));
            Assert.Throws<FormatException>(() => LeafProof.Parse(bad).Verify([]));
        }
    }

    [Fact]
    public async Task What_cannot_be_proved_or_opened_is_told()
    {
        await _data.FillAsync(2);
        await using (var log = await _data.OpenAsync())
        {
            await log.EraseAsync([Digest.Of("o 1"u8)], default);
            await DataDirectory.AppendAsync(log, 2);
            using var reader = FileStore.OpenReadOnly(_data.Path);
            Assert.Throws<ArgumentException>(() => LeafProof.Make(reader, 2, [])); // not in a checkpoint yet
        }

        using var store = FileStore.OpenReadOnly(_data.Path);
        Assert.Contains("erased", Assert.Throws<ArgumentException>(() => LeafProof.Make(store, 1, ["output"])).Message, StringComparison.Ordinal);
        Assert.Contains("no commitment to 'document'", Assert.Throws<ArgumentException>(() => LeafProof.Make(store, 0, ["document"])).Message, StringComparison.Ordinal);
    }
}
