using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Votes;

namespace Roundtable.Benchmarks;

/// <summary>A table of votes on items whose right classes are all known.</summary>
internal sealed record VoteTask(string Name, VoteTable Votes, short[] Truth)
{
    private static readonly string[] s_css = ["emotion", "flute", "ibc", "media_ideology", "mrf", "semeval_stance", "tempowic"];

    /// <summary>The public tasks whose answers are classes, that is all but the numbers of GSM8K.</summary>
    public static IEnumerable<VoteTask> Public(string folder)
    {
        foreach (var name in s_css)
        {
            yield return Of($"css-{name}", VoteFiles.Read(folder, $"css-{name}.tsv"));
        }

        yield return Of("llmbar", VoteFiles.Read(folder, "llmbar.tsv.gz"));
        yield return Of("mmlu-pro", VoteFiles.Read(folder, "mmlu-pro.tsv.gz"));
        yield return Of("crowd-product", VoteFiles.ReadCrowd(folder, "crowd-product"));
        yield return Of("crowd-duck", VoteFiles.ReadCrowd(folder, "crowd-duck"));
    }

    /// <summary>Of each item the share of its votes that each class has.</summary>
    public PanelLabels VoteShares()
    {
        var shares = new float[Votes.Items.Count * Votes.Classes.Count];
        for (var i = 0; i < Votes.Items.Count; i++)
        {
            var cast = Votes.Sources.Count - Votes.Of(i).Count(VoteTable.None);
            foreach (var vote in Votes.Of(i))
            {
                if (vote != VoteTable.None)
                {
                    shares[(i * Votes.Classes.Count) + vote] += 1f / cast;
                }
            }
        }

        return PanelLabels.Of(Votes.Classes.Count, shares);
    }

    /// <summary>Labels by the default rule, of items with gold by one that did not see it.</summary>
    public PanelLabels Default(GoldLabels gold)
    {
        var labels = DefaultAggregation.Aggregate(Votes, gold).OutOfFold;
        return PanelLabels.Of(
            labels.Classes, [.. Enumerable.Range(0, labels.Items).SelectMany(i => labels.Of(i).ToArray().Select(p => (float)Math.Clamp(p, 0, 1)))]);
    }

    /// <summary>The gold of some drawn items.</summary>
    public GoldLabels Gold(IEnumerable<int> drawn)
    {
        var labels = Enumerable.Repeat(VoteTable.None, Truth.Length).ToArray();
        foreach (var item in drawn)
        {
            labels[item] = Truth[item];
        }

        return new GoldLabels(labels);
    }

    private static VoteTask Of(string name, (VoteTable Votes, GoldLabels Gold) read)
    {
        var (votes, gold) = read;
        return new VoteTask(
            name,
            new VoteTable([.. gold.Items.Select(i => votes.Items[i])], votes.Sources, votes.Classes, [.. gold.Items.SelectMany(i => votes.Of(i).ToArray())]),
            [.. gold.Items.Select(i => gold[i])]);
    }
}
