using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Votes;

namespace Roundtable.Benchmarks;

/// <summary>A table of votes on items whose right classes are all known.</summary>
internal sealed record VoteTask(string Name, VoteTable Votes, short[] Truth)
{
    /// <summary>The tables of a folder whose answers are classes: one file a task with a column a model, or labels of people with their gold beside.</summary>
    public static IEnumerable<VoteTask> Public(string folder)
    {
        foreach (var name in Directory.GetFiles(folder, "css-*.tsv").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal))
        {
            yield return Of(name, VoteFiles.Read(folder, name + ".tsv"));
        }

        if (File.Exists(Path.Combine(folder, "llmbar.tsv.gz")))
        {
            yield return Of("llmbar", VoteFiles.Read(folder, "llmbar.tsv.gz", VoteFiles.Judge));
        }

        if (File.Exists(Path.Combine(folder, "mmlu-pro.tsv.gz")))
        {
            yield return Of("mmlu-pro", VoteFiles.Read(folder, "mmlu-pro.tsv.gz"));
        }

        foreach (var name in Directory.GetFiles(folder, "*.gold.tsv").Select(f => Path.GetFileName(f)[..^".gold.tsv".Length]).Order(StringComparer.Ordinal))
        {
            yield return Of(name, VoteFiles.ReadCrowd(folder, name));
        }
    }

    /// <summary>
    /// Half of the items: constants were tuned on the first of each table. Tables are sorted by class or by subset, so that each class is halved in its order.
    /// </summary>
    /// <param name="which">1 or 2; 0 for all items.</param>
    public VoteTask Half(int which)
    {
        int[] kept = which == 0 ? [.. Enumerable.Range(0, Truth.Length)] :
        [
            .. Enumerable.Range(0, Truth.Length)
                .GroupBy(i => Truth[i])
                .SelectMany(g => g.ToArray() is var all && which == 1 ? all[..(all.Length / 2)] : all[(all.Length / 2)..])
                .Order(),
        ];
        return new VoteTask(
            Name,
            new VoteTable([.. kept.Select(i => Votes.Items[i])], Votes.Sources, Votes.Classes, [.. kept.SelectMany(i => Votes.Of(i).ToArray())]),
            [.. kept.Select(i => Truth[i])]);
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
