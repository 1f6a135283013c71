using Roundtable.Watching.Sketches;
using Roundtable.Watching.Spread;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Templates;

/// <summary>
/// The second look at traffic, once its templates are known: who used which and how often, exactly, and what stood in their slots.
/// </summary>
/// <param name="templates">The templates.</param>
/// <param name="finder">Finds a prompt's anchor.</param>
/// <param name="busy">Callers of whom all prompts are looked at.</param>
public sealed class TemplateCensus(IReadOnlyList<Template> templates, TemplateFinder finder, IEnumerable<string> busy)
{
    private readonly Dictionary<string, CallerSubjects> _busy = busy.ToDictionary(b => b, _ => new CallerSubjects(), StringComparer.Ordinal);
    private readonly Dictionary<ulong, (int Template, WordSet Fixed)> _byAnchor = templates
        .SelectMany((t, i) => t.Anchors.Zip(t.FixedWords, (a, f) => (a, i, f))).ToDictionary(t => t.a, t => (t.i, t.f));

    private readonly Dictionary<string, TemplateUse>[] _users = [.. templates.Select(_ => new Dictionary<string, TemplateUse>(StringComparer.Ordinal))];
    private readonly WordCoverage[] _slots = [.. templates.Select(_ => new WordCoverage())];

    /// <summary>The templates.</summary>
    public IReadOnlyList<Template> Templates => templates;

    /// <summary>Who used a template, and how.</summary>
    /// <param name="template">Its number.</param>
    public IReadOnlyDictionary<string, TemplateUse> Users(int template) => _users[template];

    /// <summary>What stood in a template's slots.</summary>
    /// <param name="template">Its number.</param>
    public WordCoverage Slots(int template) => _slots[template];

    /// <summary>What busy callers ask, by name.</summary>
    public IReadOnlyDictionary<string, CallerSubjects> Busy => _busy;

    /// <summary>Takes in a prompt.</summary>
    public void Add(TrafficEntry entry)
    {
        var words = new WordSet(entry.Prompt);
        if (_busy.TryGetValue(entry.Caller, out var subjects))
        {
            subjects.Words.Add(words);
            subjects.Fillings.Add(entry.Prompt.Whole);
        }

        if (finder.Find(entry.Prompt.Shingles, out _) is not { } anchor || !_byAnchor.TryGetValue(anchor, out var known))
        {
            return;
        }

        if (!_users[known.Template].TryGetValue(entry.Caller, out var use))
        {
            _users[known.Template][entry.Caller] = use = new TemplateUse();
        }

        int[] slots = [.. words.Without(known.Fixed)];
        _slots[known.Template].Add(slots);
        Span<float> sketch = stackalloc float[PromptSketch.Length];
        PromptSketch.Of(slots, sketch);
        use.Spread.Add(sketch);
    }

    /// <summary>Adds that of other callers over the same templates.</summary>
    public void Merge(TemplateCensus other)
    {
        for (var i = 0; i < templates.Count; i++)
        {
            _slots[i].Merge(other._slots[i]);
            foreach (var (name, use) in other._users[i])
            {
                _users[i].Add(name, use);
            }
        }

        foreach (var (name, subjects) in other._busy)
        {
            _busy.Add(name, subjects);
        }
    }
}

/// <summary>What a caller asks, all in all.</summary>
public sealed class CallerSubjects
{
    /// <summary>Its words.</summary>
    public WordCoverage Words { get; } = new();

    /// <summary>Its different prompts.</summary>
    public DistinctCounter Fillings { get; } = new(DistinctCounter.FineBits);
}

/// <summary>How a caller used a template.</summary>
public sealed class TemplateUse
{
    /// <summary>How often, and how what it put into the slots spreads.</summary>
    public PromptSpread Spread { get; } = new();

    /// <summary>How often.</summary>
    public int Prompts => Spread.Prompts;
}
