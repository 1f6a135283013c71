using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Storage;

namespace Roundtable.Benchmarks;

/// <summary>The inner loops of scanning a corpus, on one thread.</summary>
internal static class CorpusRuns
{
    /// <summary>Finding and unescaping the text of every row.</summary>
    public static void Text(string path, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var clock = BenchTable.Start();
            var (rows, bytes, faults) = (0L, 0L, 0L);
            var parser = new JsonRow(new RowPlan("text", [new PlannedField("text", FieldRole.Text)]));
            var lines = new LineBoundaries();
            var row = new RowText();
            foreach (var block in Blocks(path))
            {
                var span = block.Bytes.Span;
                for (var at = 0; at < span.Length;)
                {
                    var end = lines.End(span, at, 0);
                    end = end < 0 ? span.Length : end;
                    row.Clear();
                    if (parser.Parse(span[at..end], row) is null)
                    {
                        rows++;
                        bytes += row.Text.Length;
                    }
                    else
                    {
                        faults++;
                    }

                    at = end;
                }
            }

            BenchTable.Report([("rows", rows), ("textBytes", bytes), ("faults", faults), .. BenchTable.Since(clock)]);
        }
    }

    /// <summary>Digest, patterns and signature of every row.</summary>
    public static void Label(string path, int times, int parts)
    {
        var phrases = new PhraseEvidence(KnownPhrases.Current);
        List<Evidence> hits = [];
        var words = new WordList();
        var shingles = new ShingleBuffer();
        var signature = new uint[MinHash.Places];
        var plan = new RowPlan("text", [new PlannedField("text", FieldRole.Text)]);
        var parser = new JsonRow(plan);
        var lines = new LineBoundaries();
        var row = new RowText();
        for (var i = 0; i < times; i++)
        {
            var clock = BenchTable.Start();
            var (rows, bytes, wordCount, found) = (0L, 0L, 0L, 0L);
            UInt128 sum = 0;
            foreach (var block in Blocks(path))
            {
                var span = block.Bytes.Span;
                for (var at = 0; at < span.Length;)
                {
                    var end = lines.End(span, at, 0);
                    end = end < 0 ? span.Length : end;
                    row.Clear();
                    if (parser.Parse(span[at..end], row) is null)
                    {
                        rows++;
                        bytes += row.Text.Length;
                        if ((parts & 1) != 0)
                        {
                            sum ^= XxHash.Of(row.Text);
                        }

                        if ((parts & 4) != 0)
                        {
                            words.Clear();
                            Words.Find(row.Text, words);
                            wordCount += words.Count;
                        }

                        if ((parts & 2) != 0)
                        {
                            hits.Clear();
                            phrases.Add(row, plan, words, hits);
                            found += hits.Count;
                        }

                        if ((parts & 8) != 0)
                        {
                            var all = shingles.Of(words.Hashes);
                            if ((parts & 16) != 0)
                            {
                                MinHash.Compute(all, signature);
                                sum += signature[0];
                            }
                        }
                    }

                    at = end;
                }
            }

            BenchTable.Report([("rows", rows), ("textBytes", bytes), ("words", wordCount), ("hits", found), .. BenchTable.Since(clock)]);
        }
    }

    private static IEnumerable<Block> Blocks(string path)
    {
        var buffer = new BlockBuffer();
        if (path.EndsWith(".zst", StringComparison.Ordinal))
        {
            using var stream = new ZstandardBlocks(File.OpenRead(path));
            var blocks = new StreamedBlocks(stream, new LineBoundaries(), BlockSizes.Default);
            while (blocks.Next(buffer.Rent) is { } block)
            {
                yield return block;
            }

            yield break;
        }

        using var lines = new SeekableLines(new DiskContent(File.OpenHandle(path)), BlockSizes.Default);
        for (var i = 0; i < lines.Count; i++)
        {
            yield return lines.Read(i, buffer.Rent);
        }
    }
}
