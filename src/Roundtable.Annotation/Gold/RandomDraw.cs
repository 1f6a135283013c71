using System.Globalization;
using System.Text;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Gold;

/// <summary>
/// Draws texts without replacement, each with the same probability in its stratum. A text's place in the order is SHA-256 of the seed and the text's key, so
/// the draw depends on nothing but the seed and the texts, and anybody can repeat it.
/// </summary>
public static class RandomDraw
{
    /// <summary>The least that is drawn from a stratum that has as many: one alone would leave its spread unknown.</summary>
    public const int MinPerStratum = 2;

    /// <summary>Draws.</summary>
    /// <param name="items">The frame, in any order.</param>
    /// <param name="plan">Size and earlier draws.</param>
    /// <param name="planLeaf">Index of the plan's leaf.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="earlier">Keys of the texts that were drawn before; they are not drawn again.</param>
    /// <exception cref="ArgumentException">When <see cref="Problem"/> names one.</exception>
    public static GoldDraw Draw(IReadOnlyList<FrameItem> items, GoldPlan plan, long planLeaf, Digest seed, IReadOnlySet<Digest> earlier)
    {
        if (Problem(items, plan.Size, earlier) is { } problem)
        {
            throw new ArgumentException(problem, nameof(plan));
        }

        var strata = Strata(items, earlier);
        var sizes = Allocate(strata, plan.Size);
        List<(Digest Place, DrawnItem Item)> drawn = [];
        List<GoldStratum> counts = [];
        foreach (var (stratum, size) in strata.Zip(sizes))
        {
            drawn.AddRange(stratum.Left
                .Select(t => (Place: Place(seed, t.Key.ToString()), Text: t))
                .OrderBy(t => t.Place, ByBytes.Instance)
                .Take(size)
                .Select(t => (t.Place, new DrawnItem(Representative(seed, t.Text), t.Text.Key, stratum.Name, t.Text.Count()))));
            counts.Add(new GoldStratum(stratum.Name, stratum.Items, stratum.Texts, size));
        }

        return new GoldDraw(plan, planLeaf, seed, counts, [.. drawn.OrderBy(d => d.Place, ByBytes.Instance).Select(d => d.Item)]);
    }

    /// <summary>Why so much cannot be drawn, in one sentence; null where it can.</summary>
    public static string? Problem(IReadOnlyList<FrameItem> items, int size, IReadOnlySet<Digest> earlier)
    {
        if (size < 1)
        {
            return "At least one item must be drawn.";
        }

        var strata = Strata(items, earlier);
        var (left, needed) = (strata.Sum(s => s.Left.Count), strata.Sum(s => Math.Min(MinPerStratum, s.Left.Count)));
        return size > left
            ? string.Create(CultureInfo.InvariantCulture, $"{size} texts cannot be drawn: only {left} different texts were not drawn before.")
            : strata.Count > 1 && size < needed
            ? string.Create(CultureInfo.InvariantCulture, $"{size} texts are too few for {strata.Count} strata: two of each take at least {needed}.")
            : null;
    }

    /// <summary>The parts of a frame, by name, with the texts of each that were not drawn before.</summary>
    private static List<Part> Strata(IReadOnlyList<FrameItem> items, IReadOnlySet<Digest> earlier)
    {
        var texts = items.GroupBy(i => i.Text).Select(g => (Stratum: g.Select(i => i.Stratum).Min(StringComparer.Ordinal)!, Text: g));
        return
        [
            .. texts.GroupBy(t => t.Stratum, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new Part(g.Key, g.Sum(t => t.Text.Count()), g.Count(), [.. g.Select(t => t.Text).Where(t => !earlier.Contains(t.Key))])),
        ];
    }

    /// <summary>Sizes in proportion to the strata's texts, by largest remainders, and at least <see cref="MinPerStratum"/> of each.</summary>
    private static int[] Allocate(List<Part> strata, int size)
    {
        long total = strata.Sum(s => s.Left.Count);
        var sizes = strata.Select(s => (int)(size * (long)s.Left.Count / total)).ToArray();
        var byRemainder = Enumerable.Range(0, strata.Count).OrderByDescending(i => size * (long)strata[i].Left.Count % total).ThenBy(i => i);
        foreach (var i in byRemainder.Take(size - sizes.Sum()).ToList())
        {
            sizes[i]++;
        }

        for (var i = 0; i < sizes.Length && strata.Count > 1; i++)
        {
            for (var least = Math.Min(MinPerStratum, strata[i].Left.Count); sizes[i] < least; sizes[i]++)
            {
                var from = Enumerable.Range(0, sizes.Length).Where(j => sizes[j] > MinPerStratum).MaxBy(j => sizes[j]);
                sizes[from]--;
            }
        }

        return sizes;
    }

    /// <summary>One of the items with the text, each with the same probability: their answers may differ although their texts count as equal.</summary>
    private static string Representative(Digest seed, IGrouping<Digest, FrameItem> text) =>
        text.Select(i => i.Id).MinBy(id => Place(seed, $"{text.Key}\t{id}"), ByBytes.Instance)!;

    private static Digest Place(Digest seed, string what) => Digest.Of(Encoding.UTF8.GetBytes($"{seed}\t{what}"));

    private sealed record Part(string Name, int Items, int Texts, IReadOnlyList<IGrouping<Digest, FrameItem>> Left);

    /// <summary>Digests in the order of their bytes.</summary>
    private sealed class ByBytes : IComparer<Digest>
    {
        public static ByBytes Instance { get; } = new();

        public int Compare(Digest x, Digest y)
        {
            Span<byte> left = stackalloc byte[Digest.Length];
            Span<byte> right = stackalloc byte[Digest.Length];
            x.CopyTo(left);
            y.CopyTo(right);
            return left.SequenceCompareTo(right);
        }
    }
}
