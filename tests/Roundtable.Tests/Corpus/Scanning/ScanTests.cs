using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Commitments;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Scanning;
using Roundtable.Tests.Corpus.Reading;

namespace Roundtable.Tests.Corpus.Scanning;

/// <summary>Whole scans: the same bytes however they are made, and what they say.</summary>
public sealed class ScanTests : IDisposable
{
    private static readonly byte[] _secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Threads_shards_and_interruptions_change_no_byte()
    {
        Corpus();
        var (report, rows, aside) = Run("one", 1);
        Assert.True(report.Rows > 1500);
        Assert.NotEmpty(aside);
        Assert.Equal((Json(report), rows, aside), Texts(Run("two", 3)));

        // Shards in any order, on folders of their own, gathered by hand.
        var plan = Plan();
        var merged = Path.Combine(_folder.FullName, "merged");
        Directory.CreateDirectory(CorpusScan.WorkIn(merged));
        foreach (var i in (int[])[2, 0, 3, 1])
        {
            var shard = Path.Combine(_folder.FullName, $"shard{i}");
            new CorpusScan(plan, shard).Label(new Shard(i, 4), RowKnowledge.None, 2, null, Cancellation);
            foreach (var file in Directory.EnumerateFiles(CorpusScan.WorkIn(shard)))
            {
                File.Move(file, Path.Combine(CorpusScan.WorkIn(merged), Path.GetFileName(file)));
            }
        }

        Assert.Equal((Json(report), rows, aside), Texts(Finish(new CorpusScan(plan, merged), merged)));

        // Stopped again and again, with some results damaged on the way.
        var broken = Path.Combine(_folder.FullName, "broken");
        var scan = new CorpusScan(plan, broken);
        for (var i = 0; i < 5; i++)
        {
            using var stop = new CancellationTokenSource();
            var seen = 0;
            try
            {
                scan.Label(Shard.Whole, RowKnowledge.None, 2, new Told(_ => { if (++seen > i) { stop.Cancel(); } }), stop.Token);
            }
            catch (OperationCanceledException)
            {
            }

            foreach (var file in Directory.EnumerateFiles(CorpusScan.WorkIn(broken), "*.rows").Where((_, n) => n % 7 == i))
            {
                using var damage = File.OpenWrite(file);
                damage.SetLength(damage.Length / 2);
            }
        }

        scan.Label(Shard.Whole, RowKnowledge.None, 2, null, Cancellation);
        Assert.Equal((Json(report), rows, aside), Texts(Finish(scan, broken)));
    }

    [Fact]
    public void A_missing_shard_is_reported()
    {
        Corpus();
        var folder = Path.Combine(_folder.FullName, "part");
        var scan = new CorpusScan(Plan(), folder);
        scan.Label(new Shard(0, 3), RowKnowledge.None, 1, null, Cancellation);
        Assert.Contains("is not scanned", Assert.Throws<InvalidDataException>(() => scan.Finish(_secret, null, Cancellation)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeated_rows_are_those_that_comparing_each_with_each_finds()
    {
        Corpus();
        var (report, rows, _) = Run("out", 2);
        var labelled = rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(r => JsonDocument.Parse(r).RootElement).ToList();
        var texts = RowsOf.File(Path.Combine(Data, "a.jsonl")).Texts;
        var mine = labelled.Where(r => r.GetProperty("file").GetString()!.EndsWith("/a.jsonl", StringComparison.Ordinal)).ToList();
        Assert.Equal(texts.Count, mine.Count);
        var shingles = texts.ConvertAll(t =>
        {
            var words = new WordList();
            Words.Find(Encoding.UTF8.GetBytes(t), words);
            var all = new ulong[Shingles.Count(words.Count)];
            Shingles.Of(words.Hashes, all);
            return Shingles.Distinct(all).ToArray();
        });
        var (found, missed) = (0, 0);
        for (var i = 0; i < texts.Count; i++)
        {
            var equal = texts.IndexOf(texts[i]);
            var repeats = mine[i].TryGetProperty("repeats", out var r) ? r : (JsonElement?)null;
            if (equal < i)
            {
                Assert.True(repeats!.Value.GetProperty("equal").GetBoolean());
                Assert.Equal(equal + 1, repeats.Value.GetProperty("row").GetInt32());
                continue;
            }

            var best = Enumerable.Range(0, i).Select(j => Shingles.Similarity(shingles[i], shingles[j])).DefaultIfEmpty(0).Max();
            if (best < 0.7)
            {
                Assert.Null(repeats);
                continue;
            }

            found += repeats is not null ? 1 : 0;
            missed += repeats is null ? 1 : 0;
            if (repeats is { } told)
            {
                // Exact where told: the similarity is that of the row it names.
                Assert.Equal(Shingles.Similarity(shingles[i], shingles[told.GetProperty("row").GetInt32() - 1]), told.GetProperty("similarity").GetDouble(), 0.0001);
            }
        }

        Assert.True(found > 40 && missed <= found / 50, $"{found} found, {missed} missed");
        Assert.True(report.Repeats!.Most[0].Rows >= 2);
    }

    [Fact]
    public void A_hundred_thousand_equal_rows_are_one_text()
    {
        Directory.CreateDirectory(Data);
        var line = JsonSerializer.Serialize(new { text = "The same words again and again, until nobody reads them any more, and then once more." }) + "\n";
        File.WriteAllText(Path.Combine(Data, "same.jsonl"), string.Concat(Enumerable.Repeat(line, 100_000)));
        var (report, _, _) = Run("out", 2);
        Assert.Equal((99_999, 0), (report.Repeats!.Equal, report.Repeats.Near));
        Assert.Equal(100_000, Assert.Single(report.Repeats.Most).Rows);
    }

    [Fact]
    public void Long_rows_are_compared_with_each_other_too()
    {
        Directory.CreateDirectory(Data);
        var random = new Random(6);
        List<string> texts = [];
        foreach (var length in (int[])[20, 3_000, 9_000, 40_000])
        {
            string[] words = [.. Enumerable.Range(0, length).Select(_ => $"word{random.Next(50_000)}")];
            texts.AddRange([string.Join(' ', words), string.Join(' ', words[..(length * 9 / 10)])]);
        }

        File.WriteAllLines(Path.Combine(Data, "long.jsonl"), texts.Select(t => JsonSerializer.Serialize(new { text = t })));
        var (report, rows, _) = Run("out", 1);
        Assert.Equal(texts.Count / 2, report.Repeats!.Near);
        Assert.All(rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where((_, i) => i % 2 == 1), r => Assert.Equal(0.9, JsonDocument.Parse(r).RootElement.GetProperty("repeats").GetProperty("similarity").GetDouble(), 0.05));
    }

    [Fact]
    public void Origins_follow_from_declarations_and_phrases_and_never_without()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllLines(Path.Combine(Data, "a.jsonl"),
        [
            """{"prompt":"q","response":"Plain words.","model":"gpt-4o","license":"mit"}""",
            """{"prompt":"As an AI language model, what do you think?","response":"Plain words."}""",
            """{"prompt":"q","response":"I’m sorry, but as an AI language model, I don't have personal opinions."}""",
            """{"prompt":"q","response":"It's important to note that this decides nothing."}""",
            """{"prompt":"q","response":"Plain words.","source":"wikipedia"}""",
            """{"prompt":"q","response":"Plain words.","source":"wikipedia","model":"claude-2"}""",
        ]);
        var (report, rows, _) = Run("out", 1);
        var labelled = rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(r => JsonDocument.Parse(r).RootElement).ToList();
        Assert.Equal(["synthetic", "unknown", "synthetic", "unknown", "human", "unknown"], labelled.Select(r => r.GetProperty("origin").GetString()));
        var span = labelled[2].GetProperty("evidence").EnumerateArray().Select(e => e.GetProperty("spans")[0]).First();
        Assert.Equal(("response", 15), (span.GetProperty("field").GetString(), span.GetProperty("start").GetInt32()));
        Assert.Equal(["claude-2", "gpt-4o"], report.Models.Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal(1, report.Unknown.Single(u => u.Why.StartsWith("Evidence", StringComparison.Ordinal)).Rows);
        Assert.Equal(new OriginCounts(3, 1, 2, 0), report.Commitment.Counts);
    }

    [Fact]
    public void A_sample_tells_intervals_that_hold_the_true_share()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllLines(Path.Combine(Data, "a.jsonl"), Enumerable.Range(0, 20_000).Select(i => $$"""{"text":"row {{i}}","model":"{{(i % 10 < 3 ? "gpt-4" : "human")}}"}"""));
        var (report, rows, _) = Run("out", 2, new ScanSettings { Sample = 0.1 });
        Assert.InRange(report.Examined, 1700, 2300);
        Assert.Equal(20_000, report.Rows);
        Assert.Equal(report.Examined, rows.Count(c => c == '\n'));
        var synthetic = report.Origins.Single(o => o.Name == "synthetic");
        Assert.InRange(0.3, synthetic.Low!.Value, synthetic.High!.Value);
    }

    /// <summary>Rows in several formats, some of them equal, some near each other, some broken.</summary>
    private void Corpus()
    {
        Directory.CreateDirectory(Data);
        var random = new Random(42);
        string[] vocabulary = [.. Enumerable.Range(0, 400).Select(i => $"word{i}")];
        List<string> texts = [];
        for (var i = 0; i < 700; i++)
        {
            var words = random.Next(4) switch
            {
                0 when i > 5 => texts[random.Next(i)].Split(' '),
                1 when i > 5 => [.. texts[random.Next(i)].Split(' ').Select(w => random.Next(40) == 0 ? vocabulary[random.Next(400)] : w)],
                _ => [.. Enumerable.Range(0, random.Next(3, 80)).Select(_ => vocabulary[random.Next(400)])],
            };
            texts.Add(string.Join(' ', words));
        }

        string Line(string text) => JsonSerializer.Serialize(new { text, model = text.Length % 3 == 0 ? "gpt-4" : null });
        File.WriteAllLines(Path.Combine(Data, "a.jsonl"), texts.Select(Line));
        File.WriteAllText(Path.Combine(Data, "b.json"), "[" + string.Join(",", texts.Select((t, i) => i % 50 == 3 ? "{\"text\":tru}" : Line(t))) + "]");
        using var gzip = new System.IO.Compression.GZipStream(File.Create(Path.Combine(Data, "c.jsonl.gz")), System.IO.Compression.CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(string.Concat(texts.Select((t, i) => i % 97 == 5 ? "not json\n" : Line(t) + "\n"))));
    }

    private ScanPlan Plan(ScanSettings? settings = null) =>
        ScanPlan.Make(FileFinder.Find([Data]), (settings ?? new ScanSettings()) with { Sizes = new BlockSizes(3000, 1 << 20) }, Cancellation);

    private (ScanReport Report, string Rows, string Aside) Run(string name, int threads, ScanSettings? settings = null)
    {
        var folder = Path.Combine(_folder.FullName, name);
        var scan = new CorpusScan(Plan(settings), folder);
        scan.Label(Shard.Whole, RowKnowledge.None, threads, null, Cancellation);
        return Finish(scan, folder);
    }

    private static (ScanReport Report, string Rows, string Aside) Finish(CorpusScan scan, string folder)
    {
        var report = scan.Finish(_secret, null, Cancellation);
        return (report, File.ReadAllText(Path.Combine(folder, CorpusScan.RowsFile)), File.ReadAllText(Path.Combine(folder, CorpusScan.RejectedFile)));
    }

    private static (string Report, string Rows, string Aside) Texts((ScanReport Report, string Rows, string Aside) run) => (Json(run.Report), run.Rows, run.Aside);

    private static string Json(ScanReport report) => JsonSerializer.Serialize(report, RowJson.Default.ScanReport);

    private sealed class Told(Action<ScanProgress> told) : IProgress<ScanProgress>
    {
        public void Report(ScanProgress value) => told(value);
    }
}
