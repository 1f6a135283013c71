using Roundtable.Record.Merkle;

namespace Roundtable.Tests.Record.Merkle;

public sealed class RangeProofTests
{
    [Fact]
    public void It_leads_to_the_root_that_the_RFC_gives_and_to_no_other()
    {
        for (var size = 1; size <= 40; size++)
        {
            byte[][] leaves = [.. Enumerable.Range(0, size).Select(BitConverter.GetBytes)];
            for (var first = 0; first < size; first++)
            {
                var hashes = leaves[first..].SelectMany(l => MerkleTree.LeafHash(l)).ToArray();
                Assert.Equal(NaiveTree.Hash(leaves), RangeProof.Root(first, hashes, Before));
                hashes[^1] ^= 1;
                Assert.NotEqual(NaiveTree.Hash(leaves), RangeProof.Root(first, hashes, Before));

                byte[] Before(long start, long count)
                {
                    Assert.True(start + count <= first);
                    return NaiveTree.Hash(leaves.AsSpan((int)start, (int)count));
                }
            }
        }

        Assert.Throws<ArgumentException>(() => RangeProof.Root(3, [], (_, _) => []));
    }
}
