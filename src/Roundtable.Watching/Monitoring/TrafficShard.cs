using Roundtable.Watching.Callers;
using Roundtable.Watching.Templates;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Monitoring;

/// <summary>What is known of the callers of one shard, and the templates of their prompts.</summary>
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
    /// <param name="finder">Finds its template; null where templates are not looked for.</param>
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
}
