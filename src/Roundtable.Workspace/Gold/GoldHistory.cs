using Roundtable.Annotation.Gold;

namespace Roundtable.Workspace.Gold;

/// <summary>What the lines of a sheet's history come to.</summary>
internal sealed class GoldHistory
{
    private readonly List<GoldLabel> _labels = [];
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);

    /// <summary>The history of some events, in order.</summary>
    public GoldHistory(IReadOnlyList<GoldEvent> events)
    {
        Events = events;
        foreach (var happened in events)
        {
            switch (happened)
            {
                case GoldEvent.Labelled l:
                    _labels.Add(new GoldLabel(l.Item, l.By, l.Layer, l.Answer, l.Time));
                    break;
                case GoldEvent.TakenBack t:
                    _labels.RemoveAll(l => l.Item == t.Item && l.Layer == t.Layer);
                    break;
                case GoldEvent.Shown s:
                    _shown.UnionWith(s.Items);
                    break;
            }
        }
    }

    /// <summary>All that happened, in order.</summary>
    public IReadOnlyList<GoldEvent> Events { get; }

    /// <summary>The labels that hold, in the order in which they were given.</summary>
    public IReadOnlyList<GoldLabel> Labels => _labels;

    /// <summary>Index of the first event that is not on record yet.</summary>
    public int FirstUnsealed => Events.Count - Unsealed.Count;

    /// <summary>What is not on record yet.</summary>
    public IReadOnlyList<GoldEvent> Unsealed => [.. Events.Reverse().TakeWhile(e => e is not GoldEvent.Sealed).Reverse()];

    /// <summary>Whether labels of others or of a panel on an item were shown to somebody.</summary>
    public bool WasShown(string item) => _shown.Contains(item);
}
