using Roundtable.Watching.Callers;
using Roundtable.Watching.Templates;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Monitoring;

/// <summary>What is known of the callers of one shard. Shards add up to what one shard with all callers would know.</summary>
internal sealed class TrafficShard
{
    private readonly Dictionary<string, CallerState> _callers = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, TemplateState> _templates = [];
    private readonly long[] _hours = new long[24];

    /// <summary>The callers by name.</summary>
    public IReadOnlyDictionary<string, CallerState> Callers => _callers;

    /// <summary>The templates by anchor.</summary>
    public IReadOnlyCollection<TemplateState> Templates => _templates.Values;

    /// <summary>Prompts by the hour of the day.</summary>
    public IReadOnlyList<long> Hours => _hours;

    /// <summary>Takes in a prompt.</summary>
    /// <param name="entry">The prompt.</param>
    /// <param name="finder">Finds its template; null for the reference, which has none.</param>
    /// <param name="release">How it stands to a release.</param>
    public void Add(TrafficEntry entry, TemplateFinder? finder, ReleaseMove? release)
    {
        ReadOnlySpan<ulong> heavy = [];
        var anchor = finder?.Find(entry.Prompt.Shingles, out heavy);
        if (!_callers.TryGetValue(entry.Caller, out var caller))
        {
            _callers[entry.Caller] = caller = new CallerState();
        }

        caller.Add(entry);
        _hours[entry.Time.UtcDateTime.Hour]++;
        if (anchor is not { } known)
        {
            return;
        }

        if (!_templates.TryGetValue(known, out var template))
        {
            _templates[known] = template = new TemplateState(known);
        }

        template.Add(entry, heavy, release);
    }

    /// <summary>Adds a shard with other callers.</summary>
    public void Merge(TrafficShard other)
    {
        foreach (var (name, caller) in other._callers)
        {
            _callers.Add(name, caller);
        }

        foreach (var template in other._templates.Values)
        {
            if (!_templates.TryGetValue(template.Anchor, out var own))
            {
                _templates[template.Anchor] = own = new TemplateState(template.Anchor);
            }

            own.Merge(template);
        }

        for (var i = 0; i < _hours.Length; i++)
        {
            _hours[i] += other._hours[i];
        }
    }
}
