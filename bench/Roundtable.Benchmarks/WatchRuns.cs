using System.Globalization;
using System.Text.Json;
using Roundtable.Watching.Monitoring;
using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;
using Roundtable.Workspace.Vectors;
using Roundtable.Workspace.Watching;

namespace Roundtable.Benchmarks;

/// <summary>
/// Windows by the protocol of arXiv 2606.05725: prompts are drawn at random, a share of them from an attacker's and the rest from held-out benign ones, and
/// the reference is four fifths of the benign ones. Each prompt is a caller of its own, since the protocol has none.
/// </summary>
internal static class WatchRuns
{
    private const int MaxTexts = 12_000;

    private static readonly double[] _shares = [0, 0.05, 0.1, 0.25, 0.5, 1];

    /// <summary>
    /// Flags windows of pairs of benign and attacking texts, a folder a pair: files with a JSON array of subject and text a line, or the paper's own (normal and
    /// attacker, each with queries.jsonl, objects with a query).
    /// </summary>
    /// <remarks>With a folder with a sentence-vector model its vectors take the place of hashed words; ROUNDTABLE_ADDONS names the add-on.</remarks>
    public static void Windows(string pairs, int size, int windows, int seed, string? model)
    {
        using var encoder = model is null ? null : SentenceEncoders.Open(StudentRuns.Environments(), model);
        var known = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var vectors = encoder is null ? null : new PromptVectors(encoder.Model.Dimensions, Encode);
        var (flagged, tested, number) = (new int[_shares.Length], new int[_shares.Length], 0L);
        foreach (var pair in Directory.GetDirectories(pairs).Order(StringComparer.Ordinal))
        {
            var (random, own) = (new Random(seed), new int[_shares.Length]);
            var texts = Read(pair, "benign.jsonl", "normal", random);
            var asked = Read(pair, "attacking.jsonl", "attacker", random);
            var (pool, held) = (texts[..(texts.Length * 4 / 5)], texts[(texts.Length * 4 / 5)..]);
            var test = new WindowTest(new PromptEmbedding(vectors?.Dimensions ?? 0), size, 0.005, seed, vectors);
            foreach (var prompt in pool.Take(Math.Min(pool.Length, 5 * size) / size * size))
            {
                test.Add(Entry(prompt, number++), isReference: true);
            }

            for (var s = 0; s < _shares.Length; s++)
            {
                for (var w = 0; w < windows; w++)
                {
                    // Each text once, as far as there are enough of them: whoever draws one twice has another distribution than the reference.
                    var (window, one) = (default(TrafficWindow), test.Copy());
                    random.Shuffle(held);
                    random.Shuffle(asked);
                    for (var i = 0; i < size; i++)
                    {
                        var from = i < size * _shares[s] ? asked : held;
                        window = one.Add(Entry(from[i % from.Length], number++), isReference: false) ?? window;
                    }

                    own[s] += window!.IsFlagged ? 1 : 0;
                }

                flagged[s] += own[s];
                tested[s] += windows;
            }

            Console.WriteLine($"{Path.GetFileName(pair)}: " + string.Join(", ", _shares.Select((s, i) => $"{s:P0} {own[i]} of {windows}")));
        }

        BenchTable.Report([.. _shares.Select((s, i) => (s.ToString("P0", CultureInfo.InvariantCulture), (double)flagged[i] / tested[i]))]);
        Console.WriteLine($"mixed {flagged[1..^1].Sum()} of {tested[1..^1].Sum()}, pure and mixed {flagged[1..].Sum()} of {tested[1..].Sum()}");

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

    /// <summary>
    /// Learns a reference once and watches each file whose path is on a line of the standard input; one JSON object a line with what 'watch --json' tells. The
    /// bench of campaigns (bench/watch/run.py) would otherwise learn the same reference a hundred times.
    /// </summary>
    public static void Many(string reference)
    {
        var monitor = new TrafficMonitor(new WatchSettings());
        var middle = File.ReadLines(reference).LongCount() / 2;
        var learned = monitor.Learn(after => Lines(reference).Where(e => e.Position > after), middle, CancellationToken.None);
        while (Console.ReadLine() is { Length: > 0 } path)
        {
            var result = monitor.Watch(learned, () => Lines(path), CancellationToken.None);
            Console.WriteLine(WatchJson.Of(new WatchReport(new WatchRequest("bench") { File = path }, DateTimeOffset.UnixEpoch, result, 0)).ToJsonString());
        }
    }

    private static IEnumerable<TrafficEntry> Lines(string path) => File.ReadLines(path).Select((line, i) => (Line: line, Number: i + 1L))
        .AsParallel().AsOrdered().Select(l => TrafficLine.Read(l.Line, l.Number)).AsSequential();

    private static TrafficEntry Entry((PromptFeatures Features, string Text) prompt, long number) =>
        new(number.ToString(CultureInfo.InvariantCulture), DateTimeOffset.UnixEpoch, prompt.Features, number) { Text = prompt.Text };

    private static (PromptFeatures Features, string Text)[] Read(string pair, string file, string folder, Random random)
    {
        var path = Path.Combine(pair, folder, "queries.jsonl");
        (PromptFeatures, string)[] texts = [.. File.ReadLines(File.Exists(path) ? path : Path.Combine(pair, file)).Select(l => JsonElement.Parse(l))
            .Select(l => (l.ValueKind == JsonValueKind.Array ? l[1] : l.GetProperty("query")).GetString()!)
            .Select(t => (PromptFeatures.Of(t), t))];
        random.Shuffle(texts);
        return texts[..Math.Min(texts.Length, MaxTexts)];
    }
}
