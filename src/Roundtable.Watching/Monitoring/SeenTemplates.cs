using Roundtable.Watching.Findings;
using Roundtable.Watching.Storage;
using Roundtable.Watching.Templates;

namespace Roundtable.Watching.Monitoring;

/// <summary>What the second reading tells all shards: the templates, which callers are busy, the hours. Parts of different callers add up.</summary>
internal sealed class SeenTemplates
{
    private readonly Dictionary<ulong, TemplateState> _templates = [];
    private readonly SortedSet<string> _busy = new(StringComparer.Ordinal);
    private readonly long[] _hours = new long[24];

    /// <summary>How many callers.</summary>
    public long Callers { get; private set; }

    /// <summary>Prompts by the hour of the day.</summary>
    public IReadOnlyList<long> Hours => _hours;

    /// <summary>Callers of whom all prompts are looked at.</summary>
    public IReadOnlySet<string> Busy => _busy;

    /// <summary>The templates of all prompts.</summary>
    public IReadOnlyList<Template> Templates => Template.Of(_templates.Values);

    /// <summary>Adds a shard with other callers.</summary>
    public void Add(TrafficShard shard)
    {
        Callers += shard.Callers.Count;
        _busy.UnionWith(shard.Callers.Where(c => c.Value.Prompts >= CampaignBuilder.MinBusy).Select(c => c.Key));
        Add(shard.Hours, shard.Templates);
    }

    /// <summary>Adds one that was written.</summary>
    /// <exception cref="InvalidDataException">When it is none.</exception>
    public void Add(BinaryReader from)
    {
        Callers += from.ReadNumber();
        _busy.UnionWith(from.ReadList(f => f.ReadString()));
        Add([.. Enumerable.Range(0, 24).Select(_ => from.ReadNumber())], from.ReadList(TemplateState.Read));
    }

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter to)
    {
        to.WriteNumber(Callers);
        to.WriteList(_busy, (w, b) => w.Write(b));
        foreach (var hour in _hours)
        {
            to.WriteNumber(hour);
        }

        to.WriteList([.. _templates.Values.OrderBy(t => t.Anchor)], (w, t) => t.Write(w));
    }

    private void Add(IReadOnlyList<long> hours, IEnumerable<TemplateState> templates)
    {
        foreach (var template in templates)
        {
            if (!_templates.TryGetValue(template.Anchor, out var own))
            {
                _templates[template.Anchor] = own = new TemplateState(template.Anchor);
            }

            own.Merge(template);
        }

        for (var i = 0; i < _hours.Length; i++)
        {
            _hours[i] += hours[i];
        }
    }
}
