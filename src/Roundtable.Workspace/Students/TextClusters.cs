using System.Text;
using Roundtable.Corpus.Matches;
using Roundtable.Workspace.Gold;

namespace Roundtable.Workspace.Students;

/// <summary>
/// Clusters of near-duplicates among texts, by what a scan of a corpus calls near: equal words, or a Jaccard index of word 5-grams that reaches a threshold,
/// found by MinHash bands.
/// </summary>
public static class TextClusters
{
    /// <summary>The near-duplicate threshold.</summary>
    public const double Threshold = 0.6;

    /// <summary>The cluster of each text.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellation">Stops.</param>
    public static int[] Of(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        var (words, keys, shingles) = (new WordList(), new TextKeys(), new ulong[texts.Count][]);
        var cluster = Enumerable.Range(0, texts.Count).ToArray();
        var equal = new Dictionary<Record.Entries.Digest, int>();
        var buckets = new Dictionary<(int Band, ulong Key), List<int>>();
        var banding = Bands.For(Threshold);
        var (signature, bands) = (new uint[MinHash.Places], new ulong[banding.Count]);
        for (var i = 0; i < texts.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!equal.TryAdd(keys.Of(texts[i]), i))
            {
                Join(cluster, i, equal[keys.Of(texts[i])]);
                continue;
            }

            words.Clear();
            Words.Find(Encoding.UTF8.GetBytes(texts[i]), words);
            var all = new ulong[Shingles.Count(words.Count)];
            Shingles.Of(words.Hashes, all);
            shingles[i] = Shingles.Distinct(all).ToArray();
            if (shingles[i].Length == 0)
            {
                continue;
            }

            MinHash.Compute(shingles[i], signature);
            banding.Keys(signature, bands);
            for (var b = 0; b < bands.Length; b++)
            {
                if (!buckets.TryGetValue((b, bands[b]), out var others))
                {
                    buckets[(b, bands[b])] = others = [];
                }

                foreach (var other in others.Where(o => Root(cluster, o) != Root(cluster, i) && Shingles.Similarity(shingles[o], shingles[i]) >= Threshold))
                {
                    Join(cluster, i, other);
                }

                others.Add(i);
            }
        }

        return [.. cluster.Select((_, i) => Root(cluster, i))];
    }

    private static int Root(int[] cluster, int text)
    {
        while (cluster[text] != text)
        {
            text = cluster[text] = cluster[cluster[text]];
        }

        return text;
    }

    private static void Join(int[] cluster, int one, int other)
    {
        var (a, b) = (Root(cluster, one), Root(cluster, other));
        cluster[Math.Max(a, b)] = Math.Min(a, b);
    }
}
