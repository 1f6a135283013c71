using Roundtable.Watching.Callers;
using Roundtable.Watching.Findings;
using Roundtable.Watching.Storage;
using Roundtable.Watching.Templates;

namespace Roundtable.Watching.Monitoring;

/// <summary>What the third reading tells: who used which templates, and of callers those that rules look at. Parts of different callers add up.</summary>
/// <param name="census">Receives who used which template.</param>
/// <param name="minPrompts">How many prompts of one kind a finding rests on at least.</param>
internal sealed class SeenUses(TemplateCensus census, int minPrompts)
{
    private readonly Dictionary<string, CallerState> _callers = new(StringComparer.Ordinal);

    /// <summary>Who used which template.</summary>
    public TemplateCensus Census => census;

    /// <summary>The callers that rules look at.</summary>
    public IReadOnlyDictionary<string, CallerState> Callers => _callers;

    /// <summary>Adds a shard with other callers.</summary>
    public void Add(TrafficShard shard, TemplateCensus part)
    {
        census.Merge(part);
        Add(Relevant(shard, part));
    }

    /// <summary>Adds one that was written.</summary>
    /// <exception cref="InvalidDataException">When it is none, or has a caller that this has.</exception>
    public void Add(BinaryReader from)
    {
        census.Merge(from);
        Add(from.ReadList(f => KeyValuePair.Create(f.ReadString(), CallerState.Read(f))));
    }

    /// <summary>Writes a shard.</summary>
    public void Write(BinaryWriter to, TrafficShard shard, TemplateCensus part)
    {
        part.Write(to);
        to.WriteList([.. Relevant(shard, part).OrderBy(c => c.Key, StringComparer.Ordinal)], (w, c) =>
        {
            w.Write(c.Key);
            c.Value.Write(w);
        });
    }

    private void Add(IEnumerable<KeyValuePair<string, CallerState>> callers)
    {
        foreach (var (name, state) in callers)
        {
            if (!_callers.TryAdd(name, state))
            {
                throw StateBytes.Malformed("a caller of two shards");
            }
        }
    }

    private IEnumerable<KeyValuePair<string, CallerState>> Relevant(TrafficShard shard, TemplateCensus part)
    {
        var users = Enumerable.Range(0, part.Templates.Count).SelectMany(t => part.Users(t).Keys).ToHashSet(StringComparer.Ordinal);
        return shard.Callers.Where(c => users.Contains(c.Key) || c.Value.Prompts >= CampaignBuilder.MinBusy || c.Value.ThinkingFillings >= minPrompts
            || c.Value.EndUsers >= ResellerRules.MinEndUsers);
    }
}
