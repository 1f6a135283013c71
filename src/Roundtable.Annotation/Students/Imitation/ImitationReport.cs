using Roundtable.Annotation.Scores;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Annotation.Students.Imitation;

/// <summary>
/// How far one labeller agrees with another beyond what gold explains: two that both know the truth agree too, and so do two that err alike on hard classes
/// by chance. Expected is the agreement of the two within each gold class if their answers there had nothing to do with each other; a permutation test says
/// how often chance gives as much as was seen.
/// </summary>
/// <param name="Agreement">On how many texts with gold the two agree.</param>
/// <param name="Expected">On which share they would if gold were all that they have in common.</param>
/// <param name="Excess">The share above that, with its bootstrap interval.</param>
/// <param name="PValue">How often chance gives at least as much agreement (<see cref="Permutations"/> permutations within gold classes).</param>
/// <param name="SameWrong">On how many of the texts that both get wrong they give the same wrong class.</param>
/// <param name="SameWrongExpected">On how many of all texts with gold they would give the same wrong class if gold were all that they have in common.</param>
/// <param name="Classes">The gold classes, from the one with the largest excess on.</param>
public sealed record ImitationReport(
    Frequency Agreement,
    double Expected,
    MeanWithInterval Excess,
    double PValue,
    Frequency SameWrong,
    double SameWrongExpected,
    IReadOnlyList<ImitatedClass> Classes)
{
    /// <summary>Number of permutations.</summary>
    public const int Permutations = 2_000;

    /// <summary>Compares two labellers; null where no text has gold and both labels.</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="labels">For each text what the first, the second and people say; <see cref="VoteTable.None"/> where one says nothing.</param>
    /// <param name="seed">Random seed of the permutations.</param>
    public static ImitationReport? Of(IReadOnlyList<string> classes, IEnumerable<(short First, short Second, short Gold)> labels, long seed = 1)
    {
        var groups = labels.Where(l => l.First >= 0 && l.Second >= 0 && l.Gold >= 0).GroupBy(l => l.Gold).OrderBy(g => g.Key).Select(g => g.ToArray()).ToList();
        if (groups.Count == 0)
        {
            return null;
        }

        var random = new SeededRandom(seed, "imitation");
        var total = groups.Sum(g => g.Length);
        var (atLeast, inClass) = (1, new int[groups.Count]);
        int[] seen = [.. groups.Select(g => g.Count(l => l.First == l.Second))];
        for (var p = 0; p < Permutations; p++)
        {
            var all = 0;
            for (var g = 0; g < groups.Count; g++)
            {
                var same = SameWhenShuffled(groups[g], random);
                all += same;
                inClass[g] += same >= seen[g] ? 1 : 0;
            }

            atLeast += all >= seen.Sum() ? 1 : 0;
        }

        double[] excess = [.. groups.SelectMany(g => Excesses(g))];
        return new ImitationReport(
            new Frequency(seen.Sum(), total),
            groups.Sum(g => ExpectedIn(g, _ => true)) / total,
            PairedBootstrap.Mean(excess, seed),
            atLeast / (Permutations + 1.0),
            Frequency.Of(groups.SelectMany(g => g).Where(l => l.First != l.Gold && l.Second != l.Gold), l => l.First == l.Second),
            groups.Sum(g => ExpectedIn(g, c => c != g[0].Gold)),
            [
                .. groups.Select((g, i) => new ImitatedClass(
                    classes[g[0].Gold],
                    new Frequency(seen[i], g.Length),
                    ExpectedIn(g, _ => true) / g.Length,
                    PairedBootstrap.Mean(Excesses(g), seed),
                    (inClass[i] + 1) / (Permutations + 1.0))).OrderByDescending(c => c.Excess.Mean),
            ]);
    }

    /// <summary>On how many texts of one gold class the two would give the same class among some, if their answers had nothing to do with each other.</summary>
    private static double ExpectedIn((short First, short Second, short Gold)[] group, Func<short, bool> counts)
    {
        var second = group.GroupBy(l => l.Second).ToDictionary(g => g.Key, g => g.Count());
        return group.GroupBy(l => l.First).Where(g => counts(g.Key)).Sum(g => (double)g.Count() * second.GetValueOrDefault(g.Key) / group.Length);
    }

    private static double[] Excesses((short First, short Second, short Gold)[] group)
    {
        var expected = ExpectedIn(group, _ => true) / group.Length;
        return [.. group.Select(l => (l.First == l.Second ? 1 : 0) - expected)];
    }

    private static int SameWhenShuffled((short First, short Second, short Gold)[] group, SeededRandom random)
    {
        var order = random.Order(group.Length);
        var same = 0;
        for (var i = 0; i < order.Length; i++)
        {
            same += group[i].First == group[order[i]].Second ? 1 : 0;
        }

        return same;
    }
}

/// <summary>A gold class in which two labellers were compared.</summary>
/// <param name="Class">The class.</param>
/// <param name="Agreement">On how many of its texts the two agree.</param>
/// <param name="Expected">On which share they would if gold were all that they have in common.</param>
/// <param name="Excess">The share above that, with its bootstrap interval.</param>
/// <param name="PValue">How often chance gives at least as much agreement, for this class by itself.</param>
public sealed record ImitatedClass(string Class, Frequency Agreement, double Expected, MeanWithInterval Excess, double PValue);
