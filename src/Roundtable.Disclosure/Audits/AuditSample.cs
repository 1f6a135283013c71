using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Audits;

/// <summary>What was drawn from a stratum.</summary>
/// <param name="Stratum">The stratum.</param>
/// <param name="Population">How many units it has.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Units">The drawn units, in the order they were drawn.</param>
public sealed record DrawnStratum(Stratum Stratum, long Population, long Rows, IReadOnlyList<long> Units);

/// <summary>The sample of a challenge, which everybody can compute from the seed and the totals.</summary>
public static class AuditSample
{
    /// <summary>Draws it.</summary>
    public static IReadOnlyList<DrawnStratum> Draw(CommittedCorpus corpus, Challenge challenge, Digest seed)
    {
        List<DrawnStratum> drawn = [];
        foreach (var stratum in challenge.Strata)
        {
            var amount = corpus.Root.Sums.Of(stratum.Class);
            var population = amount.In(challenge.Unit);
            drawn.Add(new DrawnStratum(
                stratum, population, amount.Rows, Draws.Of(seed, drawn.Count, challenge.Unit, population, stratum.Draws)));
        }

        return drawn;
    }

    /// <summary>Shares a number of draws among the classes by their size, at least one for each (largest remainders).</summary>
    /// <param name="sums">The totals.</param>
    /// <param name="unit">What size is.</param>
    /// <param name="draws">How many draws there are in all.</param>
    public static IReadOnlyList<Stratum> Proportional(ClassSums sums, Unit unit, long draws)
    {
        var classes = sums.Amounts.Where(a => a.Amount.In(unit) > 0).ToList();
        var total = (double)classes.Sum(a => a.Amount.In(unit));
        var shares = classes.Select(a => (a.Class, Exact: draws * (a.Amount.In(unit) / total))).ToList();
        var rest = draws - shares.Sum(s => (long)s.Exact);
        HashSet<int> rounded = [.. shares.OrderByDescending(s => s.Exact - Math.Floor(s.Exact)).ThenBy(s => s.Class).Take((int)rest).Select(s => s.Class)];
        return [.. shares.Select(s => new Stratum(s.Class, Math.Max(1, (long)s.Exact + (rounded.Contains(s.Class) ? 1 : 0))))];
    }
}
