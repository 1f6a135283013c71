namespace Roundtable.Annotation.Estimates;

/// <summary>
/// The labelled part of a draw: for each stratum how many of its items were drawn first and labelled, or why it is no random sample of the run.
/// </summary>
internal sealed class GoldSample
{
    private GoldSample(IReadOnlyList<DrawnStratum>? strata, string? refusal) => (Strata, Refusal) = (strata ?? [], refusal);

    /// <summary>The strata, <see cref="DrawnStratum.Drawn"/> being those with gold.</summary>
    public IReadOnlyList<DrawnStratum> Strata { get; }

    /// <summary>Why nothing can be told from this gold; null where it can.</summary>
    public string? Refusal { get; }

    /// <summary>Number of labelled items.</summary>
    public int Count => Strata.Sum(s => s.Drawn.Count);

    public static GoldSample Of(int items, Func<int, bool> hasGold, RandomDraw? draw, string what)
    {
        if (draw is null)
        {
            return Refused($"{what} need gold that this program drew at random before anything was asked; this gold was not. Draw some: roundtable gold draw");
        }

        if (draw.Strata.Any(s => s.Items.Any(i => i < 0 || i >= items)))
        {
            return Refused($"The draw names items that the run of {items} items does not have.");
        }

        if (draw.FrameSize != items)
        {
            return Refused($"{what} of {items} items need a draw from all of them; this one was from {draw.FrameSize}.");
        }

        var strata = new List<DrawnStratum>();
        foreach (var stratum in draw.Strata.Where(s => s.Items.Count > 0))
        {
            var labelled = stratum.Drawn.TakeWhile(hasGold).ToList();
            var later = stratum.Drawn.Skip(labelled.Count).Count(hasGold);
            if (later > 0)
            {
                return Refused(
                    $"Of the {stratum.Drawn.Count} items drawn{In(draw, stratum)}, {stratum.Drawn.Count - labelled.Count - later} have no label although {later} " +
                    "drawn after them have one: the labelled ones are no random sample. Label what was left out.");
            }

            if (labelled.Count < Math.Min(2, stratum.Items.Count))
            {
                return Refused($"{what} need at least two labelled items{In(draw, stratum)}; there {(labelled.Count == 1 ? "is 1" : "are none")}.");
            }

            strata.Add(stratum with { Drawn = labelled });
        }

        return strata.Count == 0 ? Refused($"{what} of no items are undefined.") : new GoldSample(strata, null);
    }

    private static string In(RandomDraw draw, DrawnStratum stratum) => draw.Strata.Count > 1 ? $" in stratum '{stratum.Name}'" : "";

    private static GoldSample Refused(string reason) => new(null, reason);
}
