using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Templates;

/// <summary>Prompts that share a fixed part: anchors that belong together, as one.</summary>
/// <param name="Anchors">Their anchors, ascending.</param>
/// <param name="State">What is known of all of them.</param>
/// <param name="FixedShingles">How many shingles the fixed part has at least; its words are a few more.</param>
public sealed record Template(IReadOnlyList<ulong> Anchors, TemplateState State, int FixedShingles)
{
    private const int MinFixed = 6;
    private const double MinOverlap = 0.5;

    /// <summary>For each anchor the words that its prompts have in common.</summary>
    public required IReadOnlyList<WordSet> FixedWords { get; init; }

    /// <summary>Whether half of its prompts ask for reasoning itself, or half for grades.</summary>
    public bool AsksForMore => State.Thinking * 2 >= State.Prompts || State.Rubric * 2 >= State.Prompts;

    /// <summary>The templates among states: those whose prompts share a fixed part, and anchors of one fixed part as one.</summary>
    /// <param name="states">The states.</param>
    public static IReadOnlyList<Template> Of(IEnumerable<TemplateState> states)
    {
        List<(TemplateState State, IReadOnlyList<ulong> Fixed)> found = [.. states.OrderBy(s => s.Anchor)
            .Select(s => (s, s.FixedPart())).Where(s => s.Item2.Count >= MinFixed)];
        var parents = Enumerable.Range(0, found.Count).ToArray();
        Dictionary<ulong, List<int>> having = [];
        for (var i = 0; i < found.Count; i++)
        {
            Dictionary<int, int> common = [];
            foreach (var shingle in found[i].Fixed)
            {
                having.TryAdd(shingle, []);
                foreach (var other in having[shingle])
                {
                    common[other] = common.GetValueOrDefault(other) + 1;
                }

                having[shingle].Add(i);
            }

            foreach (var (other, count) in common)
            {
                if (count >= MinOverlap * Math.Min(found[i].Fixed.Count, found[other].Fixed.Count))
                {
                    parents[Root(i)] = Root(other);
                }
            }
        }

        List<Template> templates = [];
        foreach (var group in Enumerable.Range(0, found.Count).GroupBy(Root).OrderBy(g => found[g.First()].State.Anchor))
        {
            var merged = new TemplateState(found[group.First()].State.Anchor);
            foreach (var member in group)
            {
                merged.Merge(found[member].State);
            }

            if (merged.Prompts >= TemplateFinder.MinPrompts)
            {
                templates.Add(new Template([.. group.Select(m => found[m].State.Anchor)], merged, group.Max(m => found[m].Fixed.Count))
                {
                    FixedWords = [.. group.Select(m => found[m].State.FixedWords())],
                });
            }
        }

        return templates;

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
