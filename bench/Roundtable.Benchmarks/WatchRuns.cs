using System.Globalization;
using System.Text.Json;
using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;
using Roundtable.Workspace.Vectors;

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
    /// <remarks>With a folder with a sentence-vector model its vectors take the place of hashed words; ROUNDTABLE_ADDONS names the add-on.</remarks>
    public static void Windows(string benign, string attacking, int size, int windows, int seed, string? model)
    {
        using var encoder = model is null ? null : SentenceEncoders.Open(StudentRuns.Environments(), model);
        var known = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var vectors = encoder is null ? null : new PromptVectors(encoder.Model.Dimensions, Encode);
        var random = new Random(seed);
        var (flagged, tested, number) = (new int[_shares.Length], new int[_shares.Length], 0L);
        foreach (var normal in Directory.GetFiles(benign).Order(StringComparer.Ordinal))
        {
            var texts = Read(normal, random);
            var (pool, held) = (texts[..(texts.Length * 4 / 5)], texts[(texts.Length * 4 / 5)..]);
            var test = new WindowTest(new PromptEmbedding(seed, vectors?.Dimensions ?? 0), size, 0.005, seed, vectors);
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

        // The same texts are drawn again and again.
        float[][] Encode(IReadOnlyList<string> texts)
        {
            string[] fresh = [.. texts.Where(t => !known.ContainsKey(t)).Distinct(StringComparer.Ordinal)];
            foreach (var (text, vector) in fresh.Zip(encoder!.Encode(fresh, Environment.ProcessorCount, default)))
            {
                known[text] = vector;
            }

            return [.. texts.Select(t => known[t])];
        }
    }

    private static TrafficEntry Entry((PromptFeatures Features, string Text) prompt, long number) =>
        new(number.ToString(CultureInfo.InvariantCulture), DateTimeOffset.UnixEpoch, prompt.Features, number) { Text = prompt.Text };

    private static (PromptFeatures Features, string Text)[] Read(string path, Random random)
    {
        (PromptFeatures, string)[] texts = [.. File.ReadLines(path).Select(l => JsonElement.Parse(l)[1].GetString()!).Select(t => (PromptFeatures.Of(t), t))];
        random.Shuffle(texts);
        return texts[..Math.Min(texts.Length, MaxTexts)];
    }
}
