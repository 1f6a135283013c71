namespace Roundtable.Corpus.Origins;

/// <summary>
/// Summary what a row's evidence comes to. Total, and the same whatever the order: the strongest evidence that can decide wins; where equally
/// strong evidence speaks for people and for a model, about different texts of the row the row is mixed, about the same ones unknown.
/// Weak and statistical evidence never decides.
/// </summary>
public static class OriginRule
{
    /// <summary>The origin that evidence comes to.</summary>
    public static Origin Of(IReadOnlyList<Evidence> evidence)
    {
        var (human, synthetic) = (Strongest(evidence, Origin.Human), Strongest(evidence, Origin.Synthetic));
        if (evidence.Any(e => e.Indicates == Origin.Mixed && e.Strength >= Strength.Moderate && e.Strength >= human.GetValueOrDefault() && e.Strength >= synthetic.GetValueOrDefault()))
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

    /// <summary>The evidence that decided: of what the row's origin rests on, the strongest; null where nothing did.</summary>
    public static Evidence? Deciding(IReadOnlyList<Evidence> evidence, Origin origin) => origin == Origin.Unknown
        ? null
        : evidence.Where(e => (e.Decides && (e.Indicates == origin || origin == Origin.Mixed)) || (e.Indicates == Origin.Mixed && origin == Origin.Mixed)).OrderByDescending(e => e.Strength).ThenBy(e => e.Kind).FirstOrDefault();

    private static Strength? Strongest(IReadOnlyList<Evidence> evidence, Origin points)
    {
        Strength? strongest = null;
        foreach (var item in evidence)
        {
            if (item.Indicates == points && item.Decides && (strongest is null || item.Strength > strongest))
            {
                strongest = item.Strength;
            }
        }

        return strongest;
    }

    /// <summary>Whether all that speaks for people and all that speaks for a model name texts of the row, and none of them the same.</summary>
    private static bool AreApart(IReadOnlyList<Evidence> evidence)
    {
        HashSet<(string, int)> Texts(Origin points) => [.. evidence.Where(e => e.Decides && e.Indicates == points).SelectMany(e => e.Spans).Select(s => (s.Field, s.Turn))];
        return evidence.Where(e => e.Decides).All(e => e.Spans.Count > 0) && !Texts(Origin.Human).Overlaps(Texts(Origin.Synthetic));
    }
}
