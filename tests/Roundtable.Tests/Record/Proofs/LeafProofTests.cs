using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Proofs;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Witnesses;
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

    [Fact]
    public async Task Why_there_can_be_no_proof_is_an_outcome_of_its_own()
    {
        await _data.FillAsync(2);
        using var store = FileStore.OpenReadOnly(_data.Path);
        Assert.Equal(new ProofOutcome.NotCovered(2, 2), LeafProof.TryMake(store, 2, []));
        Assert.Equal("The log's checkpoint covers 2 leaves; leaf 2 is not among them.", ((ProofOutcome.Refused)LeafProof.TryMake(store, 2, [])).Why);
        Assert.Equal("index", Assert.Throws<ArgumentException>(() => LeafProof.Make(store, 2, [])).ParamName);
        var refused = Assert.IsType<ProofOutcome.NoCommitment>(LeafProof.TryMake(store, 0, ["output", "document"]));
        Assert.Equal("Leaf 0 has no commitment to 'document'; it has output, prompt, raw, settings.", refused.Why);
        Assert.Equal("Leaf 0 has no commitment to 'document'; it has none.", (refused with { Members = [] }).Why);
        Assert.Equal("open", Assert.Throws<ArgumentException>(() => LeafProof.Make(store, 0, ["document"])).ParamName);
        Assert.Equal(["output"], LeafProof.Make(store, 1, ["output", "output"]).Opened.Keys);
        Assert.Empty(LeafProof.Make(store, 1, []).Opened);
    }

    [Fact]
    public async Task Data_that_is_not_what_the_program_writes_is_refused()
    {
        await _data.FillAsync(2);
        using var store = FileStore.OpenReadOnly(_data.Path);
        var text = Encoding.UTF8.GetString(LeafProof.Make(store, 1, ["output"]).Proof.ToBytes());
        var line = text.Split('\n')[1];
        string Refused(string? extra) => Assert.Throws<FormatException>(() => LeafProof.Parse(Encoding.UTF8.GetBytes(
            text.Replace(line + "\n", extra is null ? "" : $"extra {Convert.ToBase64String(Encoding.UTF8.GetBytes(extra))}\n", StringComparison.Ordinal)))).Message;
        var json = Encoding.UTF8.GetString(Convert.FromBase64String(line["extra ".Length..]));
        Assert.Equal("The proof contains no leaf: it has no extra line.", Refused(null));
        Assert.Equal("The proof's extra data is not in canonical form.", Refused(" " + json));
        foreach (var malformed in (string[])["", "[]", "{}", """{"leaf":1}""", """{"keys":[],"leaf":"*","opened":{}}""", """{"keys":[],"leaf":"","opened":{"output":{}}}"""])
        {
            Assert.Equal("The proof's extra data is malformed.", Refused(malformed));
        }
    }

    [Fact]
    public async Task What_is_not_signed_by_a_trusted_key_or_cosigned_as_the_policy_asks_is_refused()
    {
        await _data.FillAsync(2);
        using var store = FileStore.OpenReadOnly(_data.Path);
        var proof = LeafProof.Make(store, 1, []);
        var origin = proof.Proof.Checkpoint.Checkpoint.Origin;
        Assert.Equal(
            "The checkpoint is not signed by any trusted key.",
            Assert.Throws<FormatException>(() => proof.Verify([SigningKey.New(origin).Verifier])).Message);
        Assert.Equal(
            "The checkpoint is not signed by any key listed in the proof.",
            Assert.Throws<FormatException>(() => (proof with { Keys = [] }).Verify([])).Message);
        var witness = SigningKey.New("witness", SignatureType.Cosignature);
        var policy = $"log {proof.Keys[0]}\nwitness W {witness.Verifier}\nquorum ";
        Assert.Equal(
            "The checkpoint has fewer witness cosignatures than the policy requires.",
            Assert.Throws<FormatException>(() => proof.Verify([], TrustPolicy.Parse(policy + "W\n"))).Message);
        Assert.Equal(proof.Keys[0], proof.Verify([], TrustPolicy.Parse(policy + "none\n")).SignedBy);
    }

    [Fact]
    public async Task An_opened_field_that_the_leaf_does_not_commit_to_is_refused()
    {
        await _data.FillAsync(2);
        using var store = FileStore.OpenReadOnly(_data.Path);
        var proof = LeafProof.Make(store, 1, ["output"]);
        var renamed = proof with { Opened = new Dictionary<string, OpenedField> { ["document"] = proof.Opened["output"] } };
        Assert.Equal("The opened document does not match the leaf's commitment.", Assert.Throws<FormatException>(() => renamed.Verify([])).Message);
    }

    /// <summary>The log's own proof of an entry that is no leaf of this program.</summary>
    [Fact]
    public void An_entry_that_is_no_leaf_is_refused()
    {
        var entry = "not JSON"u8.ToArray();
        var tree = TileTree.Load(0, _ => null);
        tree.Append(MerkleTree.LeafHash(entry), (_, _) => { });
        var key = SigningKey.New("example.org/log");
        var checkpoint = new Checkpoint(key.Verifier.Name, 1, new Digest(tree.Root()));
        var signed = new SignedCheckpoint(checkpoint, SignedNote.Sign(Encoding.UTF8.GetString(checkpoint.ToBytes()), key));
        var proof = new LeafProof(TlogProof.Make(0, tree, signed, null), entry, new Dictionary<string, OpenedField>(), [key.Verifier]);
        Assert.StartsWith("The leaf cannot be read: ", Assert.Throws<FormatException>(() => proof.Verify([])).Message, StringComparison.Ordinal);
    }
}
