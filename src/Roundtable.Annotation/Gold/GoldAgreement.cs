using Roundtable.Annotation.Codebooks;

namespace Roundtable.Annotation.Gold;

/// <summary>How far two people agree on the items that both labelled. "Cannot tell" counts as an answer of its own.</summary>
/// <param name="Both">Items with two labels.</param>
/// <param name="Same">Those with the same answer twice.</param>
/// <param name="Adjudicated">Those of the others that were adjudicated.</param>
/// <param name="Pi">
/// Scott's pi, the agreement beyond chance, with the shares of answers taken from both labels together, since who is first differs from item to item; 1 is
/// perfect, 0 chance. Null with no item labelled twice, and where all labels are the same answer.
/// </param>
public sealed record GoldAgreement(int Both, int Same, int Adjudicated, double? Pi)
{
    /// <summary>Those that differ and are not adjudicated.</summary>
    public int Open => Both - Same - Adjudicated;

    /// <summary>The agreement on some items.</summary>
    public static GoldAgreement Of(IReadOnlyList<GoldVerdict> verdicts)
    {
        var both = verdicts.Where(v => v.First is not null && v.Second is not null).ToList();
        var same = both.Count(v => !v.IsDisputed);
        double labels = 2 * both.Count;
        var counts = both.SelectMany(v => new CodebookAnswer[] { v.First!.Answer, v.Second!.Answer }).CountBy(a => a);
        var chance = counts.Sum(c => c.Value / labels * (c.Value / labels));
        var pi = both.Count == 0 || chance >= 1 ? (double?)null : (((double)same / both.Count) - chance) / (1 - chance);
        return new GoldAgreement(both.Count, same, both.Count(v => v.IsDisputed && v.Adjudicated is not null), pi);
    }
}
