using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Tests.Annotation.Estimates;

/// <summary>A population whose classes are known, and a panel that is right with a probability and otherwise guesses.</summary>
internal sealed class SharePopulation
{
    public SharePopulation(long seed, double skill, params int[] counts)
    {
        var random = new SeededRandom(seed, "population");
        Counts = counts;
        Truth = [.. counts.SelectMany((n, c) => Enumerable.Repeat((short)c, n))];
        Panel = PanelLabels.Of(counts.Length, [.. Truth.Select(t => random.NextUnit() < skill ? t : Truth[random.Next(Truth.Length)])]);
    }

    public int[] Counts { get; }

    public short[] Truth { get; }

    public PanelLabels Panel { get; }

    public string[] Classes => [.. Enumerable.Range(0, Counts.Length).Select(c => $"c{c}")];

    public double Share(int @class) => (double)Counts[@class] / Truth.Length;

    public GoldLabels Gold(IEnumerable<int> drawn)
    {
        var labels = Enumerable.Repeat(VoteTable.None, Truth.Length).ToArray();
        foreach (var item in drawn)
        {
            labels[item] = Truth[item];
        }

        return new GoldLabels(labels);
    }

    public IReadOnlyList<ShareEstimate> Estimate(int[] drawn) => Estimate(SampleDesign.Simple(Truth.Length, drawn));

    public IReadOnlyList<ShareEstimate> Estimate(SampleDesign draw) =>
        Assert.IsType<ShareReport.Estimated>(Shares.Of(Classes, Panel, Gold(draw.Strata.SelectMany(s => s.Drawn)), draw)).Shares;
}
