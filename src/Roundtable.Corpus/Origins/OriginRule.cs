namespace Roundtable.Corpus.Origins;

/// <summary>
/// Decides a row's origin from its evidence. Total, and independent of the order: the strongest evidence that can decide wins. Where evidence indicates
/// both people and a model, about different texts of the row, the row is mixed; about the same texts the stronger wins, and equally strong evidence leaves
/// the row unknown. Weak and statistical evidence never decides.
/// </summary>
public static class OriginRule
{
    /// <summary>The origin that evidence indicates.</summary>
    public static Origin Of(IReadOnlyList<Evidence> evidence)
    {
        var (human, synthetic) = (Strongest(evidence, Origin.Human), Strongest(evidence, Origin.Synthetic));
        var min = (Strength)Math.Max((int)Strength.Moderate, Math.Max((int)human.GetValueOrDefault(), (int)synthetic.GetValueOrDefault()));
        if (evidence.Any(e => e.Indicates == Origin.Mixed && e.Strength >= min))
        {
            return Origin.Mixed;
        }

        return (human, synthetic) switch
        {
            (null, null) => Origin.Unknown,
            (_, null) => Origin.Human,
            (null, _) => Origin.Synthetic,
            var (h, s) when AreApart(evidence) => Origin.Mixed,
            var (h, s) => h > s ? Origin.Human : s > h ? Origin.Synthetic : Origin.Unknown,
        };
    }

    /// <summary>The strongest evidence for the row's origin; null where nothing decided.</summary>
    public static Evidence? Deciding(IReadOnlyList<Evidence> evidence, Origin origin) => origin == Origin.Unknown
        ? null
        : evidence
            .Where(e => (e.Decides && (e.Indicates == origin || origin == Origin.Mixed)) || (e.Indicates == Origin.Mixed && origin == Origin.Mixed))
            .OrderByDescending(e => e.Strength)
            .ThenBy(e => e.Kind)
            .FirstOrDefault();

    private static Strength? Strongest(IReadOnlyList<Evidence> evidence, Origin origin)
    {
        Strength? strongest = null;
        foreach (var item in evidence)
        {
            if (item.Indicates == origin && item.Decides && (strongest is null || item.Strength > strongest))
            {
                strongest = item.Strength;
            }
        }

        return strongest;
    }

    /// <summary>Whether all decisive evidence refers to texts of the row, and human and synthetic evidence never to the same one.</summary>
    private static bool AreApart(IReadOnlyList<Evidence> evidence)
    {
        HashSet<(string, int)> Texts(Origin origin) =>
            [.. evidence.Where(e => e.Decides && e.Indicates == origin).SelectMany(e => e.Spans).Select(s => (s.Field, s.Turn))];

        return evidence.Where(e => e.Decides).All(e => e.Spans.Count > 0) && !Texts(Origin.Human).Overlaps(Texts(Origin.Synthetic));
    }
}
