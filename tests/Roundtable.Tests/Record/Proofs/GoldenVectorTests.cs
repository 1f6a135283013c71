using System.Text;
using Roundtable.Record.Bundles;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Proofs;
using Roundtable.Record.Tiles;

namespace Roundtable.Tests.Record.Proofs;

/// <summary>The bytes that docs/formats describes, once and for all: what is written today is read in ten years. Computed by a script over Python and OpenSSL, not by the program.</summary>
public sealed class GoldenVectorTests
{
    private const string Secret = "PRIVATE+KEY+example.org/log+98af023b+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    private static readonly string[] _leaves =
    [
        """{"kind":"dataset","time":"2026-11-21T00:00:00.0000000Z","v":2}""",
        """{"call":"r1.s1.k1.a0","committed":{"output":"0b4deb87ee9c4bc8bce44e3b4d0ab7a9f4d2a9ca0d3e1c1f7d7b6bb1c8c7e0aa"},"inputs":[0],"kind":"model-output","openings":"1f4deb87ee9c4bc8bce44e3b4d0ab7a9f4d2a9ca0d3e1c1f7d7b6bb1c8c7e0ab","producer":{"connection":"lab","requested":"m","route":{"kind":"aggregator","through":"shop"},"served":"m-1"},"terms":"lab/terms@2026-01-01","time":"2026-11-21T00:00:01.0000000Z","v":2}""",
        """{"kind":"deletion","session":"s","simulated":true,"time":"2026-11-21T00:00:02.0000000Z","v":2}""",
    ];

    private readonly TileTree _tree = TileTree.Load(0, _ => null);

    public GoldenVectorTests() => _tree.Append([.. _leaves.SelectMany(l => MerkleTree.LeafHash(Encoding.UTF8.GetBytes(l)))], (_, _) => { });

    [Fact]
    public void Leaves_are_read_and_written_as_they_stand()
    {
        Assert.All(_leaves, l => Assert.Equal(l, Encoding.UTF8.GetString(Leaf.Parse(Encoding.UTF8.GetBytes(l)).ToBytes())));
        var leaf = Leaf.Parse(Encoding.UTF8.GetBytes(_leaves[1]));
        Assert.Equal(new Producer("lab", "m", "m-1", new Route(RouteKind.Aggregator, "shop")), leaf.Producer);
        Assert.Equal(("lab/terms@2026-01-01", 0L), (leaf.Terms, Assert.Single(leaf.Inputs)));
    }

    [Fact]
    public void Tiles_and_bundles()
    {
        Assert.Equal("318c6ae727d01d4afc4953f8b7be4c087b78e9ea5693eb892bef1b1512f03b79c32cffcfc34c3fb97b7a237e9fd08acd05e029383cc5529921b5aaa8c42bb4502ee4b1be5a7e138d7c89fc1e888bb97765fcdcde1fb4f94280790c7611a03bcd", Convert.ToHexStringLower(_tree.Edge().Single().Hashes));
        var bundle = new byte[4096];
        var length = 0;
        foreach (var leaf in _leaves)
        {
            length += EntryBundle.Write(bundle.AsSpan(length), Encoding.UTF8.GetBytes(leaf));
        }

        Assert.Equal("43b6baef911ba8e5999cac301fed30cd8f0e658891346e3adaaab70f7991b942", Digest.Of(bundle.AsSpan(0, length)).ToString());
    }

    [Fact]
    public void Checkpoint_and_proof()
    {
        var key = SigningKey.Parse(Secret);
        Assert.Equal("example.org/log+98af023b+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4", key.Verifier.ToString());
        var checkpoint = new Checkpoint(key.Verifier.Name, 3, new Digest(_tree.Root()));
        var note = SignedNote.Sign(Encoding.UTF8.GetString(checkpoint.ToBytes()), key);
        Assert.Equal(
            """
            example.org/log
            3
            OBmXfnw/+HZuHNngh3iJpux+M0eNulSdiNiDR0OAb1U=

            — example.org/log mK8CO1v1Z7ENr9PYGCbLyJVh9cT9hWcZ1h1O39OF/vnTCLjp+rFyKmAmDnU6o+Lhh1sk78BKDBqpLbJQ8V2wImwuiA8=
            """,
            Encoding.UTF8.GetString(note.ToBytes()).TrimEnd('\n'));
        var proof = TlogProof.Make(1, _tree, new SignedCheckpoint(checkpoint, note), "x"u8.ToArray());
        Assert.Equal("95341fb7834dc7342bb6549189acbe70592a8fa7305f515c6a71006320f0cffa", Digest.Of(proof.ToBytes()).ToString());
        Assert.Equal("7a2f95eca5587894226052e27e83b02b79e0729635b5d68aaca0d88cd0ba1788", Digest.Of(Encoding.UTF8.GetBytes(key.Sign(note.Text).ToString())).ToString());
    }

    [Fact]
    public void A_bundles_header() =>
        Assert.Equal("f15b7cf90fc195f4bf1cbc8857d0553d550bd1acac1f485ab11bfdf0a7e48f02", Digest.Of(Archive.Header("tile/0/x001/067.p/5", 1234)).ToString());

    [Fact]
    public void Commitment_and_openings()
    {
        var opening = new Opening(Digest.Of("o"u8), Digest.Of("salt"u8));
        Assert.Equal("268cec5f4db92117c8b9ef91433957cdc4b857bc10553875b3b1c9bf369abc08", opening.Commitment.ToString());
        Assert.Equal("""{"output":{"content":"65c74c15a686187bb6bbf9958f494fc6b80068034a659a9ad44991b08c58f2d2","salt":"63479ad69a090b258277ec8fba6f99419a2ffb248981510657c944ccd1148e97"}}""", Encoding.UTF8.GetString(Openings.Write([KeyValuePair.Create("output", opening)])));
    }
}
