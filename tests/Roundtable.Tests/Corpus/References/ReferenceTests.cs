using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.References;
using Roundtable.Corpus.References.Building;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Scanning;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Corpus.References;

/// <summary>Reference collections: what is equal, near or has words in a row in common is found, and nothing else.</summary>
public sealed class ReferenceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Two_texts_with_fifteen_words_in_a_row_in_common_share_a_fingerprint()
    {
        var random = new Random(1);
        for (var i = 0; i < TestDepth.Of(2000, 50000); i++)
        {
            var common = Enumerable.Range(0, Fingerprints.Short.Certain).Select(_ => (uint)random.Next(30)).ToArray();
            uint[] Text() => [.. Enumerable.Range(0, random.Next(40)).Select(_ => (uint)random.Next(30)), .. common, .. Enumerable.Range(0, random.Next(40)).Select(_ => (uint)random.Next(30))];
            var (one, other) = (Prints(Text()), Prints(Text()));
            Assert.NotEmpty(one.Select(p => p.Key).Intersect(other.Select(p => p.Key)));
        }
    }

    [Fact]
    public void Fingerprints_are_those_of_their_definition()
    {
        var random = new Random(2);
        for (var length = 0; length < 60; length++)
        {
            var words = Enumerable.Range(0, length).Select(_ => (uint)random.Next(4)).ToArray();
            var prints = Prints(words);
            // Equal words in the window give equal keys wherever they stand.
            var keys = Enumerable.Range(0, Math.Max(0, length - Fingerprints.Short.Length + 1)).Select(i => Prints(words[i..(i + Fingerprints.Short.Length)]).Single().Key).ToList();
            var expected = new List<(ulong, int)>();
            for (var end = Math.Min(7, keys.Count - 1); end >= 0 && end < keys.Count; end++)
            {
                var from = Math.Max(0, end - 7);
                var least = from;
                for (var j = from; j <= end; j++)
                {
                    least = keys[j] <= keys[least] ? j : least;
                }

                if (expected.Count == 0 || expected[^1].Item2 != least)
                {
                    expected.Add((keys[least], least));
                }
            }

            Assert.Equal(expected, prints);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(200_000)]
    public void A_table_finds_what_was_put_in_it(int count)
    {
        var random = new Random(3);
        var path = Path.Combine(_folder.FullName, "t.keys");
        var records = Enumerable.Range(0, count).Select(i => (Key: WordHash.Mix((ulong)random.Next(count)), Value: (uint)i)).ToList();
        using (var writer = new KeyTableWriter(path))
        {
            records.ForEach(r => writer.Add(r.Key, r.Value));
            writer.Complete(Cancellation);
        }

        Assert.Equal("t.keys", Path.GetFileName(Assert.Single(Directory.EnumerateFiles(_folder.FullName))));
        var table = new KeyTable(path);
        foreach (var group in records.GroupBy(r => r.Key).Take(5000))
        {
            List<uint> found = [];
            table.Find(group.Key, found);
            Assert.Equal(group.Select(g => g.Value).Order(), found);
        }

        List<uint> none = [];
        table.Find(0x5555_AAAA_5555_AAAA, none);
        Assert.Empty(none);
        table.Dispose();
        using (var cut = File.OpenWrite(path))
        {
            cut.SetLength(cut.Length - 1);
        }

        Assert.Throws<InvalidDataException>(() => new KeyTable(path));
    }

    [Fact]
    public void What_is_found_is_what_comparing_each_with_each_finds()
    {
        var random = new Random(4);
        string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => "w" + random.Next(3000)));
        var known = Enumerable.Range(0, 400).Select(_ => Words(random.Next(20, 150))).ToList();
        using var store = Store("known", known.Select(k => new { text = k, model = "gpt-4" }));
        var search = new ReferenceSearch(store, 0.7, 50);
        var sought = new TextKeys();
        for (var i = 0; i < 200; i++)
        {
            var source = known[i].Split(' ');
            var text = (i % 4) switch
            {
                0 => "  " + known[i] + "\n",
                1 => string.Join(' ', source.Select((w, n) => n == source.Length / 2 ? "changed" : w)),
                2 => Words(40) + " " + string.Join(' ', source.Take(60)) + " " + Words(100),
                _ => Words(50),
            };
            sought.Read(Encoding.UTF8.GetBytes(text));
            var hits = search.Find(Encoding.UTF8.GetBytes(text), sought);
            var best = hits.FirstOrDefault();
            switch (i % 4)
            {
                case 0:
                    Assert.True(best!.IsEqual);
                    Assert.Equal((i + 1L, 1.0), (best.Row, best.Similarity));
                    break;
                case 1 when source.Length > 50:
                    Assert.Equal((false, i + 1L), (best!.IsEqual, best.Row));
                    Assert.Equal(Jaccard(text, known[i]), best.Similarity, 1e-9);
                    break;
                case 2 when source.Length >= 60:
                    var run = Assert.Single(best!.Runs, r => r.Length >= 60);
                    Assert.Equal((i + 1L, 40), (best.Row, run.Start));
                    break;
                case 3:
                    Assert.Empty(hits);
                    break;
            }
        }
    }

    [Fact]
    public void Rows_that_match_what_a_model_said_are_synthetic_and_quotations_make_them_mixed()
    {
        var said = string.Join(' ', Enumerable.Range(0, 80).Select(i => $"said{i}"));
        var rows = new object[]
        {
            new { prompt = "p", response = said },
            new { prompt = said, response = "Nothing else was said in this answer at all by anyone." },
            new { prompt = "p", response = string.Join(' ', Enumerable.Range(0, 400).Select(i => $"own{i}")) + " " + said },
        };
        using var store = Store("known", [new { text = said, model = "gpt-4" }]);
        var data = Path.Combine(_folder.FullName, "rows.jsonl");
        File.WriteAllLines(data, rows.Select(r => JsonSerializer.Serialize(r)));
        var settings = new ScanSettings { References = [new PlannedReference(store.Manifest.Name, store.Manifest.Source, store.Manifest.Rows)] };
        var out1 = Path.Combine(_folder.FullName, "out");
        var scan = new CorpusScan(ScanPlan.Make(FileFinder.Find([data]), settings, Cancellation), out1);
        scan.Label(Shard.Whole, new RowKnowledge([store], []), 1, null, Cancellation);
        var report = scan.Finish(new byte[32], null, Cancellation);
        var labels = RowLabels.Read(Path.Combine(out1, CorpusScan.RowsFile)).Select(l => l.Label).ToList();
        Assert.Equal([Origin.Synthetic, Origin.Unknown, Origin.Mixed], labels.Select(l => l.Origin));
        Assert.Equal(new CollectionReport("known", 1, 1, 2, 0, 1), Assert.Single(report.Collections));
        var span = Assert.Single(labels[2].Evidence[0].Spans);
        Assert.Equal(("response", 400, said.Length), (span.Field, labels[2].Words - 81, span.End - span.Start));
    }

    [Fact]
    public void Short_sentences_are_traced_wherever_they_stand()
    {
        var texts = Enumerable.Range(0, 500).Select(i => new { text = $"before {i} the quick brown fox number {i} jumped and after" });
        using var store = Store("foxes", texts);
        var hit = Assert.Single(TraceSearch.Find(store, "Brown FOX, number 123 jumped!", 10, Cancellation));
        Assert.Equal((124L, 5), (hit.Row, hit.Runs[0].Length));
        Assert.Empty(TraceSearch.Find(store, "and after before", 10, Cancellation));
        Assert.Equal(7, TraceSearch.Find(store, "quick brown fox", 7, Cancellation).Count);
    }

    [Fact]
    public void A_sequence_is_found_where_a_plain_search_finds_it()
    {
        var random = new Random(5);
        for (var i = 0; i < TestDepth.Of(3000, 50000); i++)
        {
            var words = Enumerable.Range(0, random.Next(1, 80)).Select(_ => (uint)random.Next(3)).ToArray();
            var sequence = Enumerable.Range(0, random.Next(1, 5)).Select(_ => (uint)random.Next(3)).ToArray();
            Assert.Equal(words.AsSpan().IndexOf(sequence), SequenceSearch.IndexOf(words, sequence));
        }
    }

    private ReferenceStore Store(string name, IEnumerable<object> rows)
    {
        var data = Path.Combine(_folder.FullName, name + ".jsonl");
        File.WriteAllLines(data, rows.Select(r => JsonSerializer.Serialize(r)));
        var folder = Path.Combine(_folder.FullName, "store-" + name);
        ReferenceBuilder.FromFiles(folder, name, ScanPlan.Make(FileFinder.Find([data]), new ScanSettings { Duplicates = false }, Cancellation), null, Cancellation);
        return ReferenceStore.TryOpen(folder)!;
    }

    private static double Jaccard(string one, string other)
    {
        static HashSet<string> Grams(string text)
        {
            var words = text.Split(' ');
            return [.. Enumerable.Range(0, words.Length - 4).Select(i => string.Join(' ', words[i..(i + 5)]))];
        }

        var (a, b) = (Grams(one), Grams(other));
        var common = a.Intersect(b).Count();
        return (double)common / (a.Count + b.Count - common);
    }

    private static List<(ulong Key, int Word)> Prints(uint[] words)
    {
        List<(ulong, int)> prints = [];
        Fingerprints.Short.Of(words, prints);
        return prints;
    }
}
