namespace Roundtable.Annotation.Estimates;

/// <summary>
/// The labelled part of a draw: for each stratum how many of its units were drawn first and labelled, or why it is no random sample of the run.
/// </summary>
internal sealed class GoldSample
{
    private readonly IReadOnlyList<int>? _sizes;

    private GoldSample(IReadOnlyList<DrawnStratum>? strata, IReadOnlyList<int>? sizes, string? refusal) =>
        (Strata, _sizes, Refusal) = (strata ?? [], sizes, refusal);

    /// <summary>The strata, <see cref="DrawnStratum.Drawn"/> being those with gold.</summary>
    public IReadOnlyList<DrawnStratum> Strata { get; }

    /// <summary>Why nothing can be told from this gold; null where it can.</summary>
    public string? Refusal { get; }

    /// <summary>Number of labelled units.</summary>
    public int Count => Strata.Sum(s => s.Drawn.Count);

    /// <summary>How many items a unit has.</summary>
    public int SizeOf(int unit) => _sizes?[unit] ?? 1;

    /// <summary>The sample that some gold is.</summary>
    /// <param name="units">Number of units of the run.</param>
    /// <param name="hasGold">Whether a person labelled a unit.</param>
    /// <param name="draw">How the units to be labelled were chosen.</param>
    /// <param name="what">What is estimated, as the subject of a sentence.</param>
    public static GoldSample Of(int units, Func<int, bool> hasGold, SampleDesign? draw, string what)
    {
        if (draw is null)
        {
            return Refused($"{what} need gold that this program drew at random before anything was asked; this gold was not. Draw some: roundtable gold draw");
        }

        if (draw.Strata.Any(s => s.Items.Any(i => i < 0 || i >= units)) || (draw.Sizes is { } sizes && sizes.Count != units))
        {
            return Refused($"The draw is from other items than the {units} of this run.");
        }

        if (draw.FrameSize != units)
        {
            return Refused($"{what} of {units} items need a draw from all of them; this one was from {draw.FrameSize}.");
        }

        var strata = new List<DrawnStratum>();
        foreach (var stratum in draw.Strata.Where(s => s.Items.Count > 0))
        {
            var labelled = stratum.Drawn.TakeWhile(hasGold).ToList();
            var later = stratum.Drawn.Skip(labelled.Count).Count(hasGold);
            if (later > 0)
            {
                var missing = stratum.Drawn.Count - labelled.Count - later;
                return Refused(
                    $"Of the {stratum.Drawn.Count} items drawn{In(draw, stratum)}, {missing} have no label although {later} drawn after them have one: " +
                    "the labelled ones are no random sample. Label what was left out.");
            }

            if (labelled.Count < Math.Min(2, stratum.Items.Count))
            {
                return Refused($"{what} need at least two labelled items{In(draw, stratum)}; there {(labelled.Count == 1 ? "is 1" : "are none")}.");
            }

            strata.Add(stratum with { Drawn = labelled });
        }

        return strata.Count == 0 ? Refused($"{what} of no items are undefined.") : new GoldSample(strata, draw.Sizes, null);
    }

    private static string In(SampleDesign draw, DrawnStratum stratum) => draw.Strata.Count > 1 ? $" in stratum '{stratum.Name}'" : "";

    private static GoldSample Refused(string reason) => new(null, null, reason);
}
