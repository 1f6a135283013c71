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
    private readonly double _fillings = Templates.Count > 0 ? DistinctIn(Templates) : Members.Sum(m => m.State.ThinkingFillings);

    /// <summary>How many prompts.</summary>
    public long Prompts { get; } = Templates.Count > 0 ? Templates.Sum(t => t.State.Prompts) : Members.Sum(m => m.Prompts);

    /// <summary>How many different ones, about.</summary>
    public double Fillings => DifferentPrompts ?? _fillings;

    /// <summary>The share of different ones among its prompts, 0 to 1.</summary>
    public double Distinctness => Prompts == 0 ? 0 : Math.Min(1, Fillings / Prompts);

    /// <summary>
    /// The share of its prompts for which something holds; of callers without a template all ask for reasoning, but for those of whom all prompts count.
    /// </summary>
    public double Share(Func<TemplateState, long> count, double otherwise) =>
        Templates.Count == 0 ? (DifferentPrompts is null ? otherwise : 0) : Templates.Sum(t => count(t.State)) / (double)Prompts;

    /// <summary>The share of its prompts, or of all prompts of a caller that is looked at without a template, that have a form.</summary>
    /// <param name="count">What counts in a template.</param>
    /// <param name="ofCaller">What counts of a caller.</param>
    public double FormShare(Func<TemplateState, long> count, Func<CallerState, long> ofCaller) => Templates.Count > 0 ? Share(count, 0)
        : DifferentPrompts is null ? 0 : Members.Sum(m => ofCaller(m.State)) / (double)Math.Max(1, Members.Sum(m => (long)m.State.Prompts));

    /// <summary>How what each caller put into the slots spreads.</summary>
    public IReadOnlyList<PromptSpread> Slots { get; init; } = [];

    /// <summary>How wide its subjects are, as a share of the reference's (<see cref="WordCoverage.Width"/>); null where too little is known.</summary>
    public double? Width { get; init; }

    /// <summary>Different prompts, where they are not those of templates.</summary>
    public double? DifferentPrompts { get; init; }

    /// <summary>
    /// The variance of callers' prompts divided by its mean, as a share of what it is where prompts come at random and only callers with one are seen
    /// (a Poisson distribution without its zeros): 0 where all send equally many, more than 1 where people differ.
    /// </summary>
    public double Dispersion()
    {
        var mean = Members.Average(m => (double)m.Prompts);
        var rate = mean;
        for (var i = 0; i < 50 && mean > 1; i++)
        {
            rate = mean * (1 - Math.Exp(-rate));
        }

        var expected = 1 + rate - mean;
        return expected < 0.1 ? 1 : Members.Average(m => (m.Prompts - mean) * (m.Prompts - mean)) / mean / expected;
    }

    private static double DistinctIn(IReadOnlyList<Template> templates)
    {
        var all = new DistinctCounter(DistinctCounter.FineBits);
        foreach (var template in templates)
        {
            all.Merge(template.State.Fillings);
        }

        return all.Count;
    }
}
