using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Proofs;
using Roundtable.Record.Tiles;

namespace Roundtable.Tests.Record.Proofs;

/// <summary>Proofs as text: one form, and everything else refused.</summary>
public sealed class TlogProofTests
{
    private static readonly SigningKey _key = SigningKey.New("example.org/log");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("more")]
    public void A_proof_reads_back_with_its_index_hashes_and_extra(string? extra)
    {
        var proof = Make(4, extra);
        var read = TlogProof.Parse(proof.ToBytes());
        Assert.Equal((4L, 3), (read.Index, read.Hashes.Count));
        Assert.Equal(extra, read.Extra is { } bytes ? Encoding.UTF8.GetString(bytes) : null);
        Assert.Equal(proof.ToBytes(), read.ToBytes());
        Assert.Equal(extra is not null, Text(read).Contains("\nextra ", StringComparison.Ordinal));
        Assert.True(read.Includes(Leaf(4)));
        Assert.False(read.Includes(Leaf(3)));
    }

    [Theory]
    [InlineData("c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v2\n", "must begin with the line")]
    [InlineData("index 4\n", "", "index line is missing")]
    [InlineData("index 4\n", "Index 4\n", "index line is missing")]
    [InlineData("index 4\n", "index 04\n", "index line is missing")]
    [InlineData("index 4\n", "index -4\n", "index line is missing")]
    [InlineData("index 4\n", "index four\n", "index line is missing")]
    [InlineData("index 4\n", "index 4\nAAAA\n", "not 32 bytes long")]
    [InlineData("index 4\n", "index 4\n*\n", "hash is not in canonical base64")]
    [InlineData("extra bW9yZQ==\n", "extra bW9yZR==\n", "extra is not in canonical base64")]
    [InlineData("extra bW9yZQ==\n", "extra bW9y ZQ==\n", "extra is not in canonical base64")]
    [InlineData("\n\n", "\n", "must consist of a header")]
    public void Any_other_form_is_refused(string line, string instead, string reason)
    {
        // Only the first blank line separates the proof from its checkpoint.
        var text = Text(Make(4, "more"));
        text = line == "\n\n" ? text.Replace(line, instead, StringComparison.Ordinal) : text[..text.IndexOf(line, StringComparison.Ordinal)] + instead + text[(text.IndexOf(line, StringComparison.Ordinal) + line.Length)..];
        Assert.Contains(reason, Assert.Throws<FormatException>(() => TlogProof.Parse(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void A_proof_has_at_most_sixty_three_hashes(int more, bool read)
    {
        var text = Text(Make(4, null));
        var hash = Convert.ToBase64String(new byte[MerkleTree.HashLength]) + "\n";
        var bytes = Encoding.UTF8.GetBytes(text.Replace("index 4\n", "index 4\n" + string.Concat(Enumerable.Repeat(hash, more)), StringComparison.Ordinal));
        if (read)
        {
            Assert.Equal(63, TlogProof.Parse(bytes).Hashes.Count);
        }
        else
        {
            Assert.Contains("at most 63 hashes", Assert.Throws<FormatException>(() => TlogProof.Parse(bytes)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_proof_has_at_most_four_mebibytes()
    {
        var room = TlogProof.MaxBytes - Make(4, "").ToBytes().Length;
        var fits = Make(4, new string('x', room / 4 * 3)).ToBytes();
        Assert.InRange(fits.Length, TlogProof.MaxBytes - 3, TlogProof.MaxBytes);
        Assert.Equal(4, TlogProof.Parse(fits).Index);
        Assert.Contains("longer than 4194304 bytes", Assert.Throws<FormatException>(() => TlogProof.Parse(Make(4, new string('x', room)).ToBytes())).Message, StringComparison.Ordinal);
    }

    private static byte[] Leaf(int index) => Encoding.UTF8.GetBytes($"leaf {index}");

    private static string Text(TlogProof proof) => Encoding.UTF8.GetString(proof.ToBytes());

    private static TlogProof Make(long index, string? extra)
    {
        var tree = TileTree.Load(0, _ => null);
        tree.Append([.. Enumerable.Range(0, 7).SelectMany(i => MerkleTree.LeafHash(Leaf(i)))], (_, _) => { });
        var checkpoint = new Checkpoint(_key.Verifier.Name, 7, new Digest(tree.Root()));
        var signed = new SignedCheckpoint(checkpoint, SignedNote.Sign(Encoding.UTF8.GetString(checkpoint.ToBytes()), _key));
        return TlogProof.Make(index, tree, signed, extra is null ? null : Encoding.UTF8.GetBytes(extra));
    }
}
