using Roundtable.Watching.Sketches;
using Roundtable.Watching.Spread;
using Roundtable.Watching.Storage;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Templates;

/// <summary>
/// The second look at traffic, once its templates are known: who used which and how often, exactly, and what stood in their slots.
/// </summary>
/// <param name="templates">The templates.</param>
/// <param name="finder">Finds a prompt's anchor; null where others' censuses are added up only.</param>
/// <param name="busy">Callers of whom all prompts are looked at.</param>
public sealed class TemplateCensus(IReadOnlyList<Template> templates, TemplateFinder? finder, IEnumerable<string> busy)
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
    public void Add(TrafficEntry entry) => Add(entry, _busy.ContainsKey(entry.Caller));

    /// <summary>Takes in a prompt.</summary>
    /// <param name="entry">The prompt.</param>
    /// <param name="isBusy">Whether all prompts of its caller are looked at.</param>
    internal void Add(TrafficEntry entry, bool isBusy)
    {
        var words = new WordSet(entry.Prompt);
        if (isBusy)
        {
            if (!_busy.TryGetValue(entry.Caller, out var subjects))
            {
                _busy[entry.Caller] = subjects = new CallerSubjects();
            }

            subjects.Words.Add(words);
            subjects.Fillings.Add(entry.Prompt.Whole);
        }

        if (finder!.Find(entry.Prompt.Shingles, out _) is not { } anchor || !_byAnchor.TryGetValue(anchor, out var known))
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

    /// <summary>Writes what it has seen, in the order of names.</summary>
    internal void Write(BinaryWriter to)
    {
        for (var i = 0; i < templates.Count; i++)
        {
            _slots[i].Write(to);
            to.WriteList([.. _users[i].OrderBy(u => u.Key, StringComparer.Ordinal)], (w, u) =>
            {
                w.Write(u.Key);
                u.Value.Spread.Write(w);
            });
        }

        to.WriteList([.. _busy.OrderBy(b => b.Key, StringComparer.Ordinal)], (w, b) =>
        {
            w.Write(b.Key);
            b.Value.Words.Write(w);
            b.Value.Fillings.Write(w);
        });
    }

    /// <summary>Adds what another of the same templates has written.</summary>
    /// <exception cref="InvalidDataException">When it is none, or has a caller that this has.</exception>
    internal void Merge(BinaryReader from)
    {
        for (var i = 0; i < templates.Count; i++)
        {
            _slots[i].Merge(WordCoverage.Read(from));
            foreach (var (name, spread) in from.ReadList(f => (f.ReadString(), PromptSpread.Read(f))))
            {
                var use = new TemplateUse();
                use.Spread.Merge(spread);
                if (!_users[i].TryAdd(name, use))
                {
                    throw StateBytes.Malformed("a caller of two shards");
                }
            }
        }

        foreach (var (name, words, fillings) in from.ReadList(
            f => (f.ReadString(), WordCoverage.Read(f), DistinctCounter.Read(f, DistinctCounter.FineBits))))
        {
            var subjects = new CallerSubjects();
            subjects.Words.Merge(words);
            subjects.Fillings.Merge(fillings);
            if (!_busy.TryAdd(name, subjects))
            {
                throw StateBytes.Malformed("a caller of two shards");
            }
        }
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
