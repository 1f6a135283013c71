using Roundtable.Watching.Callers;
using Roundtable.Watching.Templates;

namespace Roundtable.Watching.Findings;

/// <summary>Puts templates together that the same callers use.</summary>
/// <param name="callers">All callers.</param>
/// <param name="minPrompts">How many prompts of one kind a finding rests on at least.</param>
internal sealed class CampaignBuilder(IReadOnlyDictionary<string, CallerState> callers, int minPrompts)
{
    private const double MinOverlap = 0.3;
    private const double MinThinkingShare = 0.045;
    private const int MinTypical = 4;

    /// <summary>The campaigns, in the order of their keys.</summary>
    /// <param name="templates">The templates.</param>
    public IReadOnlyList<Campaign> Of(IReadOnlyList<Template> templates)
    {
        var byAnchor = templates.SelectMany((t, i) => t.Anchors.Select(a => (a, i))).ToDictionary(t => t.a, t => t.i);
        var members = templates.Select(_ => new Dictionary<string, long>(StringComparer.Ordinal)).ToList();
        foreach (var (name, state) in callers)
        {
            foreach (var (anchor, count) in state.Templates)
            {
                if (byAnchor.TryGetValue(anchor, out var template))
                {
                    members[template][name] = members[template].GetValueOrDefault(name) + count;
                }
            }
        }

        var linked = Link(members, [.. templates.Select(t => t.AsksForMore)]);
        List<Campaign> campaigns = [.. linked.Select(group => Of([.. group.Select(i => templates[i])], group.Select(i => members[i])))];

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

        return [.. campaigns.Where(c => c.Prompts >= minPrompts).OrderBy(c => c.Key)];
    }

    private static ulong Hash(string name) =>
        System.IO.Hashing.XxHash3.HashToUInt64(System.Runtime.InteropServices.MemoryMarshal.AsBytes(name.AsSpan()));

    private Campaign Of(IReadOnlyList<Template> templates, IEnumerable<Dictionary<string, long>> members)
    {
        Dictionary<string, long> all = new(StringComparer.Ordinal);
        foreach (var (name, count) in members.SelectMany(m => m))
        {
            all[name] = all.GetValueOrDefault(name) + count;
        }

        // Whoever has a phrase or two in common with it by chance has far fewer than its accounts.
        var typical = all.Values.Order().ElementAt(all.Count / 2);
        return new Campaign(
            templates.Min(t => t.Anchors[0]),
            templates,
            [.. all.Where(m => m.Value * MinTypical >= typical).OrderByDescending(m => m.Value).ThenBy(m => m.Key, StringComparer.Ordinal)
                .Select(m => (m.Key, callers[m.Key], m.Value))]);
    }

    /// <summary>
    /// Groups of templates whose callers overlap, transitively: of the smaller where both ask for reasoning or grades, of both together where neither does.
    /// One that does and one that does not are never one, since accounts that hide among people use people's turns of phrase too.
    /// </summary>
    private static IEnumerable<IReadOnlyList<int>> Link(List<Dictionary<string, long>> members, bool[] asksForMore)
    {
        var parents = Enumerable.Range(0, members.Count).ToArray();
        Dictionary<string, List<int>> of = new(StringComparer.Ordinal);
        for (var i = 0; i < members.Count; i++)
        {
            Dictionary<int, int> common = [];
            foreach (var name in members[i].Keys)
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

            foreach (var (other, count) in common)
            {
                var (one, two) = (members[i].Count, members[other].Count);
                if (asksForMore[i] == asksForMore[other] && count >= MinOverlap * (asksForMore[i] ? Math.Min(one, two) : one + two - count))
                {
                    parents[Root(i)] = Root(other);
                }
            }
        }

        return Enumerable.Range(0, members.Count).Where(i => members[i].Count > 0).GroupBy(Root).Select(g => (IReadOnlyList<int>)[.. g]);

        int Root(int at)
        {
            while (parents[at] != at)
            {
                at = parents[at] = parents[parents[at]];
            }

            return at;
        }
    }
}
