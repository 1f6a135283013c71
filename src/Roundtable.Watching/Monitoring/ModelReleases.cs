using Roundtable.Watching.Templates;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Monitoring;

/// <summary>The models that were first seen in the traffic, and not in the reference: the last of them is the release that prompts are compared with.</summary>
internal sealed class ModelReleases
{
    private const int MaxModels = 10_000;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private string? _newest;
    private DateTimeOffset _first;

    /// <summary>The same known models, and no release yet.</summary>
    public ModelReleases Copy()
    {
        var copy = new ModelReleases();
        copy._known.UnionWith(_known);
        return copy;
    }

    /// <summary>A model of the reference.</summary>
    public void Known(string? model)
    {
        if (model is not null && _known.Count < MaxModels)
        {
            _known.Add(model);
        }
    }

    /// <summary>A prompt of the traffic, in the first pass.</summary>
    public void Seen(TrafficEntry entry)
    {
        if (entry.Model is { } model && _known.Count < MaxModels && _known.Add(model))
        {
            (_newest, _first) = (model, entry.Time);
        }
    }

    /// <summary>How a prompt stands to the release.</summary>
    public ReleaseMove? Of(TrafficEntry entry) => _newest is null || entry.Model is null ? null
        : entry.Time < _first ? ReleaseMove.Before
        : entry.Time - _first > TimeSpan.FromDays(1) ? null
        : entry.Model == _newest ? ReleaseMove.Turned : ReleaseMove.Stayed;
}
