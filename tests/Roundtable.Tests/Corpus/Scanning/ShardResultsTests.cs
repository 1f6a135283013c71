using System.Text.Json;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Scanning;

namespace Roundtable.Tests.Corpus.Scanning;

/// <summary>Results of shards that are missing, damaged, doubled or another block's: a report is the right one, or there is none.</summary>
public sealed class ShardResultsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");
    private readonly ScanPlan _plan;

    public ShardResultsTests()
    {
        var random = new Random(5);
        string Text(int i) => string.Join(' ', Enumerable.Range(0, 60).Select(w => $"w{(i % 3 == 0 ? w : random.Next(5000))}"));
        var path = Path.Combine(_folder.FullName, "a.jsonl");
        File.WriteAllLines(path, Enumerable.Range(0, 200).Select(i => JsonSerializer.Serialize(new { text = Text(i) })));
        using (var packed = new System.IO.Compression.GZipStream(File.Create(Path.Combine(_folder.FullName, "b.jsonl.gz")), System.IO.Compression.CompressionLevel.Fastest))
        {
            packed.Write(File.ReadAllBytes(path));
        }

        _plan = ScanPlan.Make(FileFinder.Find([path, Path.Combine(_folder.FullName, "b.jsonl.gz")]), new ScanSettings { Sizes = new BlockSizes(9000, 1 << 20) }, Cancellation);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Damages()
    {
        var data = new TheoryData<string, string>();
        foreach (var ending in (string[])[".rows", ".equal", ".bands", ".passages"])
        {
            foreach (var damage in (string[])["gone", "empty", "cut", "a bit", "appended", "another block's", "swapped"])
            {
                data.Add(ending, damage);
            }
        }

        return data;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Damages))]
    public void What_is_wrong_with_a_result_is_told_and_its_shard_mends_it(string ending, string damage)
    {
        var expected = Finish("whole", Labelled("whole"));
        var scan = Labelled("damaged");
        string[] files = [.. Directory.EnumerateFiles(CorpusScan.WorkIn(In("damaged")), "00000-*" + ending).Order(StringComparer.Ordinal)];
        Assert.True(files.Length > 3);
        var bytes = files.Take(2).Select(File.ReadAllBytes).ToArray();
        Assert.NotEqual(bytes[0], bytes[1]);
        switch (damage)
        {
            case "gone":
                File.Delete(files[0]);
                break;
            case "empty":
                File.WriteAllBytes(files[0], []);
                break;
            case "cut":
                File.WriteAllBytes(files[0], bytes[0][..^9]);
                break;
            case "a bit":
                bytes[0][^30] ^= 4;
                File.WriteAllBytes(files[0], bytes[0]);
                break;
            case "appended":
                File.WriteAllBytes(files[0], [.. bytes[0], .. bytes[0]]);
                break;
            case "another block's":
                File.WriteAllBytes(files[0], bytes[1]);
                break;
            default:
                File.WriteAllBytes(files[0], bytes[1]);
                File.WriteAllBytes(files[1], bytes[0]);
                break;
        }

        Assert.Throws<InvalidDataException>(() => scan.Finish(new byte[32], null, Cancellation));
        scan.Label(Shard.Whole, RowKnowledge.None, 1, null, Cancellation);
        Assert.Equal(expected, Finish("damaged", scan));
    }

    [Fact]
    public void A_packed_file_that_ends_before_its_blocks_do_is_not_shorter_than_it_was()
    {
        var scan = Labelled("ends");
        var end = Assert.Single(Directory.EnumerateFiles(CorpusScan.WorkIn(In("ends")), "*.end"));
        var said = File.ReadAllText(end).Split(' ');
        File.WriteAllText(end, $"{said[0]} {int.Parse(said[1], System.Globalization.CultureInfo.InvariantCulture) - 1}");
        Assert.Contains("more blocks", Assert.Throws<InvalidDataException>(() => scan.Finish(new byte[32], null, Cancellation)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_shards_that_were_run_twice_the_intact_results_are_taken_once()
    {
        var expected = Finish("whole", Labelled("whole"));
        var merged = new CorpusScan(_plan, In("merged"));
        for (var i = 0; i < 3; i++)
        {
            foreach (var copy in (string[])["first", "again"])
            {
                var shard = In($"{copy}{i}");
                new CorpusScan(_plan, shard).Label(new Shard(i, 3), RowKnowledge.None, 1, null, Cancellation);
                if (copy == "first")
                {
                    foreach (var rows in Directory.EnumerateFiles(CorpusScan.WorkIn(shard), "*.bands"))
                    {
                        File.WriteAllBytes(rows, []);
                    }
                }

                merged.Take(shard);
            }
        }

        Assert.Equal(expected, Finish("merged", merged));
    }

    [Fact]
    public void Shards_that_differ_about_the_same_rows_are_refused()
    {
        Labelled("one");
        var file = Directory.EnumerateFiles(CorpusScan.WorkIn(In("one")), "*.rows").Order(StringComparer.Ordinal).First();
        var merged = new CorpusScan(_plan, In("two"));
        merged.Take(In("one"));

        // The same block, whole in itself, with a row that says something else: as of another version of the program.
        var bytes = File.ReadAllBytes(file);
        bytes[^40] ^= 1;
        var sum = System.IO.Hashing.XxHash128.HashToUInt128(bytes.AsSpan(0, bytes.Length - 16));
        System.Runtime.InteropServices.MemoryMarshal.Write(bytes.AsSpan(bytes.Length - 16), in sum);
        File.WriteAllBytes(file, bytes);
        Assert.Contains("different results", Assert.Throws<InvalidDataException>(() => merged.Take(In("one"))).Message, StringComparison.Ordinal);
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private CorpusScan Labelled(string name)
    {
        var scan = new CorpusScan(_plan, In(name));
        scan.Label(Shard.Whole, RowKnowledge.None, 1, null, Cancellation);
        return scan;
    }

    private string Finish(string name, CorpusScan scan)
    {
        scan.Finish(new byte[32], null, Cancellation);
        return File.ReadAllText(Path.Combine(In(name), CorpusScan.RowsFile));
    }
}
