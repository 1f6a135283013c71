using System.Buffers.Binary;
using System.Security.Cryptography;
using Roundtable.Corpus.Origins;
using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Disclosure.Commitments;

/// <summary>Commitments made in batches on several threads, beside the same made from the format's text in one piece.</summary>
public sealed class CommitmentBuilderTests : IDisposable
{
    // More than one batch, and a last block that is not full.
    private const int Many = 16_500;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");
    private readonly byte[] _secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly byte[] _id = [.. Enumerable.Range(0, 16).Select(i => (byte)(i * 3))];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(Many)]
    public void Roots_are_those_of_the_format(int count)
    {
        RowClass[] classes = [RowClass.Of(Origin.Human, [], []), RowClass.Of(Origin.Synthetic, ["m"], []), RowClass.Of(Origin.Unknown, [], ["MIT"])];
        using var builder = new CommitmentBuilder(_secret, _id, _folder.FullName);
        for (var i = 0; i < count; i++)
        {
            builder.Add(classes[i % 3], ContentOf(i), i, i % 7);
        }

        var (found, root, distinct, distinctRoot) = builder.Finish(TestContext.Current.CancellationToken);
        Assert.Equal(classes.Take(Math.Min(count, 3)).OrderBy(c => c.Key, StringComparer.Ordinal), found);
        var numbers = classes.Select(c => Array.FindIndex([.. found], f => f == c)).ToArray();

        var rows = Enumerable.Range(0, count).Select(i =>
        {
            var info = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(info, i);
            var derived = HKDF.Expand(HashAlgorithmName.SHA256, Key("rows"), 32, info);
            return (Order: Convert.ToHexString(derived.AsSpan(16)), Row: new BlockRow(
                numbers[i % 3], RowSize.RoundUp(i), RowSize.RoundUp(i % 7), RowBlock.Commit(derived.AsSpan(0, 16), ContentOf(i))));
        }).OrderBy(r => r.Order, StringComparer.Ordinal).Select(r => r.Row);
        Assert.Equal(new SumTree([.. rows.Chunk(RowBlock.Size).Select(b => new RowBlock([.. b.OrderBy(r => r.Class)]).Node)]).Root, root);

        List<Digest> leaves =
        [
            .. Enumerable.Range(0, count).Select(i => DistinctRows.Value(_id, ContentOf(i))).DistinctBy(v => v.ToString()).OrderBy(v => v.ToString(), StringComparer.Ordinal)
                .Select(v => DistinctRows.Leaf(v, HKDF.Expand(HashAlgorithmName.SHA256, Key("distinct"), 16, v.ToArray()))),
        ];
        Assert.Equal((leaves.Count, Root(leaves)), ((int)distinct, distinctRoot));
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "values")) && count < Many);
    }

    [Fact]
    public void What_is_given_up_while_rows_are_hashed_leaves_no_files_in_between()
    {
        using (var builder = new CommitmentBuilder(_secret, _id, _folder.FullName))
        {
            for (var i = 0; i < Many; i++)
            {
                builder.Add(RowClass.Of(Origin.Human, [], []), ContentOf(i), 1, 0);
            }

            Assert.Throws<OperationCanceledException>(() => builder.Finish(new CancellationToken(canceled: true)));
        }

        Assert.Empty(_folder.GetDirectories());
    }

    /// <summary>Every tenth content is that of the row before it.</summary>
    private static Digest ContentOf(int row) => Digest.Of(BitConverter.GetBytes(row % 10 == 9 ? row - 1 : row));

    private byte[] Key(string of) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, 32, _id, System.Text.Encoding.ASCII.GetBytes($"roundtable/disclosure/{of}/v1"));

    private static Digest Root(List<Digest> leaves) => leaves.Count == 1
        ? leaves[0]
        : (int)TreeShape.Left(leaves.Count) is var left
            ? Digest.Of([7, .. Root(leaves[..left]).ToArray(), .. Root(leaves[left..]).ToArray()])
            : default;
}
