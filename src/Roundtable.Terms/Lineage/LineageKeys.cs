using System.Globalization;
using System.Text;
using Roundtable.Record.Entries;

namespace Roundtable.Terms.Lineage;

/// <summary>
/// Keys of artifacts by everything that rulings look at: producer, terms, day, and the same of all sources. Artifacts with equal keys are ruled on alike, so
/// that a million answers of three models on five days are fifteen rulings. Not thread-safe.
/// </summary>
/// <param name="artifacts">The lineage; it does not change meanwhile.</param>
public sealed class LineageKeys(IArtifacts artifacts)
{
    private const int MaxKept = 200_000;

    // Deeper lineage is told apart by id, which is always right and only slower.
    private const int MaxDepth = 200;

    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>The key of something that came from these sources; their order does not matter.</summary>
    public string Of(IReadOnlyList<LineageEdge> sources)
    {
        if (_keys.Count >= MaxKept)
        {
            _keys.Clear();
        }

        return Edges(sources);
    }

    /// <summary>The key of one artifact.</summary>
    /// <param name="id">Its id.</param>
    public string Of(string id) => Of([new LineageEdge(Registry.EdgeKind.MadeWith, id, false)]);

    private string Edges(IReadOnlyList<LineageEdge> sources)
    {
        if (sources is [var only])
        {
            return Edge(only);
        }

        List<string> keys = [.. sources.Select(Edge).Distinct(StringComparer.Ordinal)];
        keys.Sort(StringComparer.Ordinal);
        return string.Join('\n', keys);
    }

    private string Edge(LineageEdge edge)
    {
        var key = Artifact(edge.From);
        return edge is { Kind: Registry.EdgeKind.MadeWith, Declared: false, On: null, OnIsUnreadable: false, Through: null, Uses.Count: 0 }
            ? key
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{edge.Kind}/{edge.Declared}/{edge.On:O}/{edge.OnIsUnreadable}/{edge.Through}/{string.Join(',', edge.Uses)}/{key}");
    }

    private string Artifact(string id)
    {
        if (_keys.TryGetValue(id, out var known))
        {
            return known;
        }

        // What comes from itself, or from too far away, stands for itself; nothing that rests on it is kept for others to find.
        if (_open.Count >= MaxDepth || !_open.Add(id))
        {
            return "id:" + id;
        }

        try
        {
            return _keys[id] = Key(artifacts.Find(id), id);
        }
        finally
        {
            _open.Remove(id);
        }
    }

    private string Key(Artifact artifact, string id)
    {
        if (artifact.Entry is not null || artifact.Kind is ArtifactKind.Model or ArtifactKind.Dataset or ArtifactKind.Unknown or ArtifactKind.Returned)
        {
            return "id:" + id;
        }

        var text = new StringBuilder().Append(artifact.Kind).Append('|');
        if (artifact.Producer is { } producer)
        {
            Part(producer.Connection);
            Part(producer.Requested);
            Part(producer.Served);
            Part(producer.Upstream);
            Part(producer.Route?.Kind.ToString());
            Part(producer.Route?.Through);
        }

        Part(artifact.Terms);
        Part(artifact.Day?.ToString("O", CultureInfo.InvariantCulture));
        text.Append(artifact.DayIsUnreadable ? 'u' : '-').Append(artifact.Simulated ? 's' : '-').Append('\n').Append(Edges(artifact.Edges));
        return Digest.Of(Encoding.UTF8.GetBytes(text.ToString())).ToString();

        // Lengths keep apart what only runs together alike.
        void Part(string? part) => text.Append(part?.Length ?? -1).Append(':').Append(part);
    }
}
