using System.Text;
using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Sensitive;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Tests.Corpus.Blocks;

/// <summary>The labelled rows of a block on disk.</summary>
public sealed class BlockFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");
    private readonly BlockId _id = new(Digest.Of("a plan"u8), 0, 0);
    private readonly KeySums _sums = new(UInt128.MaxValue - 7, 2, 0);

    private string File => Path.Combine(_folder.FullName, BlockFile.Name(0, 0) + ".rows");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Rows_are_read_as_they_were_written_and_only_for_their_plan()
    {
        Write();
        var rows = BlockFile.Read(File, _id);
        Assert.Equal((40L, 12, new RowFault("not UTF-8", 45)), (rows[1].Offset, rows[1].Length, rows[1].Fault));
        Assert.Equal((52L, 9, false), (rows[2].Offset, rows[2].Length, rows[2].IsSampled));
        Assert.Equal((0L, 40, 11, 3, "says so"), (rows[0].Offset, rows[0].Length, rows[0].TextLength, rows[0].Words, Assert.Single(rows[0].Evidence).Summary));
        Assert.Equal(3, BlockFile.Count(File, _id));
        Assert.Equal(_sums, BlockFile.Keys(File, _id));
        foreach (var other in (BlockId[])[_id with { Plan = Digest.Of("another plan"u8) }, _id with { File = 1 }, _id with { Block = 1 }])
        {
            Assert.Null(BlockFile.Keys(File, other));
            Assert.Null(BlockFile.Count(File, other));
            Assert.Throws<InvalidDataException>(() => BlockFile.Read(File, other));
        }

        var bytes = System.IO.File.ReadAllBytes(File);
        bytes[^20] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.Null(BlockFile.Keys(File, _id));
    }

    [Fact]
    public void A_block_of_a_newer_version_is_neither_read_nor_taken_for_a_missing_one()
    {
        Write();
        var bytes = System.IO.File.ReadAllBytes(File);
        Encoding.ASCII.GetBytes("roundtable block 4\n").CopyTo(bytes, 0);
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.Throws<NewerFormatException>(() => BlockFile.Keys(File, _id));
        Assert.Throws<NewerFormatException>(() => BlockFile.Count(File, _id));
        Assert.Throws<NewerFormatException>(() => BlockFile.Read(File, _id));
    }

    [Fact]
    public void A_block_of_an_older_version_is_labelled_again()
    {
        Write();
        var bytes = System.IO.File.ReadAllBytes(File);
        Encoding.ASCII.GetBytes("roundtable block 1\n").CopyTo(bytes, 0);
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.Null(BlockFile.Keys(File, _id));
        Assert.Null(BlockFile.Count(File, _id));
    }

    [Fact]
    public void What_is_known_beside_the_origin_is_kept()
    {
        var span = new TextSpan("text", 0, 3, 9);
        var facts = new RowFacts(
            "fr",
            12,
            [new BenchmarkMatch("gsm8k", "test.jsonl", 7, MatchForm.OptionsReordered, 20, 1, false, [span])],
            [new SensitiveFinding(SensitiveKind.CardNumber, "card number (Visa)", span, IsExample: true)]);
        BlockFile.Write(File, _id, _sums, [new LabelledRow(0, 40, 11, 3, Digest.Of("text"u8), []) { Facts = facts }, new LabelledRow(40, 9, 9, 1, Digest.Of("x"u8), [])]);
        var read = BlockFile.Read(File, _id);
        Assert.Equal(("fr", 12), (read[0].Facts.Language, read[0].Facts.Tokens));
        var match = Assert.Single(read[0].Facts.Benchmarks);
        Assert.Equal((7, MatchForm.OptionsReordered, 20, 1.0), (match.Row, match.Form, match.Words, match.Share));
        Assert.Equal(span, Assert.Single(match.Spans));
        Assert.Equal(facts.Sensitive[0], Assert.Single(read[0].Facts.Sensitive));
        Assert.Equal((0, 0), (read[1].Facts.Benchmarks.Count, read[1].Facts.Sensitive.Count));
    }

    private void Write() => BlockFile.Write(
        File,
        _id,
        _sums,
        [
            new LabelledRow(0, 40, 11, 3, Digest.Of("text"u8), [new Evidence(EvidenceKind.Declared, Origin.Human, Strength.Moderate, "says so")]),
            LabelledRow.Rejected(40, 12, new RowFault("not UTF-8", 45)),
            LabelledRow.Unsampled(52, 9),
        ]);
}
