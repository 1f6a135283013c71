using Roundtable.Annotation.Estimates;

namespace Roundtable.Annotation.Students.Testing;

/// <summary>How often something was seen, with Wilson's 95 % interval.</summary>
/// <param name="Hits">How often.</param>
/// <param name="Trials">Of how many.</param>
public sealed record Frequency(int Hits, int Trials)
{
    /// <summary>The share; null where there was no trial.</summary>
    public double? Share => Trials == 0 ? null : (double)Hits / Trials;

    /// <summary>Its interval; null where there was no trial.</summary>
    public Interval? Interval => Share is { } share ? Proportions.Wilson(share, Trials) : null;

    /// <summary>Counts.</summary>
    /// <typeparam name="T">What is counted.</typeparam>
    /// <param name="all">The trials.</param>
    /// <param name="isHit">Which of them count.</param>
    public static Frequency Of<T>(IEnumerable<T> all, Func<T, bool> isHit)
    {
        var (hits, trials) = (0, 0);
        foreach (var one in all)
        {
            hits += isHit(one) ? 1 : 0;
            trials++;
        }

        return new Frequency(hits, trials);
    }
}
