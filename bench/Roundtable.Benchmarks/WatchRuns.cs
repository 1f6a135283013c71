using System.Globalization;
using System.Text.Json;
using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;

namespace Roundtable.Benchmarks;

/// <summary>
/// Windows by the protocol of arXiv 2606.05725: prompts are drawn independently, a share of them from an attacker's and the rest from held-out benign ones, and
/// the reference is four fifths of the benign ones. Each prompt is a caller of its own, since the protocol has none.
/// </summary>
internal static class WatchRuns
{
    private const int MaxTexts = 12_000;

    private static readonly double[] _shares = [0, 0.05, 0.1, 0.25, 0.5, 1];

    /// <summary>Flags windows of all pairs of benign and attacking texts: files with a JSON array of subject and text a line.</summary>
    public static void Windows(string benign, string attacking, int size, int windows, int seed)
    {
        var random = new Random(seed);
        var (flagged, tested, number) = (new int[_shares.Length], new int[_shares.Length], 0L);
        foreach (var normal in Directory.GetFiles(benign).Order(StringComparer.Ordinal))
        {
            var texts = Read(normal, random);
            var (pool, held) = (texts[..(texts.Length * 4 / 5)], texts[(texts.Length * 4 / 5)..]);
            var test = new WindowTest(new PromptEmbedding(seed), size, 0.005, seed);
            foreach (var prompt in pool.Take(Math.Min(pool.Length, 4 * size) / size * size))
            {
                test.Add(Entry(prompt, number++), isReference: true);
            }

            foreach (var attacker in Directory.GetFiles(attacking).Order(StringComparer.Ordinal))
            {
                var asked = Read(attacker, random);
                for (var s = 0; s < _shares.Length; s++)
                {
                    for (var w = 0; w < windows; w++)
                    {
                        var (window, one) = (default(TrafficWindow), test.Copy());
                        for (var i = 0; i < size; i++)
                        {
                            var from = i < size * _shares[s] ? asked : held;
                            window = one.Add(Entry(from[random.Next(from.Length)], number++), isReference: false) ?? window;
                        }

                        tested[s]++;
                        flagged[s] += window!.IsFlagged ? 1 : 0;
                    }
                }

                Console.WriteLine(string.Join(' ', Path.GetFileNameWithoutExtension(normal), Path.GetFileNameWithoutExtension(attacker), string.Join(' ', flagged)));
            }
        }

        BenchTable.Report([.. _shares.Select((s, i) => (s.ToString("P0", CultureInfo.InvariantCulture), (double)flagged[i] / tested[i]))]);
    }

    private static TrafficEntry Entry(PromptFeatures prompt, long number) =>
        new(number.ToString(CultureInfo.InvariantCulture), DateTimeOffset.UnixEpoch, prompt, number);

    private static PromptFeatures[] Read(string path, Random random)
    {
        PromptFeatures[] texts = [.. File.ReadLines(path).Select(l => PromptFeatures.Of(JsonElement.Parse(l)[1].GetString()!))];
        random.Shuffle(texts);
        return texts[..Math.Min(texts.Length, MaxTexts)];
    }
}
