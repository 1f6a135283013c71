using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Audits;

/// <summary>A row that was judged to be wrong.</summary>
/// <param name="Place">Its place in the tree, from 0.</param>
/// <param name="Class">The class that it was counted in.</param>
/// <param name="Why">What is wrong.</param>
public sealed record WrongRow(long Place, int Class, string Why);

/// <summary>What an audit found in a stratum.</summary>
/// <param name="Class">The class; null for all rows.</param>
/// <param name="Population">How many units it has.</param>
/// <param name="Drawn">How many were drawn.</param>
/// <param name="NotOpened">How many draws were not answered; they count as wrong.</param>
/// <param name="Wrong">How many draws were wrong, those not answered included.</param>
/// <param name="Alpha">The risk that the bound does not hold.</param>
/// <param name="Bound">The upper bound of the share that is wrong.</param>
public sealed record StratumResult(int? Class, long Population, long Drawn, long NotOpened, long Wrong, double Alpha, double Bound);

/// <summary>What an audit found, in numbers.</summary>
/// <param name="Strata">By stratum.</param>
/// <param name="WrongRows">The rows that are wrong.</param>
/// <param name="Repeated">How many of the opened rows have the same content as an opened row before them: many where rows were counted twice.</param>
/// <param name="Bound">The upper bound of the share of all rows or bytes that is wrong; it holds with the challenge's risk.</param>
public sealed record AuditResult(IReadOnlyList<StratumResult> Strata, IReadOnlyList<WrongRow> WrongRows, int Repeated, double Bound)
{
    /// <summary>Counts what a judge says of each opened row.</summary>
    /// <param name="audit">The verified audit.</param>
    /// <param name="judge">Says what is wrong with a row; null for nothing.</param>
    public static AuditResult Of(VerifiedAudit audit, Func<VerifiedRow, string?> judge)
    {
        var why = audit.Rows.Select(r => r.Fault ?? judge(r)).ToList();
        var alpha = audit.Challenge.Alpha / audit.Strata.Count;
        List<StratumResult> strata = [];
        foreach (var (drawn, rows) in audit.Strata)
        {
            var notOpened = rows.Count(r => r is null);
            var wrong = notOpened + rows.Count(r => r is { } row && why[row] is not null);
            var bound = audit.Challenge.Unit == Unit.Rows
                ? WrongShare.Hypergeometric(wrong, rows.Count, drawn.Population, alpha)
                : WrongShare.Binomial(wrong, rows.Count, alpha);
            strata.Add(new StratumResult(drawn.Stratum.Class, drawn.Population, rows.Count, notOpened, wrong, alpha, bound));
        }

        return new AuditResult(
            strata,
            [.. audit.Rows.Select((r, i) => (Row: r, Why: why[i])).Where(r => r.Why is not null).Select(r => new WrongRow(r.Row.Place, r.Row.Class, r.Why!))],
            audit.Rows.Count - audit.Rows.Select(r => Digest.Of(r.Content.Span)).Distinct().Count(),
            Whole(audit, strata));
    }

    /// <summary>The bounds of classes weighed by their size; what was not sampled may all be wrong.</summary>
    private static double Whole(VerifiedAudit audit, List<StratumResult> strata)
    {
        if (strata is [{ Class: null, Bound: var bound }])
        {
            return bound;
        }

        var all = (double)audit.Corpus.Root.Sums.Total.In(audit.Challenge.Unit);
        var known = strata.Sum(s => s.Population);
        return Math.Min(1, (strata.Sum(s => s.Population * s.Bound) + (all - known)) / all);
    }
}
