using Roundtable.Watching.Callers;
using Roundtable.Watching.Sketches;
using Roundtable.Watching.Spread;
using Roundtable.Watching.Templates;

namespace Roundtable.Watching.Findings;

/// <summary>Templates that the same callers use, and these callers.</summary>
/// <param name="Key">What identifies it: the smallest anchor, or a hash of its callers.</param>
/// <param name="Templates">The templates; none where callers have only what they ask for in common.</param>
/// <param name="Members">Its callers by name, and how many prompts of its templates each sent.</param>
internal sealed record Campaign(ulong Key, IReadOnlyList<Template> Templates, IReadOnlyList<(string Name, CallerState State, long Prompts)> Members)
{
    /// <summary>How many prompts.</summary>
    public long Prompts { get; } = Templates.Count > 0 ? Templates.Sum(t => t.State.Prompts) : Members.Sum(m => m.Prompts);

    /// <summary>How many different ones, about.</summary>
    public double Fillings { get; } = Templates.Count > 0 ? DistinctIn(Templates) : Members.Sum(m => m.State.ThinkingFillings);

    /// <summary>The share of different ones among its prompts, 0 to 1.</summary>
    public double Distinctness => Prompts == 0 ? 0 : Math.Min(1, Fillings / Prompts);

    /// <summary>The share of its prompts for which something holds; of callers without a template all ask for reasoning.</summary>
    public double Share(Func<TemplateState, long> count, double otherwise) =>
        Templates.Count == 0 ? otherwise : Templates.Sum(t => count(t.State)) / (double)Prompts;

    /// <summary>How much its callers differ in what they ask (<see cref="PromptSpread.Between"/>); null where too little is known.</summary>
    public double? Between() => PromptSpread.Between(Members.Select(m => m.State.TemplateSpread).OfType<PromptSpread>());

    /// <summary>
    /// The variance of callers' prompts divided by its mean: 0 where all send equally many, 1 where they come at random, more where people differ.
    /// </summary>
    public double Dispersion()
    {
        var mean = Members.Average(m => (double)m.Prompts);
        return Members.Average(m => (m.Prompts - mean) * (m.Prompts - mean)) / mean;
    }

    private static double DistinctIn(IReadOnlyList<Template> templates)
    {
        var all = new DistinctCounter();
        foreach (var template in templates)
        {
            all.Merge(template.State.Fillings);
        }

        return all.Count;
    }
}
