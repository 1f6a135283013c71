using System.IO.Hashing;
using System.Runtime.InteropServices;
using Roundtable.Watching.Storage;
using Roundtable.Watching.Templates;
using Roundtable.Watching.Traffic;

namespace Roundtable.Watching.Monitoring;

/// <summary>
/// The models that were first seen in the traffic, and not in the reference: the last of them is the release that prompts are compared with. Of more than ten
/// thousand those with the smallest hashes are kept, so that parts of the traffic add up in any order.
/// </summary>
internal sealed class ModelReleases
{
    private const int MaxModels = 10_000;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _new = new(StringComparer.Ordinal);
    private (string Name, DateTimeOffset First)? _newest;

    private (string Name, DateTimeOffset First)? Newest => _new.Count == 0 ? null : _newest ??= _new.Select(m => (m.Key, m.Value))
        .OrderBy(m => m.Value).ThenBy(m => m.Key, StringComparer.Ordinal).Last();

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
        if (entry.Model is { } model && !_known.Contains(model))
        {
            Seen(model, entry.Time);
        }
    }

    /// <summary>How a prompt stands to the release.</summary>
    public ReleaseMove? Of(TrafficEntry entry) => Newest is not var (newest, first) || entry.Model is null ? null
        : entry.Time < first ? ReleaseMove.Before
        : entry.Time - first > TimeSpan.FromDays(1) ? null
        : entry.Model == newest ? ReleaseMove.Turned : ReleaseMove.Stayed;

    /// <summary>Adds what others were seen in another part of the traffic.</summary>
    public void Merge(ModelReleases other)
    {
        foreach (var (model, first) in other._new)
        {
            Seen(model, first);
        }
    }

    /// <summary>Writes the models that are new.</summary>
    public void Write(BinaryWriter to) => to.WriteList([.. _new.OrderBy(m => m.Key, StringComparer.Ordinal)], (w, m) =>
    {
        w.Write(m.Key);
        w.WriteTime(m.Value);
    });

    /// <summary>Writes the models of the reference.</summary>
    public void WriteKnown(BinaryWriter to) => to.WriteList([.. _known.Order(StringComparer.Ordinal)], (w, m) => w.Write(m));

    /// <summary>Adds models of the reference that were written.</summary>
    public void ReadKnown(BinaryReader from)
    {
        foreach (var model in from.ReadList(f => f.ReadString(), MaxModels))
        {
            Known(model);
        }
    }

    /// <summary>Adds models that were written.</summary>
    public void Merge(BinaryReader from)
    {
        foreach (var (model, first) in from.ReadList(f => (f.ReadString(), f.ReadTime()), MaxModels))
        {
            Seen(model, first);
        }
    }

    private static ulong Hash(string model) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(model.AsSpan()));

    private void Seen(string model, DateTimeOffset time)
    {
        if (_new.TryGetValue(model, out var known) && known <= time)
        {
            return;
        }

        _new[model] = time;
        _newest = null;
        if (_new.Count > MaxModels)
        {
            _new.Remove(_new.Keys.MaxBy(m => (Hash(m), m))!);
        }
    }
}
