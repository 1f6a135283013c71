using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Matches;

namespace Roundtable.Benchmarks;

/// <summary>Signatures of texts: words, 5-grams, 128 places.</summary>
internal static class SignatureRuns
{
    /// <summary>Computes the signatures of the first texts of a file.</summary>
    public static void Run(string path, int texts, int times)
    {
        var all = File.ReadLines(path).Take(texts).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!).Select(Encoding.UTF8.GetBytes).ToList();
        var words = new WordList();
        var shingles = new ShingleBuffer();
        var signature = new uint[MinHash.Places];
        for (var i = 0; i < times; i++)
        {
            var clock = BenchTable.Start();
            var sum = 0UL;
            foreach (var text in all)
            {
                words.Clear();
                Words.Find(text, words);
                MinHash.Compute(shingles.Of(words.Hashes), signature);
                sum += signature[0];
            }

            BenchTable.Report([("texts", all.Count), ("sum", sum), .. BenchTable.Since(clock)]);
        }
    }
}
