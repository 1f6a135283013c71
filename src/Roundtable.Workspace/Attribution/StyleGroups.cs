using Roundtable.Watching.Windows;

namespace Roundtable.Workspace.Attribution;

/// <summary>
/// Groups of texts of one hand, drawn from texts of which the family is known. Texts of one hand depend on each other, so that their log-probabilities add up
/// to too much: they are multiplied by what makes the held-out odds come true.
/// </summary>
/// <param name="size">How many texts a group has.</param>
/// <param name="families">How many families there are.</param>
internal sealed class StyleGroups(int size, int families)
{
    /// <summary>How many groups are drawn of each family.</summary>
    public const int PerFamily = 200;

    private static readonly double[] _tempers = [1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.12, 0.08, 0.05, 0.03, 0.02, 0.01];

    private readonly double[] _typical = new double[families];
    private double _temper = 1;
    private double _threshold = 1;

    /// <summary>Sums of log-probabilities of groups of each family.</summary>
    /// <param name="texts">By family, the log-probabilities of its texts.</param>
    /// <param name="seed">The same seed draws the same groups.</param>
    public List<(int Family, double[] Sum)> Draw(IReadOnlyList<List<double[]>> texts, int seed)
    {
        var random = new SplitMix(unchecked((ulong)seed * 0x9E3779B97F4A7C15));
        List<(int, double[])> groups = [];
        for (var family = 0; family < texts.Count; family++)
        {
            for (var g = 0; texts[family].Count >= size && g < PerFamily; g++)
            {
                int[] order = [.. Enumerable.Range(0, texts[family].Count)];
                var sum = new double[families];
                for (var i = 0; i < size; i++)
                {
                    var other = i + random.Next(order.Length - i);
                    (order[i], order[other]) = (order[other], order[i]);
                    Add(texts[family][order[i]], sum);
                }

                groups.Add((family, sum));
            }
        }

        return groups;
    }

    /// <summary>Learns from groups how far to trust sums, and from which odds on a family is named so that at most a share of names are wrong.</summary>
    public void Calibrate(IReadOnlyList<(int Family, double[] Sum)> groups, double maxWrong)
    {
        _temper = _tempers.MaxBy(t => groups.Sum(g => Math.Log(Math.Max(1e-12, Odds(g.Sum, t)[g.Family]))));
        foreach (var family in groups.GroupBy(g => g.Family))
        {
            // One group in twenty of a family is less like it than this.
            _typical[family.Key] = family.Select(g => g.Sum[g.Family]).Order().ElementAt(PerFamily / 20);
        }

        var (told, wrong) = (0, 0);
        _threshold = 2;
        foreach (var (probability, isRight) in groups.Select(g => (Odds: Odds(g.Sum), g.Family, g.Sum)).Where(g => IsTypical(g.Sum, Best(g.Odds)))
            .Select(g => (g.Odds[Best(g.Odds)], Best(g.Odds) == g.Family)).OrderByDescending(g => g.Item1))
        {
            told++;
            wrong += isRight ? 0 : 1;
            _threshold = wrong <= maxWrong * told ? probability : _threshold;
        }
    }

    /// <summary>The probability of each family, by a sum of log-probabilities.</summary>
    public double[] Odds(double[] sum) => Odds(sum, _temper);

    /// <summary>The family that a group is like; null where it cannot be told.</summary>
    public int? Tell(double[] sum)
    {
        var odds = Odds(sum);
        var best = Best(odds);
        return odds[best] >= _threshold && IsTypical(sum, best) ? best : null;
    }

    /// <summary>Adds log-probabilities.</summary>
    public static void Add(double[] one, double[] into)
    {
        for (var f = 0; f < into.Length; f++)
        {
            into[f] += one[f];
        }
    }

    /// <summary>The likeliest.</summary>
    public static int Best(double[] odds) => Array.IndexOf(odds, odds.Max());

    private bool IsTypical(double[] sum, int family) => sum[family] >= _typical[family];

    private static double[] Odds(double[] sum, double temper)
    {
        var most = sum.Max();
        var odds = Array.ConvertAll(sum, s => Math.Exp(temper * (s - most)));
        var all = odds.Sum();
        return Array.ConvertAll(odds, o => o / all);
    }
}
