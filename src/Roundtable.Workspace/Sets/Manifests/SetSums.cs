using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>How many rows of a set there are of each model, of each document of terms and of each origin. A row of two models counts for both.</summary>
public sealed class SetSums
{
    private readonly Dictionary<string, long> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _origins = new(StringComparer.Ordinal);

    /// <summary>Rows by model.</summary>
    public IReadOnlyDictionary<string, long> Models => Sorted(_models);

    /// <summary>Rows by the documents that their rulings rest on.</summary>
    public IReadOnlyDictionary<string, long> Terms => Sorted(_terms);

    /// <summary>Rows by origin.</summary>
    public IReadOnlyDictionary<string, long> Origins => Sorted(_origins);

    /// <summary>Counts a row.</summary>
    public void Add(Origin origin, IReadOnlyList<string> models, IReadOnlyList<string> terms)
    {
        Count(_origins, Kebab.Name(origin));
        for (var i = 0; i < models.Count; i++)
        {
            Count(_models, models[i]);
        }

        for (var i = 0; i < terms.Count; i++)
        {
            Count(_terms, terms[i]);
        }
    }

    /// <summary>As JSON.</summary>
    public JsonObject Json() => new() { ["models"] = Counts(_models), ["terms"] = Counts(_terms), ["origins"] = Counts(_origins) };

    /// <summary>Counts as JSON.</summary>
    public static JsonObject Counts(IReadOnlyDictionary<string, long> counts) =>
        new(counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value)));

    internal static IReadOnlyDictionary<string, long> Counts(JsonObject json) =>
        new SortedDictionary<string, long>(json.ToDictionary(m => m.Key, m => (long)m.Value!, StringComparer.Ordinal), StringComparer.Ordinal);

    internal static SetSums Read(JsonObject json)
    {
        var sums = new SetSums();
        foreach (var (name, into) in ((string, Dictionary<string, long>)[])[("models", sums._models), ("terms", sums._terms), ("origins", sums._origins)])
        {
            foreach (var (key, rows) in json[name]!.AsObject())
            {
                into.Add(key, (long)rows!);
            }
        }

        return sums;
    }

    private static SortedDictionary<string, long> Sorted(Dictionary<string, long> counts) => new(counts, StringComparer.Ordinal);

    private static void Count(Dictionary<string, long> counts, string key) => CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
}
