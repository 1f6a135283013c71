using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Gold;
using Roundtable.Annotation.Votes;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Labelling;

/// <summary>What people say of the items of a run, as far as it is known now.</summary>
/// <param name="Truths">The answers that may train rules, each for an item of the run.</param>
/// <param name="Random">What was drawn at random from these items; null where nothing carries an estimate.</param>
/// <param name="WhyNotRandom">Why not; empty where it was.</param>
/// <param name="People">How far people agree with each other; null without gold.</param>
public sealed record LabelGold(IReadOnlyList<GoldTruth> Truths, RandomGold? Random, string WhyNotRandom, GoldAgreement? People)
{
    /// <summary>No gold at all.</summary>
    public static LabelGold None { get; } = new([], null, "There is no gold.", null);

    /// <summary>What is known of gold by one codebook, for the items of a frame. An answer holds for a text, not for an id alone.</summary>
    public static LabelGold Of(GoldSet set, LabelFrame frame)
    {
        var known = set.Truths.Select(t => t.Item.Text).ToHashSet();
        var ids = new Dictionary<string, Digest>(StringComparer.Ordinal);
        var first = new Dictionary<Digest, string>();
        foreach (var item in frame.Items.Where(i => known.Contains(i.Text)))
        {
            ids[item.Id] = item.Text;
            first.TryAdd(item.Text, item.Id);
        }

        List<GoldTruth> truths =
        [
            .. set.Truths.Where(t => first.ContainsKey(t.Item.Text))
                .Select(t => ids.TryGetValue(t.Item.Id, out var text) && text == t.Item.Text ? t : t with { Item = t.Item with { Id = first[t.Item.Text] } }),
        ];
        var digest = set.Sheets.Any(s => s.Draw is not null) ? GoldFrame.Of(frame.Items).Digest : default;
        return set.Random(digest, out var reason) is { } random
            ? new LabelGold(truths, random, "", set.Agreement)
            : new LabelGold(truths, null, reason, set.Sheets.Count == 0 ? null : set.Agreement);
    }

    /// <summary>Whether a person answered "cannot tell".</summary>
    public bool HasCannotTell => Truths.Any(t => t.Answer.IsCannotTell);

    /// <summary>The draw for estimates, over the groups of equal texts of a frame.</summary>
    internal SampleDesign? Draw(LabelFrame frame) => Random is null ? null : frame.Draw(Random);

    /// <summary>The answers as classes of a table.</summary>
    internal GoldLabels Labels(VoteTable table) => Truths.Count == 0 ? GoldLabels.Nothing(table.Items.Count) : GoldSet.LabelsFor(Truths, table);

    /// <summary>The answers that were drawn at random, as classes by group of equal texts.</summary>
    internal GoldLabels ByGroup(LabelFrame frame, IReadOnlyList<string> classes)
    {
        var labels = new short[frame.Texts];
        Array.Fill(labels, VoteTable.None);
        foreach (var truth in Random?.Items ?? [])
        {
            if (frame.GroupOf(truth.Item.Text) is { } group)
            {
                labels[group] = (short)classes.ToList().IndexOf(truth.Answer.Value ?? CodebookAnswer.CannotTellText);
            }
        }

        return new GoldLabels(labels);
    }
}
