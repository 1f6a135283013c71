using System.Diagnostics;
using System.Text;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.References;
using Roundtable.Corpus.References.Building;
using Roundtable.Record.Entries;

namespace Roundtable.Benchmarks;

/// <summary>Reference collections: how long a look-up takes as they grow, and a trace through a whole corpus.</summary>
internal static class LookupRuns
{
    private const int WordsEach = 60;
    private const int Lookups = 20_000;

    /// <summary>Look-ups of texts, half of them near an entry, in collections of growing size.</summary>
    public static void Growth(string folder, IReadOnlyList<int> sizes)
    {
        foreach (var size in sizes)
        {
            var path = Path.Combine(folder, "entries-" + size);
            var began = Stopwatch.GetTimestamp();
            if (!Directory.Exists(path))
            {
                ReferenceBuilder.FromLog(path, Digest.Of([]), Enumerable.Range(0, size).Select(i => new RecordedText(i, Text(i), "m", false)), CancellationToken.None);
            }

            var built = Stopwatch.GetElapsedTime(began).TotalSeconds;
            using var store = ReferenceStore.TryOpen(path)!;
            var search = new ReferenceSearch(store, 0.7, 50);
            var random = new Random(7);
            var texts = Enumerable.Range(0, Lookups).Select(i => i % 2 == 0 ? Near(random.Next(size)) : Text(size + i)).ToList();
            var sought = new TextKeys();
            List<double> seconds = [];
            var found = 0;
            for (var pass = 0; pass < 6; pass++)
            {
                found = 0;
                var started = Stopwatch.GetTimestamp();
                foreach (var text in texts)
                {
                    sought.Read(text);
                    found += search.Find(text, sought).Count > 0 ? 1 : 0;
                }

                seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            }

            BenchTable.Report(("entries", size), ("found", found), ("builtSeconds", built), ("microseconds", seconds.Skip(1).Order().ElementAt(2) * 1e6 / Lookups));
        }
    }

    /// <summary>Makes a collection of a file, and traces texts in it.</summary>
    public static void Trace(string path, string folder, string text, int times)
    {
        if (!Directory.Exists(folder))
        {
            var plan = ScanPlan.Make(FileFinder.Find([path]), new ScanSettings { Duplicates = false }, CancellationToken.None);
            ReferenceBuilder.FromFiles(folder, "corpus", plan, null, CancellationToken.None);
        }

        using var store = ReferenceStore.TryOpen(folder)!;
        var sought = File.ReadAllText(text);
        for (var i = 0; i < times; i++)
        {
            var clock = BenchTable.Start();
            var hits = TraceSearch.Find(store, sought, 10, CancellationToken.None);
            BenchTable.Report([("hits", hits.Count), ("row", hits.Count > 0 ? hits[0].Row : 0), .. BenchTable.Since(clock)]);
        }
    }

    private static byte[] Text(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var i = 0; i < WordsEach; i++)
        {
            text.Append('w').Append(random.Next(50_000)).Append(' ');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static byte[] Near(int seed)
    {
        var text = Text(seed);
        text[text.Length / 2] = (byte)'x';
        return text;
    }
}
