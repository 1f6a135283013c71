using Roundtable.Annotation.Votes;

namespace Roundtable.Tests.Annotation.Aggregation;

/// <summary>
/// The algorithms once more as the papers write them: products of probabilities over all items, one loop a sum, without distinct rows, logarithms, vectors or
/// threads. It shares nothing with the program but the table.
/// </summary>
internal static class Referee
{
    public static double[,] DawidSkene(VoteTable t, GoldLabels gold, double smoothing, int iterations)
    {
        int n = t.Items.Count, sources = t.Sources.Count, k = t.Classes.Count;
        var q = Majority(t, gold);
        for (var iteration = 0; iteration <= iterations; iteration++)
        {
            var prior = new double[k];
            var confusion = new double[sources, k, k];
            for (var y = 0; y < k; y++)
            {
                prior[y] = (Enumerable.Range(0, n).Sum(i => q[i, y]) + 1) / (n + k);
                for (var s = 0; s < sources; s++)
                {
                    var all = Enumerable.Range(0, n).Where(i => t[i, s] >= 0).Sum(i => q[i, y]);
                    for (var v = 0; v < k; v++)
                    {
                        confusion[s, y, v] = (Enumerable.Range(0, n).Where(i => t[i, s] == v).Sum(i => q[i, y]) + smoothing) / (all + (smoothing * k));
                    }
                }
            }

            if (iteration == iterations)
            {
                break;
            }

            Expect(t, gold, q, (i, y) =>
            {
                var product = prior[y];
                for (var s = 0; s < sources; s++)
                {
                    product *= t[i, s] >= 0 ? confusion[s, y, t[i, s]] : 1;
                }

                return product;
            });
        }

        return q;
    }

    public static double[,] OneCoin(VoteTable t, GoldLabels gold, int iterations)
    {
        int sources = t.Sources.Count, k = t.Classes.Count;
        var q = Majority(t, gold);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var (right, cast) = (new double[sources], new double[sources]);
            Votes(t, (i, s, v) =>
            {
                right[s] += q[i, v];
                cast[s]++;
            });
            var pooled = (right.Sum() + 1) / (cast.Sum() + 2);
            var accuracy = right.Select((r, s) => (r + (2 * pooled)) / (cast[s] + 2)).ToArray();
            Expect(t, gold, q, (i, y) => Enumerable.Range(0, sources).Where(s => t[i, s] >= 0)
                .Aggregate(1.0, (p, s) => p * (t[i, s] == y ? accuracy[s] : (1 - accuracy[s]) / (k - 1))));
        }

        return q;
    }

    public static double[,] Mace(VoteTable t, GoldLabels gold, int iterations)
    {
        int sources = t.Sources.Count, k = t.Classes.Count;
        var q = Majority(t, gold);
        var theta = Enumerable.Repeat(0.5, sources).ToArray();
        var xi = new double[sources, k];
        for (var s = 0; s < sources; s++)
        {
            for (var v = 0; v < k; v++)
            {
                xi[s, v] = 1.0 / k;
            }
        }

        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var (knew, cast, guessed) = (new double[sources], new double[sources], new double[sources, k]);
            Votes(t, (i, s, v) =>
            {
                var probability = q[i, v] * theta[s] / (theta[s] + ((1 - theta[s]) * xi[s, v]));
                knew[s] += probability;
                cast[s]++;
                guessed[s, v] += 1 - probability;
            });
            for (var s = 0; s < sources; s++)
            {
                theta[s] = (knew[s] + 0.5) / (cast[s] + 1);
                for (var v = 0; v < k; v++)
                {
                    xi[s, v] = (guessed[s, v] + 0.5) / (cast[s] - knew[s] + (0.5 * k));
                }
            }

            Expect(t, gold, q, (i, y) => Enumerable.Range(0, sources).Where(s => t[i, s] >= 0)
                .Aggregate(1.0, (p, s) => p * ((t[i, s] == y ? theta[s] : 0) + ((1 - theta[s]) * xi[s, t[i, s]]))));
        }

        return q;
    }

    /// <summary>GLAD with plain gradient descent in small steps in the place of L-BFGS.</summary>
    public static double[,] Glad(VoteTable t, GoldLabels gold, int rounds, int steps)
    {
        int sources = t.Sources.Count, k = t.Classes.Count, n = t.Items.Count;
        var q = Majority(t, gold);
        var alpha = Enumerable.Repeat(1.0, sources).ToArray();
        var ease = new double[n];
        for (var round = 0; round < rounds; round++)
        {
            for (var step = 0; step < steps; step++)
            {
                var (up, easier) = (alpha.Select(a => 1 - a).ToArray(), ease.Select(b => -b).ToArray());
                Votes(t, (i, s, v) =>
                {
                    var missing = q[i, v] - (1 / (1 + Math.Exp(-alpha[s] * Math.Exp(ease[i]))));
                    up[s] += missing * Math.Exp(ease[i]);
                    easier[i] += missing * alpha[s] * Math.Exp(ease[i]);
                });
                alpha = [.. alpha.Select((a, s) => a + (0.02 * up[s]))];
                ease = [.. ease.Select((b, i) => b + (0.02 * easier[i]))];
            }

            Expect(t, gold, q, (i, y) => Enumerable.Range(0, sources).Where(s => t[i, s] >= 0).Aggregate(1.0, (p, s) =>
            {
                var right = 1 / (1 + Math.Exp(-alpha[s] * Math.Exp(ease[i])));
                return p * (t[i, s] == y ? right : (1 - right) / (k - 1));
            }));
        }

        return q;
    }

    private static void Votes(VoteTable t, Action<int, int, short> each)
    {
        for (var i = 0; i < t.Items.Count; i++)
        {
            for (var s = 0; s < t.Sources.Count; s++)
            {
                if (t[i, s] >= 0)
                {
                    each(i, s, t[i, s]);
                }
            }
        }
    }

    private static double[,] Majority(VoteTable t, GoldLabels gold)
    {
        var q = new double[t.Items.Count, t.Classes.Count];
        Votes(t, (i, s, v) => q[i, v] += 1.0 / t.Of(i).ToArray().Count(x => x >= 0));
        foreach (var i in gold.Items)
        {
            Clamp(q, i, gold[i]);
        }

        return q;
    }

    private static void Expect(VoteTable t, GoldLabels gold, double[,] q, Func<int, int, double> joint)
    {
        for (var i = 0; i < t.Items.Count; i++)
        {
            var row = Enumerable.Range(0, t.Classes.Count).Select(y => joint(i, y)).ToArray();
            for (var y = 0; y < row.Length && t.Of(i).ToArray().Any(v => v >= 0); y++)
            {
                q[i, y] = row[y] / row.Sum();
            }

            if (gold[i] >= 0)
            {
                Clamp(q, i, gold[i]);
            }
        }
    }

    private static void Clamp(double[,] q, int item, short right)
    {
        for (var y = 0; y < q.GetLength(1); y++)
        {
            q[item, y] = y == right ? 1 : 0;
        }
    }
}
