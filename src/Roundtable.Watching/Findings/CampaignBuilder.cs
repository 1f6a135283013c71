using Roundtable.Watching.Callers;
using Roundtable.Watching.Spread;
using Roundtable.Watching.Templates;

namespace Roundtable.Watching.Findings;

/// <summary>Puts templates together that the same callers use.</summary>
/// <param name="callers">The callers that have templates, are busy or ask for reasoning.</param>
/// <param name="callerCount">How many callers the traffic has.</param>
/// <param name="census">Who used which template.</param>
/// <param name="reference">The words of benign prompts.</param>
/// <param name="minPrompts">How many prompts of one kind a finding rests on at least.</param>
internal sealed class CampaignBuilder(
    IReadOnlyDictionary<string, CallerState> callers, long callerCount, TemplateCensus census, WordCoverage reference, int minPrompts)
{
    /// <summary>From so many prompts on all of a caller's prompts are looked at, whether they have a template or not.</summary>
    public const int MinBusy = 200;

    private const double MinOverlap = 0.3;
    private const double MinLongOverlap = 0.2;
    private const double MinFewOverlap = 0.6;
    private const double MinThinkingShare = 0.045;
    private const double MinRise = 5;
    private const int MinLong = 8;
    private const int MinTypical = 4;

    /// <summary>The campaigns, in the order of their keys.</summary>
    public IReadOnlyList<Campaign> Build()
    {
        List<Campaign> campaigns = [.. Link().Select(Of)];

        // Callers whose prompts have no words in common and ask for the same, unless most of these are in a campaign already.
        Dictionary<string, long> covered = new(StringComparer.Ordinal);
        foreach (var campaign in campaigns.Where(c => c.Prompts >= minPrompts && c.Share(t => t.Thinking, 1) >= 0.5))
        {
            foreach (var (name, _, prompts) in campaign.Members)
            {
                covered[name] = covered.GetValueOrDefault(name) + prompts;
            }
        }

        foreach (var (name, state) in callers.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (covered.GetValueOrDefault(name) * 2 < state.Thinking && state.ThinkingFillings >= minPrompts
                && state.Thinking >= MinThinkingShare * state.Prompts)
            {
                campaigns.Add(new Campaign(Hash(name), [], [(name, state, state.Thinking)]));
            }
        }

        // Callers that ask of everything, in whatever words.
        var known = campaigns.Where(c => c.Prompts >= minPrompts).SelectMany(c => c.Members).Where(m => m.Prompts * 2 >= m.State.Prompts).Select(m => m.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (name, subjects) in census.Busy.Where(b => !known.Contains(b.Key)).OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            campaigns.Add(new Campaign(Hash("all:" + name), [], [(name, callers[name], callers[name].Prompts)])
            {
                Width = subjects.Words.Width(reference),
                DifferentPrompts = subjects.Fillings.Count,
            });
        }

        return [.. campaigns.Where(c => c.Prompts >= minPrompts).OrderBy(c => c.Key)];
    }

    private static ulong Hash(string name) =>
        System.IO.Hashing.XxHash3.HashToUInt64(System.Runtime.InteropServices.MemoryMarshal.AsBytes(name.AsSpan()));

    private Campaign Of(IReadOnlyList<int> group)
    {
        Dictionary<string, (PromptSpread Spread, int Templates)> all = new(StringComparer.Ordinal);
        var slots = new WordCoverage();
        foreach (var template in group)
        {
            slots.Merge(census.Slots(template));
            foreach (var (name, use) in census.Users(template))
            {
                var (spread, templates) = all.TryGetValue(name, out var known) ? known : (new PromptSpread(), 0);
                spread.Merge(use.Spread);
                all[name] = (spread, templates + 1);
            }
        }

        // Whoever has a phrase or two in common with it by chance has far fewer than its accounts, or one template where these have several.
        var typical = all.Values.Select(m => m.Spread.Prompts).Order().ElementAt(all.Count / 2);
        var several = all.Values.Select(m => m.Templates).Order().ElementAt(all.Count / 2);
        var members = all.Where(m => m.Value.Spread.Prompts * MinTypical >= typical && m.Value.Templates * 2 >= several)
            .OrderByDescending(m => m.Value.Spread.Prompts).ThenBy(m => m.Key, StringComparer.Ordinal).ToList();
        return new Campaign(
            group.Min(t => census.Templates[t].Anchors[0]),
            [.. group.Select(t => census.Templates[t])],
            [.. members.Select(m => (m.Key, callers[m.Key], (long)m.Value.Spread.Prompts))])
        {
            Slots = [.. members.Select(m => m.Value.Spread)],
            Width = slots.Width(reference),
        };
    }

    /// <summary>Groups of templates whose callers overlap, transitively.</summary>
    private IEnumerable<IReadOnlyList<int>> Link()
    {
        var count = census.Templates.Count;
        var parents = Enumerable.Range(0, count).ToArray();
        Dictionary<string, List<int>> of = new(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            Dictionary<int, int> common = [];
            foreach (var name in census.Users(i).Keys)
            {
                if (!of.TryGetValue(name, out var others))
                {
                    of[name] = others = [];
                }

                foreach (var other in others)
                {
                    common[other] = common.GetValueOrDefault(other) + 1;
                }

                others.Add(i);
            }

            foreach (var (other, shared) in common)
            {
                if (IsOne(i, other, shared))
                {
                    parents[Root(i)] = Root(other);
                }
            }
        }

        return Enumerable.Range(0, count).Where(i => census.Users(i).Count > 0).GroupBy(Root).Select(g => (IReadOnlyList<int>)[.. g]);

        int Root(int at)
        {
            while (parents[at] != at)
            {
                at = parents[at] = parents[parents[at]];
            }

            return at;
        }
    }

    /// <summary>
    /// Whether two templates are one campaign's: callers overlap, of the smaller where both ask for reasoning or grades, of both together where neither does,
    /// since accounts that hide among people use people's turns of phrase too. Long templates with slots are nobody's turn of phrase: for them it is enough
    /// that far more use both than would by chance.
    /// </summary>
    private bool IsOne(int one, int two, int shared)
    {
        var (first, second) = (census.Users(one).Count, census.Users(two).Count);
        var (asks, isLong) = (census.Templates[one].AsksForMore, IsLong(census.Templates[one]));
        return (asks == census.Templates[two].AsksForMore && (asks || isLong == IsLong(census.Templates[two]))
                && shared >= MinOverlap * (asks ? Math.Min(first, second) : first + second - shared))
            || (isLong && IsLong(census.Templates[two])
                && shared >= (Math.Max(first, second) < FindingRules.ManyCallers ? MinFewOverlap : MinLongOverlap) * Math.Max(first, second)
                && shared * (double)callerCount >= MinRise * first * second);
    }

    private static bool IsLong(Template template) => template.FixedShingles >= MinLong && template.State.Fillings.Count >= 0.6 * template.State.Prompts;
}
