using System.Security.Cryptography;
using Roundtable.Record.Fsck;

namespace Roundtable.Tests.Record.Fsck;

/// <summary>The table finds what a dictionary finds, whether it fits into memory or not.</summary>
public sealed class ContentTableTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(9, 10)]
    [InlineData(10, 10)]
    [InlineData(11, 10)]
    [InlineData(64, 5)]
    [InlineData(5_000, 70)]
    [InlineData(5_000, 10_000)]
    public void It_finds_every_entry_and_no_other(int count, int inMemory)
    {
        var random = new Random(count);
        using var table = new ContentTable(inMemory);
        List<(byte[] Digest, int Offset, char Flag)> all = [];
        for (var i = 0; i < count; i++)
        {
            // Some more than once, and some that begin alike.
            var digest = i > 3 && random.Next(10) == 0 ? all[random.Next(i)].Digest : SHA256.HashData(BitConverter.GetBytes(i));
            if (random.Next(10) == 0)
            {
                digest = [.. new byte[8], .. digest[8..]];
            }

            all.Add((digest, i, i % 3 == 0 ? '-' : '+'));
            table.Add(StoredEntry.Of(digest, 1, i, i + 1, all[i].Flag));
        }

        table.Sort();
        Assert.Equal(count, table.Count);
        foreach (var same in all.GroupBy(a => Convert.ToHexStringLower(a.Digest)))
        {
            var found = table.Find(Convert.FromHexString(same.Key)).ToList();
            Assert.Equal(same.Select(s => ((long)s.Offset, (int)s.Flag, s.Offset + 1)), found.Select(f => (f.Entry.Offset, f.Entry.Flag, f.Entry.Length)));
            Assert.All(found, f => Assert.Equal(same.Key, f.Entry.Digest));
            found.ForEach(f => { if (f.Entry.Offset % 2 == 0) { table.MarkNamed(f.Number); } });
        }

        Assert.Empty(table.Find(SHA256.HashData("nowhere"u8)));
        foreach (var (digest, offset, _) in all)
        {
            var key = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(digest);
            Assert.False(table.MarkIndexed(key, 2, offset));
            Assert.Equal(offset % 5 == 0, offset % 5 == 0 && table.MarkIndexed(key, 1, offset));
        }

        Assert.Equal(
            all.Select(a => ((long)a.Offset, a.Offset % 2 == 0, a.Offset % 5 == 0)),
            table.All().Select(e => (e.Entry.Offset, e.IsNamed, e.IsIndexed)).OrderBy(e => e.Offset));
    }

    [Fact]
    public void The_tree_over_leaves_added_one_by_one_is_that_of_the_RFC()
    {
        var peaks = new Peaks();
        List<byte[]> leaves = [];
        for (var size = 0; size < 300; size++)
        {
            Assert.Equal(TreeCheck.Tree(leaves.ToArray()), peaks.Root());
            leaves.Add(SHA256.HashData(BitConverter.GetBytes(size)));
            peaks.Add(leaves[^1]);
        }
    }
}
